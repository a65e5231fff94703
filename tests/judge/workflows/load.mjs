// load.js run as k6 runs it, with modules of k6 that only record: load.mjs SCRIPT, settings in the environment. Prints the
// options, what was asked for, and the summary of metrics that held, as JSON.
import { mkdtempSync, mkdirSync, copyFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = mkdtempSync(join(tmpdir(), 'load-'))
mkdirSync(join(folder, 'node_modules/k6'), { recursive: true })
writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
writeFileSync(join(folder, 'node_modules/k6/package.json'), '{"type": "module", "exports": {".": "./k6.js", "./http": "./http.js"}}')
writeFileSync(join(folder, 'node_modules/k6/k6.js'),
  'export const check = (got, checks) => { for (const [name, holds] of Object.entries(checks)) globalThis.seen.push([name, holds(got)]) }')
writeFileSync(join(folder, 'node_modules/k6/http.js'),
  'export default { get: (url) => { globalThis.seen.push(url); return { status: globalThis.status } } }')
copyFileSync(process.argv[2], join(folder, 'load.js'))
globalThis.seen = []
globalThis.__ENV = { ...process.env }
const script = await import(pathToFileURL(join(folder, 'load.js')).href)
for (const { exec, env } of Object.values(script.options.scenarios)) {
  for (const status of [200, 404, 503]) {
    globalThis.status = status
    Object.assign(globalThis.__ENV, env)
    script[exec]()
  }
}
const metrics = Object.fromEntries(Object.entries(script.options.thresholds).map(([name, all]) =>
  [name, { thresholds: Object.fromEntries(all.map((one) => [one.threshold ?? one, { ok: name !== process.env.BROKEN }])) }]))
process.stdout.write(JSON.stringify({ options: script.options, seen: globalThis.seen, summary: script.handleSummary({ metrics }) }))
