// node evaluator.js PACKAGE FINDINGS: what `findings` printed, held against Google's csp-evaluator, finding by finding.
// Each difference must be one of those that docs/csp.md argues; what each row lets through is counted and printed.
const fs = require("fs");
const path = require("path");
const [, , folder, file] = process.argv;
const load = (name) => require(path.resolve(folder, "dist", name));
const { CspParser } = load("parser.js");
const { CspEvaluator, DEFAULT_CHECKS, STRICTCSP_CHECKS } = load("evaluator.js");
const { checkHasConfiguredReporting } = load("checks/security_checks.js");
const { Version } = load("csp.js");
const { Severity, Type } = load("finding.js");

const types = new Set();
// Ours that the evaluator has no word for, or has where it does not look; and the other way round. [why, ours?, test]
const EXCUSES = [
  ["missing-base-uri is told of every policy, not only beside nonces", true,
    (f) => f.kind === "missing-base-uri"],
  ["directives that no browser follows are deprecated as well", true,
    (f) => f.type === "DEPRECATED_DIRECTIVE" &&
      ["block-all-mixed-content", "navigate-to", "plugin-types", "require-sri-for"].includes(f.directive)],
  ["keywords of CSP3 that the evaluator does not know", false,
    (f) => f.type === "INVALID_KEYWORD" &&
      /^'(trusted-types-eval|report-sha(256|384|512)|unsafe-allow-redirects|unsafe-webtransport-hashes)'$/i.test(f.value)],
  ["keywords of drafts that CSP3 does not have", true,
    (f) => f.type === "INVALID_KEYWORD" && /^'(wasm-eval|unsafe-hashed-attributes|block|allow)'$/i.test(f.value)],
  ["`block` without quotes is the value that reflected-xss had", false,
    (f) => f.type === "INVALID_KEYWORD" && f.directive === "reflected-xss"],
  ["hosts beside `'none'` count, since `'none'` is what browsers ignore", true,
    (f, p, r) => r.findings.some((o) => o.kind === "none-with-others" && o.directive === f.directive)],
  ["what is no source expression is ignored, and told as such", false,
    (f, p, r) => r.findings.some((o) => o.kind === "invalid-source" && o.value === f.value)],
];
const excused = new Map();
const bypasses = { both: 0, theirs: 0, ours: 0 };

function theirs(policy) {
  const parsed = new CspParser(policy).csp;
  const found = new CspEvaluator(parsed, Version.CSP3).evaluate([...STRICTCSP_CHECKS, checkHasConfiguredReporting], DEFAULT_CHECKS);
  const out = new Map();
  for (const f of found) {
    const type = Type[f.type];
    types.add(type);
    // Missing things have no place; what concerns a directive as a whole has no value.
    const placeless = ["MISSING_DIRECTIVES", "REQUIRE_TRUSTED_TYPES_FOR_SCRIPTS", "REPORTING_DESTINATION_MISSING", "REPORT_TO_ONLY"];
    const directive = placeless.includes(type) ? (type === "MISSING_DIRECTIVES" ? f.directive : "") : f.directive;
    out.set([type, directive, f.value || ""].join(" "), { type, directive, value: f.value || "", high: f.severity === Severity.HIGH });
  }
  return out;
}

function ours(record) {
  const out = new Map();
  for (const f of record.findings) {
    if (!f.type) continue;
    let directive = f.directive;
    if (f.type === "MISSING_DIRECTIVES") directive = f.kind.replace("missing-", "");
    const word = f.value.toLowerCase();
    const value = word.startsWith("'") && !/^'(nonce|sha)/.test(word) || /^[a-z][a-z0-9+.-]*:$/.test(word) ? word : f.value;
    out.set([f.type, directive, value].join(" "), { ...f, directive, value });
  }
  return out;
}

let policies = 0, agreed = 0, skipped = 0, same = 0;
const wrong = [];
for (const line of fs.readFileSync(file, "utf8").split("\n")) {
  if (!line) continue;
  const record = JSON.parse(line);
  let a;
  try {
    a = theirs(record.policy);
  } catch (error) {
    skipped += 1;  // the evaluator throws at sources that are no URL
    continue;
  }
  policies += 1;
  const b = ours(record);
  let clean = true;
  for (const [key, f] of a) {
    if (b.has(key)) {
      agreed += 1;
      if (f.type !== "SCRIPT_ALLOWLIST_BYPASS") continue;
      const known = b.get(key).kind === "bypassable-host";
      if (known && f.high) bypasses.both += 1;
      else if (known) bypasses.ours += 1;
      else if (f.high) bypasses.theirs += 1;
      continue;
    }
    note(key, f, record.policy, false);
  }
  for (const [key, f] of b) if (!a.has(key)) note(key, f, record.policy, true);
  if (clean) same += 1;
  function note(key, f, policy, mine) {
    clean = false;
    const excuse = EXCUSES.find(([, own, test]) => own === mine && test(f, policy, record));
    if (excuse) excused.set(excuse[0], (excused.get(excuse[0]) || 0) + 1);
    else wrong.push(`${mine ? "ours alone" : "theirs alone"}: ${key}\n    ${policy}`);
  }
}
console.log(`${path.basename(file)}: ${policies} policies, ${skipped} at which the evaluator throws; ${agreed} findings of ${types.size} types agree; in ${same} policies all do`);
for (const [why, count] of excused) console.log(`  ${count} x ${why}`);
console.log(`  hosts known for bypasses: ${bypasses.both} to both, ${bypasses.theirs} to the evaluator alone, ${bypasses.ours} to us alone`);
for (const one of wrong.slice(0, 40)) console.log(one);
if (types.size < 24) { console.log(`only ${types.size} of the 24 types that the evaluator gives`); process.exit(1); }
if (policies < 200) { console.log("fewer than 200 policies"); process.exit(1); }
console.log(`${wrong.length} differences that are not argued`);
process.exit(wrong.length === 0 ? 0 : 1);
