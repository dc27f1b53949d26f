/**
 * Compares the simulator with the real kubelet (PODSCOPE_KUBELET_ORACLE: folder of kubelet-oracle) on random scenarios, shrinks what
 * differs and prints it by class.
 * Usage: [--seed N] [--count N] [--long] [--seeded] [--shrink N] [--out FILE] [--record FILE] [--scenarios FILE] [--failed FILE]
 * `--record` appends shrunk cases and those equal ones that show something new, with the oracle's answers; `--scenarios` takes them
 * from a file of JSON lines instead of drawing them, and `--failed` keeps those that differ in such a file. With `--seeded` the real
 * kubelet's random delays are drawn from a seed; a copy of the oracle tells what it drew, and the simulator takes the same.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, compareAnswers, kindsOf } from '../test/support/kubelet/compare.ts';
import { oracleThatTells, withDraws } from '../test/support/kubelet/draws.ts';
import { compactCase } from '../test/support/kubelet/recorded-case.ts';
import { type Answer, askOracle } from '../test/support/kubelet/run.ts';
import { randomScenario, type KubeletScenario } from '../test/support/kubelet/scenario.ts';
import { safely, shrink, type Shrunk } from '../test/support/kubelet/shrink.ts';
import { random } from '../test/support/random.ts';

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const seed = Number(option('--seed') ?? 1),
  count = Number(option('--count') ?? 200),
  toShrink = Number(option('--shrink') ?? 10);
const oracle = process.env['PODSCOPE_KUBELET_ORACLE'] ?? '.',
  isSeeded = process.argv.includes('--seeded');
if (!existsSync(join(oracle, 'run.sh'))) {
  console.error('PODSCOPE_KUBELET_ORACLE must name the folder of kubelet-oracle (with run.sh and Go to build it)');
  process.exit(2);
}
const runScript = isSeeded ? oracleThatTells(oracle) : join(oracle, 'run.sh');

const r = random(seed);
const given = option('--scenarios');
const scenarios = given
  ? readFileSync(given, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as KubeletScenario)
  : Array.from({ length: count }, (_, i) => {
      const scenario = randomScenario(r, `s${seed}-${i}`, process.argv.includes('--long'));
      return isSeeded ? { ...scenario, jitter: r.int(1, 1_000_000) } : scenario;
    });
const record = option('--record'),
  failedFile = option('--failed'),
  seen = new Map<string, number>();
const classes = new Map<string, Shrunk[]>();
let failed = 0,
  compared = 0,
  either = 0;
for (let start = 0; start < scenarios.length; start += 200) {
  const part = scenarios.slice(start, start + 200),
    answers = askOracle(runScript, part);
  part.forEach((asked, i) => {
    const answer = answers[i]!,
      scenario = withDraws(asked, answer);
    if (answer.error) return;
    compared++;
    const difference = compareAnswers(safely(scenario), changesOf(answer));
    if (!difference) return recordIfNew(scenario, answer);
    // Where two things happen at one instant the oracle has both outcomes, by what its process did before: it is asked again, alone.
    const [again] = askOracle(runScript, [asked]);
    if (again && !compareAnswers(safely(withDraws(asked, again)), changesOf(again))) {
      either++;
      return;
    }
    failed++;
    if (failedFile) appendFileSync(failedFile, `${JSON.stringify(scenario)}\n`);
    const key = `${difference.part}: ${difference.kind}`;
    classes.set(key, [...(classes.get(key) ?? []), { scenario, difference, answer }]);
  });
}

/** Equal answers are worth keeping where they are short and have states or events that few others have. */
function recordIfNew(scenario: KubeletScenario, answer: Answer): void {
  if (!record) return;
  const line = compactCase(scenario, answer),
    kinds = kindsOf(answer);
  if (!given && (line.length > 7000 || kinds.filter((kind) => (seen.get(kind) ?? 0) < 4).length < 2)) return;
  for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  appendFileSync(record, `${line}\n`);
}

const sorted = [...classes].sort((a, b) => b[1].length - a[1].length);
const lines = [
  `${compared - failed} of ${compared} scenarios equal (${((100 * (compared - failed)) / Math.max(1, compared)).toFixed(2)} %), ${sorted.length} classes; ${either} equal to a second answer only`,
];
sorted.forEach(([key, cases], i) => {
  const first = i < toShrink ? shrink(runScript, cases[0]!) : cases[0]!;
  lines.push('', `## ${cases.length} x ${key}`, `   e.g. ${cases[0]!.scenario.name}: ${first.difference.detail}`);
  if (i < toShrink) lines.push(`   ${JSON.stringify({ ...first.scenario, pod: { spec: first.scenario.pod.spec } })}`);
  if (record && i < toShrink) appendFileSync(record, `${compactCase(first.scenario, first.answer)}\n`);
});
const out = option('--out');
if (out) writeFileSync(out, `${lines.join('\n')}\n`);
console.log(out ? lines[0] : lines.join('\n'));
process.exitCode = failed ? 1 : 0;
