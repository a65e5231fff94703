// formwork: compiled; change the spec instead
//
// Load on an environment, for k6. Each target is asked RATE times a second in the way of PROFILE, and held to the objectives of
// its service: the run fails where too many answers are no success, or too few are fast enough.
//   TARGETS   a JSON list of {service, url, availability, objective, milliseconds}; objectives are per cent
//   EVIDENCE  the file that the figures go to, as JSON
import { check } from 'k6'
import http from 'k6/http'

const targets = JSON.parse(__ENV.TARGETS)
const rate = Number(__ENV.RATE)

const stages = {
  // Long enough to tell a release that cannot carry anything.
  short: [[rate, '30s'], [rate, '90s']],
  // Up to what is promised, and a while there.
  ramp: [[rate, '10m'], [rate, '10m'], [0, '1m']],
  // Twice as much, at once: does it scale, and does it come back?
  spike: [[rate / 4, '2m'], [2 * rate, '10s'], [2 * rate, '2m'], [rate / 4, '10s'], [rate / 4, '5m']],
  // Leaks, full disks and pools show after a while.
  sustained: [[rate, '2m'], [rate, '58m']],
}[__ENV.PROFILE]
if (!stages || targets.length === 0 || !(rate > 0)) {
  throw new Error('PROFILE is short, ramp, spike or sustained; RATE is more than 0; there is at least one target')
}

const scenarios = {}
const thresholds = {
  // Requests that k6 could not send for want of its own capacity: what was measured is not what was asked for.
  dropped_iterations: ['count==0'],
}
targets.forEach((target, index) => {
  scenarios[`target_${index}`] = {
    executor: 'ramping-arrival-rate',
    exec: 'ask',
    env: { TARGET: String(index) },
    tags: { service: target.service },
    startRate: 1,
    timeUnit: '1s',
    preAllocatedVUs: Math.ceil(rate),
    maxVUs: Math.ceil(rate * 20),
    stages: stages.map(([goal, duration]) => ({ target: Math.max(1, Math.round(goal)), duration })),
  }
  const failed = ((100 - target.availability) / 100).toFixed(5)
  thresholds[`http_req_failed{service:${target.service}}`] = [
    { threshold: `rate<=${failed}` },
    // Something is broken: stop before it gets worse.
    { threshold: 'rate<0.5', abortOnFail: true, delayAbortEval: '20s' },
  ]
  thresholds[`http_req_duration{service:${target.service}}`] = [
    { threshold: `p(${target.objective})<=${target.milliseconds}` },
  ]
})

export const options = { scenarios, thresholds, discardResponseBodies: true, userAgent: 'formwork-load' }

export function ask() {
  const answer = http.get(targets[Number(__ENV.TARGET)].url)
  check(answer, { 'is a success': (got) => got.status >= 200 && got.status < 400 })
}

export function handleSummary(data) {
  const lines = []
  let passed = true
  for (const [name, metric] of Object.entries(data.metrics)) {
    for (const [threshold, { ok }] of Object.entries(metric.thresholds || {})) {
      passed = passed && ok
      lines.push(`${ok ? 'held  ' : 'BROKEN'}  ${name} ${threshold}`)
    }
  }
  const evidence = {
    control: 'TEST-03', environment: __ENV.ENVIRONMENT, commit: __ENV.GITHUB_SHA, profile: __ENV.PROFILE, rate,
    date: new Date().toISOString(), passed, metrics: data.metrics,
  }
  return { stdout: `${lines.sort().join('\n')}\n`, [__ENV.EVIDENCE]: `${JSON.stringify(evidence, null, 2)}\n` }
}
