. "$SOURCE/tests/golden/steps.sh"
mkdir a b
formwork -C a init -q --name payments
formwork -C b init -q --name payments
(cd a && compiled)
(cd b && umask 077 && env -u HOME LC_ALL=tr_TR.UTF-8 TZ=Asia/Kathmandu formwork compile -q --jobs 7)
run diff -r -x guard a b
note and readable, whatever the umask was
(cd b && stat -c %a infra/dev/kubernetes/namespace.yaml infra/dev/formwork.lock)
run formwork -C b check
note through a link to the folder
ln -s a c
run formwork -C c check
