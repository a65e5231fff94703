// What read_html finds in hostile documents and what parse5, which passes the tests of html5lib, finds in the tree it
// builds: the same code with the same hashes, or the first document where they differ is printed.
//   node parse5.mjs PARSE5 INLINE [COUNT [SEED]]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const [folder, inline, count = '20000', seed = '1'] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(`${folder}/dist/index.js`));

let state = BigInt(seed);
function random(below) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
  return Number((state >> 33n) % BigInt(below));
}
const one = (list) => list[random(list.length)];

// Pieces that begin and end code, and pieces that seem to.
const kPieces = [
  '<script>', '<SCRIPT>', '<script type=module>', '<script type="text/template">', '<script type="">', '<script src=a.js>', '<script/>',
  '<script type=" text/JavaScript ">', '<script language=vbscript>', '<script language=JavaScript>', '<script type=importmap>',
  '</script>', '</script >', '</SCRIPT\n>', '</script/>', '</scripty>', '</script', '<script', '<scrip', '</', '<', '>', '/>',
  '<style>', '<style type=text/css>', '<style type=text/less>', '</style>', '</style\t>', '</styles>',
  '<!--', '-->', '--!>', '<!-->', '<!--->', '<!', '<!x>', '<?x?>', '</ x>', '--', '-', '->', '<!DOCTYPE html>', '<!doctype a "b>c">',
  '<![CDATA[', ']]>', ']', ']>',
  '<textarea>', '</textarea>', '<title>', '</title>', '<xmp>', '</xmp>', '<iframe>', '</iframe>', '<noscript>', '</noscript>',
  '<noembed>', '</noembed>', '<svg>', '</svg>', '<svg/>', '<math>', '</math>', '<foreignObject>', '</foreignObject>', '<desc>', '</desc>',
  '<mi>', '</mi>', '<mtext>', '</mtext>', '<mglyph>', '<annotation-xml>', '<annotation-xml encoding="text/html">', '</annotation-xml>',
  '<div>', '</div>', '<p>', '</p>', '<span>', '</span>', '<b>', '</b>', '<br>', '</br>', '<img>', '<font>', '<font color=red>', '</font>',
  '<g>', '</g>', '<circle/>', '<a href="javascript:x()">', '<a href=" java\nscript:x()">', '<a href=javascriptx:>', '</a>',
  '<div onclick="a()">', "<div onclick='b(\"&quot;\")'>", '<div onclick=c()>', '<div onclick="a &amp;&amp; b &lt c">', '<div onclick>',
  '<div onclick="x&copy=1&copyx&copy;">', '<div style="color: red">', '<span style=\'a:b\' style="c:d">', '<div a="<script>x</script>">',
  '<div a=\'>\' onclick="d()">', '<div a=> ', '<div =onclick=x>', '<div/onclick=e()>', '<div onclick = "f()" >', '<div ONCLICK="g(&#60;&#x3E;&#128;)">',
  '<circle onclick="h()"/>', '<svg onload="i()">', '<iframe srcdoc="<script>j()</script><p onclick=k()>"></iframe>',
  '<iframe srcdoc="&lt;script&gt;l(&amp;lt;)&lt;/script&gt;"></iframe>', '<script href=x>', '<template>', '</template>', '<plaintext>',
  'a()', '"', "'", ' ', '\n', '\r\n', '\r', '\t', '\0', '&amp;', '&lt;', '&#x3c;', '&amp', '=', 'é', '\u{1F600}', '\f',
];
function document() {
  let out = random(3) === 0 ? '' : '<!DOCTYPE html>' + one(['', '<body>', '<div>', '<svg>', '<math>', '<script>', '<style>', '<!--', '<noscript>']);
  for (let n = 1 + random(24); n > 0; --n) out += one(kPieces);
  // In a head, browsers end a `noscript` before what may not stand there; read_html does not.
  if (out.includes('<noscript')) out = '<!DOCTYPE html><body>' + out;
  // Right within an integration point parse5 takes a CDATA section for a comment; the specification does not (13.2.5.42).
  if (/<(foreignobject|desc|title|mi|mtext|annotation-xml)/i.test(out)) out = out.replaceAll('<![CDATA[', '');
  return out;
}

const kTypes = /^((application|text)\/(x-)?(ecma|java)script|text\/(javascript1\.[0-5]|jscript|livescript)|module|importmap|speculationrules)$/;
const kUrls = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data']);
const hash = (directive, text) => `${directive} 'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());

function code(text, scripting, depth = 0) {
  const found = [];
  const attribute = (node, name) => node.attrs.find((a) => (a.prefix ? `${a.prefix}:` : '') + a.name === name)?.value;
  function visit(node) {
    for (const a of node.attrs ?? []) {
      const name = lower((a.prefix ? `${a.prefix}:` : '') + a.name);
      if (/^on[a-z]+$/.test(name)) found.push(hash('script-src-attr', a.value));
      if (name === 'style') found.push(hash('style-src-attr', a.value));
      const url = a.value.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
      if (kUrls.has(name) && lower(url).startsWith('javascript:')) found.push('script-src-elem link');
      if (name === 'srcdoc' && node.tagName === 'iframe' && depth < 3) found.push(...code(a.value, scripting, depth + 1));
    }
    const html = node.namespaceURI === 'http://www.w3.org/1999/xhtml';
    const svg = node.namespaceURI === 'http://www.w3.org/2000/svg';
    const inside = (node.childNodes ?? []).filter((n) => n.nodeName === '#text').map((n) => n.value).join('');
    if (node.tagName === 'script' && (html || svg)) {
      let type = 'text/javascript';
      if (attribute(node, 'type') !== undefined) {
        if (attribute(node, 'type') !== '') type = lower(attribute(node, 'type').replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, ''));
      } else if (attribute(node, 'language')) type = 'text/' + lower(attribute(node, 'language'));
      const loads = html ? attribute(node, 'src') !== undefined : node.attrs.some((a) => a.name === 'href');
      if (!loads && kTypes.test(type) && inside !== '' && node.sourceCodeLocation?.endTag) found.push(hash('script-src-elem', inside));
    }
    if (node.tagName === 'style' && (html || svg) && inside !== '') {
      const type = attribute(node, 'type') ?? '';
      if (type === '' || lower(type) === 'text/css') found.push(hash('style-src-elem', inside));
    }
    for (const child of node.childNodes ?? []) visit(child);
    if (node.content) visit(node.content);
  }
  visit(parse(text, { scriptingEnabled: scripting, sourceCodeLocationInfo: true }));
  return found;
}

const documents = Array.from({ length: Number(count) }, document);
const input = documents.map((d) => `${Buffer.byteLength(d)}\n${d}`).join('');
const run = spawnSync(inline, { input, maxBuffer: 1 << 30 });
const answers = run.stdout.toString().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
if (run.status !== 0 || answers.length !== documents.length) {
  console.error(`${inline}: status ${run.status}, ${answers.length} answers for ${documents.length} documents`);
  process.exit(1);
}
let codes = 0;
let wrong = 0;
documents.forEach((text, i) => {
  const expected = new Set(code(text, true));
  for (const entry of code(text, false)) if (entry.startsWith('style-')) expected.add(entry);
  const found = new Set(answers[i]);
  codes += expected.size;
  const missing = [...expected].filter((e) => !found.has(e));
  const more = [...found].filter((e) => !expected.has(e));
  if (missing.length + more.length === 0) return;
  if (++wrong <= 3) console.error(JSON.stringify(text), '\n  missing', missing, '\n  more', more);
});
console.log(`parse5: ${documents.length} documents, ${codes} codes, ${wrong} documents differ`);
process.exit(wrong === 0 && codes > 0 ? 0 : 1);
