/**
 * `npm run differential`: random documents of all kinds, answered by us and by Kubernetes' own code; every difference
 * is shrunk and
 * printed. Options: --count N, --seed N, --version 1.36 (one that is built, or `all`), --only GENERATORS
 * (comma-separated),
 * --show N (differences shrunk), --record FILE (shrunk differences with the oracle's answers, as tests), --rules
 * (which rules were
 * never met). A series of all generators compares Pod Security beside it.
 */
import { parseArgs } from 'node:util';
import { openOracle } from './differential/oracle.ts';
import { comparePodSecurity } from './differential/pod-security.ts';
import { createRandom } from './differential/random.ts';
import { runSeries } from './differential/series.ts';
import { printClasses, printRules, printTotals } from './differential/summary.ts';
import { programsOf } from './differential/programs.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    version: { type: 'string', default: '1.36' },
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '20' },
    record: { type: 'string' },
    rules: { type: 'boolean', default: false },
  },
});

const only = options.only.split(',').filter(Boolean);
const programs = programsOf(options.version);
const series = await runSeries({
  count: Number(options.count),
  random: createRandom(Number(options.seed)),
  programs,
  only,
});
await printClasses(series, { show: Number(options.show), record: options.record });
if (options.rules) printRules(series);
printTotals(series);
for (const oracle of series.oracles.values()) oracle.close();
const differing = only.length === 0 ? await compareSecurity() : 0;
process.exitCode = series.classes.size + differing === 0 ? 0 : 1;

/** Pod Security has a mode of its own in the program, and levels that all versions share. */
async function compareSecurity(): Promise<number> {
  const program = programs.get('1.36');
  if (program === undefined) return 0;
  const oracle = openOracle(program, 'security');
  const count = Math.ceil(Number(options.count) / 50);
  const found = await comparePodSecurity(oracle, count, createRandom(Number(options.seed)));
  oracle.close();
  for (const { pod, difference } of found.slice(0, 3))
    console.log(`${JSON.stringify(pod)}\n  theirs: ${difference.theirs}\n  ours:   ${difference.ours}`);
  console.log(`${count} Pods for Pod Security, ${found.length} differences`);
  return found.length;
}
