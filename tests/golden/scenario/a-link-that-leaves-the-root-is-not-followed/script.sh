. "$SOURCE/tests/golden/steps.sh"
mkdir "$HOME/outside"
ln -s "$HOME/outside" infra
run formwork check --format concise 2>&1 | sed "s#$HOME#HOME#"
run formwork compile 2>&1 | sed "s#$HOME#HOME#"
run ls "$HOME/outside" | sed "s#$HOME#HOME#"
rm infra
mkdir -p infra/dev
ln -s "$HOME/outside" infra/dev/kubernetes
run formwork compile 2>&1 | sed "s#$HOME#HOME#"
run find infra "$HOME/outside" -type f | sed "s#$HOME#HOME#"
note a spec that is a link out, a FIFO, a folder
rm -r infra environments/dev.yaml
ln -s /etc/hostname environments/dev.yaml
run formwork check
rm environments/dev.yaml
mkfifo environments/dev.yaml
run formwork check
rm environments/dev.yaml
mkdir environments/dev.yaml
run formwork check
