. "$SOURCE/tests/golden/steps.sh"
cp -a . ../before
socket() { perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => shift, Listen => 1)' "$1"; }
# try WHAT: asks for a check of what the caller made, then takes it back
try() {
  printf '# %s\n' "$1"
  timeout 20 formwork validate --format concise
  printf '[%s]\n' $?
  find . -mindepth 1 -delete; cp -a ../before/. .
}
for folder in environments overlays releases bindings; do
  rm -rf $folder; echo x > $folder; try "$folder is a file"
  rm -rf $folder; mkfifo $folder; try "$folder is a FIFO"
  rm -rf $folder; socket $folder; try "$folder is a socket"
done
for file in environments/dev.yaml releases/dev.yaml bindings/dev.yaml pins.yaml formwork.yaml overlays/kubernetes/pdb.yaml; do
  mkdir -p "$(dirname $file)"; rm -f $file; mkdir $file; try "$file is a folder"
  mkdir -p "$(dirname $file)"; rm -f $file; mkfifo $file; try "$file is a FIFO"
  mkdir -p "$(dirname $file)"; rm -f $file; socket $file; try "$file is a socket"
done
mkdir overlays; echo x > overlays/kubernetes; try "the folder of a pack is a file"
mkdir -p overlays/kubernetes/pdb.yaml; echo x > overlays/kubernetes/pdb.yaml/x; try "a folder with files where a template belongs"
