/**
 * Compares the simulator with the real scheduler and controllers (PODSCOPE_CLUSTER_ORACLE: folder of cluster-oracle) on random clusters
 * around one Pod, shrinks what differs and prints it by class. Usage: [--seed N] [--count N] [--shrink N] [--out FILE] [--record FILE]
 * `--record` appends shrunk cases and those equal ones that show something new, with the oracle's answers.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clusterChanges,
  compactCluster,
  compareCluster,
  type ClusterChanges,
} from '../test/support/cluster/compare.ts';
import { askCluster } from '../test/support/cluster/run.ts';
import { randomScenario, type ClusterScenario } from '../test/support/cluster/scenario.ts';
import type { Difference } from '../test/support/kubelet/compare.ts';
import { random } from '../test/support/random.ts';
import { shrinkJson } from './differential/shrink-json.ts';

const option = (name: string): string | undefined =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined;
const seed = Number(option('--seed') ?? 1),
  count = Number(option('--count') ?? 100),
  toShrink = Number(option('--shrink') ?? 5),
  record = option('--record'),
  out = option('--out');
const runScript = join(process.env['PODSCOPE_CLUSTER_ORACLE'] ?? '.', 'run.sh');
if (!existsSync(runScript)) {
  console.error('PODSCOPE_CLUSTER_ORACLE must name the folder of cluster-oracle (with run.sh and Go to build it)');
  process.exit(2);
}

interface Found {
  readonly scenario: ClusterScenario;
  readonly difference: Difference;
  readonly theirs: ClusterChanges;
}

const key = ({ difference: { part, kind } }: Found): string => `${part}: ${kind}`;
const r = random(seed),
  classes = new Map<string, Found[]>(),
  seen = new Map<string, number>();
let compared = 0,
  failed = 0;
for (let start = 0; start < count; start += 50) {
  const scenarios = Array.from({ length: Math.min(50, count - start) }, (_, i) =>
    randomScenario(r, `s${seed}-${start + i}`),
  );
  for (const [i, found] of judge(scenarios).entries()) {
    if (found === 'error') continue;
    compared++;
    if ('difference' in found) {
      failed++;
      classes.set(key(found), [...(classes.get(key(found)) ?? []), found]);
    } else recordIfNew(scenarios[i]!, found);
  }
}

/** For each scenario where it differs, the oracle's changes where it does not. */
function judge(scenarios: readonly ClusterScenario[]): (Found | ClusterChanges | 'error')[] {
  return askCluster(runScript, scenarios).map((answer, i) => {
    if (answer.error) return 'error';
    const scenario = scenarios[i]!,
      theirs = clusterChanges(answer);
    const difference = safely(scenario, theirs);
    return difference ? { scenario, difference, theirs } : theirs;
  });
}

function safely(scenario: ClusterScenario, theirs: ClusterChanges): Difference | undefined {
  try {
    return compareCluster(scenario, theirs);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { part: 'error', kind: text.slice(0, 60), detail: text };
  }
}

function recordIfNew(scenario: ClusterScenario, theirs: ClusterChanges): void {
  if (!record) return;
  const line = compactCluster(scenario, theirs),
    kinds = [...theirs.status, ...theirs.events].map(({ facts }) =>
      Object.values(facts).join(' ').replace(/\d+/g, 'N'),
    );
  if (line.length > 5000 || kinds.filter((kind) => (seen.get(kind) ?? 0) < 1).length < 2) return;
  for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  appendFileSync(record, `${line}\n`);
}

async function shrunk(found: Found): Promise<Found> {
  let last = found;
  const wanted = key(found);
  await shrinkJson({ kind: '', apiVersion: '', ...found.scenario }, (some) => {
    const judged = judge(some as ClusterScenario[]);
    const same = judged.map((one) => one !== 'error' && 'difference' in one && key(one) === wanted);
    const first = judged[same.indexOf(true)];
    if (first !== undefined && first !== 'error' && 'difference' in first) last = first;
    return Promise.resolve(same);
  });
  return last;
}

const lines = [
  `${compared - failed} of ${compared} scenarios equal (${((100 * (compared - failed)) / Math.max(1, compared)).toFixed(2)} %), ${classes.size} classes`,
];
for (const [i, [name, found]] of [...classes].sort((a, b) => b[1].length - a[1].length).entries()) {
  const { scenario, difference, theirs } = i < toShrink ? await shrunk(found[0]!) : found[0]!;
  lines.push('', `## ${found.length} x ${name}`, `   e.g. ${found[0]!.scenario.name}: ${difference.detail}`);
  if (i >= toShrink) continue;
  lines.push(`   ${JSON.stringify(scenario)}`);
  if (record) appendFileSync(record, `${compactCluster(scenario, theirs)}\n`);
}
if (out) writeFileSync(out, `${lines.join('\n')}\n`);
console.log(out ? lines[0] : lines.join('\n'));
process.exitCode = failed ? 1 : 0;
