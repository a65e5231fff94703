// node judge.js FILE...: each against the SARIF 2.1.0 schema; at least one result in each.
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv");
const schema = JSON.parse(fs.readFileSync(path.join(__dirname, "sarif-2.1.0.json"), "utf8"));
// Written in draft 4; nothing it says differs in the draft that ajv reads by default.
delete schema.$schema;
delete schema.id;
const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true });
const validate = ajv.compile(schema);
let bad = 0;
for (const file of process.argv.slice(2)) {
  const log = JSON.parse(fs.readFileSync(file, "utf8"));
  if (!validate(log)) {
    bad = 1;
    console.log(file, JSON.stringify(validate.errors.slice(0, 10), null, 1));
  }
  const results = log.runs[0].results.length;
  if (results === 0) bad = 1;
  console.log(`${file}: ${results} results`);
}
process.exit(bad);
