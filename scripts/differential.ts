/**
 * `npm run differential`: random documents of all kinds, answered by us and by Kubernetes' own code; every difference is shrunk and
 * printed. Options: --count N, --seed N, --version 1.36 (one that is built, or `all`), --only GENERATORS (comma-separated),
 * --show N (differences shrunk), --record FILE (shrunk differences with the oracle's answers, as tests), --rules (which rules were
 * never met), --times (documents a second of both sides).
 */
import { parseArgs } from 'node:util';
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
const series = await runSeries({
  count: Number(options.count),
  random: createRandom(Number(options.seed)),
  programs: programsOf(options.version),
  only,
});
await printClasses(series, { show: Number(options.show), record: options.record });
if (options.rules) printRules(series);
printTotals(series);
for (const oracle of series.oracles.values()) oracle.close();
process.exitCode = series.classes.size === 0 ? 0 : 1;
