#!/usr/bin/env bash
# The html report in headless Chromium, light and dark: it draws without script or network, its own policy blocks nothing
# of it, and both look as they should by the colours that are there.
#   html.sh FORMWORK [FOLDER FOR SCREENSHOTS]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
formwork=$1
browser=
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then browser=$name; break; fi
done
[ -n "$browser" ] || { echo "skipped: no chromium"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ws" "$work/clean"
cp -R "$root/examples/actix-kubernetes/." "$work/ws"
cp -R "$root/examples/minimal/." "$work/clean"
cd "$work/ws"
# Three causes: a value that moved, an edit by hand, a file that is gone; and a text that is markup.
sed -i 's/min: 3, max: 20/min: 5, max: 20/' environments/prod.yaml
sed -i 's/restricted/privileged<script>/' infra/staging/kubernetes/namespace.yaml
rm infra/dev/kubernetes/default-deny.yaml
"$formwork" check -q --report html="$work/drift.html" >/dev/null || [ $? = 1 ]
"$formwork" -C "$work/clean" check -q --report html="$work/clean.html"

shot() { # NAME PAGE [FLAG…]
  local name=$1 page=$2
  shift 2
  HOME=$work "$browser" --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
    --user-data-dir="$work/profile-$name" --enable-logging=stderr --v=0 --window-size=1280,1600 \
    --host-resolver-rules='MAP * ~NOTFOUND' "$@" --screenshot="$work/$name.png" "file://$page" >"$work/$name.log" 2>&1
  [ -s "$work/$name.png" ] || { cat "$work/$name.log"; echo "no screenshot of $name"; exit 1; }
  if grep -E 'CONSOLE|Content Security Policy' "$work/$name.log"; then echo "the page complains ($name)"; exit 1; fi
}
shot light "$work/drift.html" --blink-settings=preferredColorScheme=1
shot dark "$work/drift.html" --blink-settings=preferredColorScheme=0
shot clean "$work/clean.html" --blink-settings=preferredColorScheme=1
[ -z "${2:-}" ] || cp "$work"/{light,dark,clean}.png "$2"

python3 - "$work" <<'PY'
import html.parser, re, struct, sys, zlib

work = sys.argv[1]

def pixels(path):
    """Mean brightness of the page's left edge, which is paper, and whether the page is one colour."""
    data = open(path, 'rb').read()
    assert data[:8] == b'\x89PNG\r\n\x1a\n'
    at, idat = 8, b''
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        body = data[at + 8:at + 8 + size]
        if kind == b'IHDR':
            width, height, depth, color = struct.unpack('>IIBB', body[:10])
        if kind == b'IDAT':
            idat += body
        at += 12 + size
    channels = {2: 3, 6: 4}[color]
    assert depth == 8
    raw, stride = zlib.decompress(idat), width * channels
    previous, rows = bytearray(stride), []
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride):
            a = line[x - channels] if x >= channels else 0
            b = previous[x]
            c = previous[x - channels] if x >= channels else 0
            if kind == 1: line[x] = (line[x] + a) & 255
            elif kind == 2: line[x] = (line[x] + b) & 255
            elif kind == 3: line[x] = (line[x] + (a + b) // 2) & 255
            elif kind == 4:
                p = a + b - c
                pa, pb, pc = abs(p - a), abs(p - b), abs(p - c)
                line[x] = (line[x] + (a if pa <= pb and pa <= pc else b if pb <= pc else c)) & 255
        rows.append(bytes(line))
        previous = line
        if y >= 400: break
    paper = sum(rows[300][0:3]) / 3
    colours = {row[x:x + 3] for row in rows[::7] for x in range(0, stride, channels * 5)}
    return paper, len(colours)

light, light_colours = pixels(work + '/light.png')
dark, dark_colours = pixels(work + '/dark.png')
assert light > 200, f'the light page is dark: {light}'
assert dark < 60, f'the dark page is light: {dark}'
assert light_colours > 20 and dark_colours > 20, 'an empty page'

class Page(html.parser.HTMLParser):
    void = {'meta', 'col', 'br', 'link'}
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.addresses = [], set(), set(), set(), []
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        if tag not in self.void: self.open.append(tag)
        if 'id' in attributes:
            assert attributes['id'] not in self.ids, 'an id twice'
            self.ids.add(attributes['id'])
        for name, value in attributes.items():
            assert not name.startswith('on'), 'a handler'
            assert name != 'style', 'a style that the policy blocks'
            if name in ('src', 'href', 'action'): self.addresses.append(value)
    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f'</{tag}> closes <{self.open[-1:]}>'
        self.open.pop()

for name in ('drift', 'clean'):
    text = open(f'{work}/{name}.html', encoding='utf-8').read()
    page = Page()
    page.feed(text)
    page.close()
    assert not page.open, page.open
    assert not page.tags & {'script', 'img', 'link', 'iframe', 'object', 'svg', 'form', 'base'}, page.tags
    assert all(address.startswith('#') and address[1:] in page.ids for address in page.addresses), page.addresses
    assert "default-src 'none'" in text and 'unsafe' not in text
text = open(work + '/drift.html', encoding='utf-8').read()
assert text.count('<section') == 3, text.count('<section')
for said in ('DR001', 'DR004', 'DR007', 'services.api.scale.min', '<table class="diff">', '<mark>'):
    assert said in text, said
assert '<script' not in text
PY
echo "html: drawn light and dark, nothing blocked"
