import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Check,
  readTrace,
  replay,
  sameDescribe,
  sameEndpoints,
  sameEventTimes,
  traceNames,
  variants,
} from '../support/traces.ts';
import { sameDeletion, sameMessages, sameRows } from '../support/trace-sequences.ts';
import { spansOf } from '../support/trace-moments.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test('at least 97 % of what was recorded is simulated, and 85 % of the runs as a whole', () => {
  const run = spawnSync(process.execPath, [path('../../scripts/oracle-traces.ts')], { encoding: 'utf8' });
  assert.equal(
    run.status,
    0,
    `${run.stdout
      .split('\n')
      .filter((line) => !line.includes('100 %'))
      .join('\n')}${run.stderr}`,
  );
});

/** Lines of `check name reason`. */
const known = readFileSync(new URL('../oracle/traces/known-details.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.split(' '));

const checks: Readonly<Record<string, Check>> = {
  messages: sameMessages,
  rows: sameRows,
  endpoints: sameEndpoints,
  times: sameEventTimes,
  describe: sameDescribe,
  deletion: sameDeletion,
};
const wrong = new Map<string, string[]>(),
  outside: string[] = [];

for (const name of traceNames()) {
  const trace = readTrace(name),
    runs = variants.map((variant) => replay(trace, variant));
  for (const [check, differs] of Object.entries(checks)) {
    const answers = runs.map((run) => differs(trace, run));
    if (!answers.includes(undefined)) wrong.set(check, [...(wrong.get(check) ?? []), `${name}: ${answers[0]}`]);
  }
  // With all delays at their longest a restart may wait for one hop more.
  for (const run of [trace, ...runs.filter((_, i) => variants[i]!.jitter <= 0.5)])
    for (const { rule, seconds, from, to, where } of spansOf(run))
      if (seconds < from - 1e-6 || seconds > to + 1e-6) outside.push(`${name}, ${rule}, ${where}: ${seconds} s`);
}

for (const check of Object.keys(checks)) {
  test(`${check} of the recorded runs are simulated, but for the known ones`, () => {
    const names = known.filter((line) => line[0] === check).map((line) => line[1]),
      found = wrong.get(check) ?? [];
    assert.deepEqual(
      found.filter((text) => !names.includes(text.split(':')[0])),
      [],
    );
    assert.deepEqual(
      names.filter((name) => !found.some((text) => text.startsWith(`${name}:`))),
      [],
      'is right now: take it out of known-details.txt',
    );
  });
}

test('every wait of a recorded or simulated run is as long as a real one can be', () => assert.deepEqual(outside, []));
