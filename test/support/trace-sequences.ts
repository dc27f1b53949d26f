/** The sequences of a recorded run of one Pod beside those of a simulated one (kubelet-traces.md D, first two lines). */
import { statusFacts } from './kubelet/compare.ts';
import { deletionTime } from './trace-moments.ts';
import { anonymous, type Check, type Trace } from './traces.ts';

/** States that are shorter may be there or not. */
const FLASH = 0.2;

interface Step {
  readonly t: number;
  readonly key: string;
  readonly lasts: number;
}

/** Statuses with all messages and last states. */
export const sameMessages: Check = (recorded, simulated) => compare(recorded, simulated, statuses);

/** Lines of `kubectl get`: READY, STATUS and the number of restarts. */
export const sameRows: Check = (recorded, simulated) => compare(recorded, simulated, rows);

const statuses = (trace: Trace): Step[] =>
  steps(
    trace,
    trace.status.map((row) => {
      const { observed: _observed, ip: _ip, deleting, ...facts } = statusFacts(row);
      return { t: Number(row['t']), key: anonymous(JSON.stringify({ ...facts, deleting: deleting !== 'no' })) };
    }),
  );

const rows = (trace: Trace): Step[] =>
  steps(
    trace,
    trace.kubectl.map((row) => ({
      t: row.t,
      key: row.deleted ? 'gone' : `${row.ready} ${row.status} ${Number.parseInt(row.restarts, 10)}`,
    })),
  );

function steps(trace: Trace, list: readonly { readonly t: number; readonly key: string }[]): Step[] {
  const changes = list.filter((change, i) => change.key !== list[i - 1]?.key);
  const end = trace.ended ?? trace.duration;
  return changes.map((change, i) => ({
    ...change,
    lasts: (changes[i + 1]?.t ?? Math.max(end, change.t) + FLASH) - change.t,
  }));
}

/** Both are the same but for flashes; what stands at the very end may be one step before or behind. */
function compare(recorded: Trace, simulated: Trace, read: (trace: Trace) => Step[]): string | undefined {
  const a = read(recorded),
    b = read(simulated),
    seen = new Set<number>();
  let furthest = [0, 0] as readonly [number, number];
  const agree = (i: number, j: number): boolean => {
    const place = i * (b.length + 1) + j;
    if (seen.has(place)) return false;
    seen.add(place);
    if (i + j > furthest[0] + furthest[1]) furthest = [i, j];
    if (i === a.length && j === b.length) return true;
    if (a[i] && a[i].key === b[j]?.key && agree(i + 1, j + 1)) return true;
    const isFree = (list: readonly Step[], at: number): boolean =>
      at < list.length && (list[at]!.lasts < FLASH || at === list.length - 1);
    return (isFree(a, i) && agree(i + 1, j)) || (isFree(b, j) && agree(i, j + 1));
  };
  if (agree(0, 0)) return undefined;
  const text = (step: Step | undefined): string => (step ? `at ${step.t}: ${step.key}` : 'nothing');
  return `\n  recorded  ${text(a[furthest[0]])}\n  simulated ${text(b[furthest[1]])}`;
}

/** A deletion takes as long, within the 1.5 s that processes, volumes and writes may take. */
export const sameDeletion: Check = (recorded, simulated) => {
  const a = deletionTime(recorded),
    b = deletionTime(simulated);
  if (a === undefined || b === undefined) return a === b ? undefined : `gone after ${b} instead of ${a}`;
  return Math.abs(a - b) <= 1.5 ? undefined : `gone after ${b.toFixed(2)} s instead of ${a.toFixed(2)}`;
};
