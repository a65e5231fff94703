// Whether the cluster's own policies say of an object what formwork's rule of the same id says: each expression of the emitted
// ValidatingAdmissionPolicies, or of Kyverno's ValidatingPolicies, is evaluated, by a CEL interpreter, over the fixtures of the rule, which one must refuse and
// one must let in; and over every object of the output that it would be asked about, which it must let in.
//   node admission.mjs MODULES RULES INFRA     MODULES: a folder in which @marcbachmann/cel-js and yaml are installed
import {createRequire} from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [modules, rules, infra] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const cel = await import(require.resolve('@marcbachmann/cel-js'));
const yaml = require('yaml');
const environment = new cel.Environment({enableOptionalTypes: true, unlistedVariablesAreDyn: true});

const files = (folder) => fs.readdirSync(folder, {recursive: true}).map((f) => path.join(folder, f)).filter((f) => f.endsWith('.yaml') && fs.statSync(f).isFile()).sort();
// Whole numbers are integers to CEL, not JavaScript's doubles.
const read = (file) => yaml.parseAllDocuments(fs.readFileSync(file, 'utf8'), {intAsBigInt: true}).map((d) => d.toJS({maxAliasCount: 0})).filter(Boolean);
const podOf = (o) => o.kind === 'Pod' ? o : o.spec?.template?.spec?.containers ? o.spec.template
  : o.spec?.jobTemplate?.spec?.template ? o.spec.jobTemplate.spec.template : null;
// What a policy on this resource is asked about, among any objects.
const subject = {
  pods: podOf, services: (o) => o.kind === 'Service' ? o : null,
  networkpolicies: (o) => o.kind === 'NetworkPolicy' ? o : null, poddisruptionbudgets: (o) => o.kind === 'PodDisruptionBudget' ? o : null,
};

let asked = 0, wrong = 0;
const complain = (text) => { wrong++; console.log(text); };

function holds(policy, expression, object) {
  const context = {object: {metadata: {}, ...object, spec: {containers: [], ...object.spec}}, variables: {}};
  for (const variable of policy.spec.variables ?? []) context.variables[variable.name] = environment.evaluate(variable.expression, context);
  asked++;
  return environment.evaluate(expression, context);
}

const output = files(infra);
const policies = output.filter((f) => path.basename(f) === 'admission.yaml').flatMap((f) => read(f).map((o) => ({file: f, ...o})))
  .filter((o) => o.kind === 'ValidatingAdmissionPolicy' || o.kind === 'ValidatingPolicy');
for (const policy of policies) {
  const of = subject[policy.spec.matchConstraints.resourceRules[0].resources[0]];
  for (const {message, expression} of policy.spec.validations) {
    const id = message.split(':')[0];
    for (const [name, due] of [['pass', true], ['fail', false]]) {
      const fixture = path.join(rules, id, name + '.yaml');
      const objects = fs.existsSync(fixture) ? read(fixture).map(of).filter(Boolean) : [];
      if (objects.length === 0) complain(`${id}: no ${name} fixture that a policy on ${policy.metadata.name} is asked about`);
      for (const object of objects) {
        try {
          const got = holds(policy, expression, object);
          if (got !== due) complain(`${policy.file}: ${id} is ${got} of its ${name} fixture`);
        } catch (error) { complain(`${policy.file}: ${id} fails over its ${name} fixture: ${error.message}`); }
      }
    }
    const folder = path.dirname(policy.file);
    for (const file of output.filter((f) => f.startsWith(folder + path.sep))) {
      for (const object of read(file).map(of).filter(Boolean)) {
        try {
          if (holds(policy, expression, object) !== true) complain(`${file}: ${id} would refuse it`);
        } catch (error) { complain(`${file}: ${id} fails over it: ${error.message}`); }
      }
    }
  }
}
console.log(`${policies.length} policies, ${asked} questions, ${wrong} findings`);
process.exit(wrong ? 1 : policies.length ? 0 : 2);
