/** Says where two answers to one scenario differ: the first difference of statuses, kubectl's rows and events. */
import type { Answer } from './run.ts';

export interface Difference {
  readonly part: 'status' | 'kubectl' | 'events' | 'times' | 'error';
  /** Short and without names and numbers: equal for differences of one kind. */
  readonly kind: string;
  /** What is there and what should be. */
  readonly detail: string;
}

/** Seconds by which equal changes may be apart. */
const TOLERANCE = 0.1;

/** A sequence of changes; `facts` are named values that describe the state after each. */
export interface Change {
  readonly t: number;
  readonly facts: Readonly<Record<string, string>>;
}

/** An answer as three sequences. */
export interface Changes {
  readonly status: readonly Change[];
  readonly kubectl: readonly Change[];
  readonly events: readonly Change[];
}

export function changesOf(answer: Answer): Changes {
  return { status: statusChanges(answer), kubectl: kubectlChanges(answer), events: eventChanges(answer) };
}

/** What happens in an answer, without names and numbers. */
export function kindsOf(answer: Answer): string[] {
  const { status, events } = changesOf(answer);
  return [
    ...new Set([
      ...status.map((_, i) => changed(status, i)),
      ...events.map((e) => plain((e.facts['event'] ?? '').replace(/ x\d+$/, ''))),
    ]),
  ];
}

/** The first difference, or undefined if `ours` says what `theirs` says. */
export function compareAnswers(ours: Answer, theirs: Changes): Difference | undefined {
  if (ours.error) return { part: 'error', kind: ours.error.slice(0, 60), detail: ours.error };
  return (
    compareChanges('status', statusChanges(ours), theirs.status) ??
    compareEvents(eventChanges(ours), theirs.events) ??
    compareChanges('kubectl', kubectlChanges(ours), theirs.kubectl)
  );
}

/** Events have no order among those of a moment: equal writes are matched, then the earliest one without a match is told. */
export function compareEvents(
  ours: readonly Change[],
  theirs: readonly Change[],
  tolerance: (key: string) => number = () => TOLERANCE,
): Difference | undefined {
  const a = numbered(ours),
    b = numbered(theirs);
  const open = [...a]
    .filter(([key]) => !b.has(key))
    .map(([key, t]) => ({ t, key, word: 'extra' }))
    .concat([...b].filter(([key]) => !a.has(key)).map(([key, t]) => ({ t, key, word: 'missing' })))
    .sort((x, y) => x.t - y.t);
  const first = open[0];
  if (first) {
    const near = open
      .filter((x) => Math.abs(x.t - first.t) < 1)
      .map((x) => `${x.word} at ${x.t}: ${x.key}`)
      .join('\n    ');
    return { part: 'events', kind: `${first.word}: ${plain(first.key)}`, detail: near };
  }
  const late = [...a]
    .filter(([key, t]) => Math.abs(t - (b.get(key) ?? 0)) > tolerance(key))
    .sort((x, y) => x[1] - y[1])[0];
  return (
    late && {
      part: 'times',
      kind: `events: ${plain(late[0])}`,
      detail: `at ${late[1]} instead of ${b.get(late[0])}: ${late[0]}`,
    }
  );
}

/** The instant of every write; equal ones are told apart by their number. */
function numbered(changes: readonly Change[]): Map<string, number> {
  const map = new Map<string, number>();
  for (const { t, facts } of changes) {
    let key = facts['event'] ?? '';
    for (let n = 2; map.has(key); n++) key = `${facts['event']} (${n})`;
    map.set(key, t);
  }
  return map;
}

export function compareChanges(
  part: 'status' | 'kubectl',
  ours: readonly Change[],
  theirs: readonly Change[],
  tolerance: (facts: Change['facts']) => number = () => TOLERANCE,
): Difference | undefined {
  for (let i = 0; i < Math.max(ours.length, theirs.length); i++) {
    const a = ours[i],
      b = theirs[i];
    if (!a)
      return {
        part,
        kind: `missing: ${changed(theirs, i)}`,
        detail: `missing at ${b?.t}: ${changed(theirs, i, true)}`,
      };
    if (!b) return { part, kind: `extra: ${changed(ours, i)}`, detail: `extra at ${a.t}: ${changed(ours, i, true)}` };
    const names = [...new Set([...Object.keys(a.facts), ...Object.keys(b.facts)])].filter(
      (name) => a.facts[name] !== b.facts[name],
    );
    if (names.length) {
      const text = (change: Change): string => names.map((name) => `${name}: ${change.facts[name] ?? '-'}`).join('; ');
      return {
        part,
        kind: plain(`${text(a)} instead of ${text(b)}`),
        detail: `at ${a.t} instead of ${b.t} (row ${i}):\n    ours   ${text(a)}\n    theirs ${text(b)}`,
      };
    }
    if (Math.abs(a.t - b.t) > tolerance(b.facts)) {
      return {
        part: 'times',
        kind: `${part}: ${changed(theirs, i)}`,
        detail: `at ${a.t} instead of ${b.t}: ${changed(theirs, i, true)}`,
      };
    }
  }
  return undefined;
}

/** What became different with the i-th change. */
function changed(list: readonly Change[], i: number, isExact = false): string {
  const before = list[i - 1]?.facts ?? {},
    now = list[i]?.facts ?? {};
  const names = Object.keys(now).filter((name) => now[name] !== before[name]);
  const text = names.map((name) => `${name}: ${now[name]}`).join('; ') || 'nothing new';
  return isExact ? text : plain(text);
}

/** Without names of containers, numbers and quoted texts. */
function plain(text: string): string {
  return text
    .replace(/\b([ic])\d\b/g, 'X')
    .replace(/"[^"]*"/g, '""')
    .replace(/\d+/g, 'N')
    .slice(0, 260);
}

/** From the kubelet's first write on; equal neighbours are one. */
function statusChanges(answer: Answer): Change[] {
  const first = answer.status.findIndex((row) => row['startTime'] !== undefined || row['deleted'] === true);
  return merged(
    answer.status.slice(Math.max(0, first)).map((row) => ({ t: Number(row['t']), facts: statusFacts(row) })),
  );
}

type Json = Readonly<Record<string, unknown>>;

export function statusFacts(row: Json): Record<string, string> {
  if (row['deleted']) return { gone: 'yes' };
  const facts: Record<string, string> = {
    phase: [row['phase'], row['reason'], row['message']].filter(Boolean).join(' | '),
    deleting: row['deletionTimestamp'] ? `${String(row['deletionGracePeriodSeconds'])}s` : 'no',
    ip: String(row['podIP'] ?? false),
    observed: String(row['observedGeneration'] ?? 0),
  };
  for (const [type, c] of Object.entries((row['conditions'] ?? {}) as Record<string, Json>)) {
    facts[type] = [c['status'], c['reason'], c['message']].filter(Boolean).join(' | ');
  }
  for (const list of ['init', 'containers', 'ephemeral']) {
    for (const c of (row[list] ?? []) as Json[]) {
      facts[`${String(c['name'])}`] =
        `${stateText(c['state'])} ready=${String(c['ready'] ?? false)} started=${String(c['started'] ?? '-')} #${String(c['restartCount'])} last=${stateText(c['lastState'])}`;
    }
  }
  return facts;
}

function stateText(state: unknown): string {
  const [kind, s] = Object.entries((state ?? {}) as Record<string, Json>)[0] ?? ['none', {}];
  return [kind, s['reason'], s['exitCode'], s['signal'], s['message']]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => durations(String(part)))
    .join(' ');
}

/** The oracle answers pulls itself, so the kubelet's own client does not take these words off there. */
const PULL_CODE = /(^|Failed to pull image "[^"]*": |ErrImagePull: )rpc error: code = Unknown desc = /;

function durations(text: string): string {
  return text
    .replace(PULL_CODE, '$1')
    .replace(/\b10\.244\.0\.\d+\b|<podIP:\d+>/g, '<podIP>')
    .replace(/: Error on reading termination message from logs: .*? no such file or directory/, '')
    .replace(/\b[0-9a-f]{64}\b/g, '<id>')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
    .replace(/in \d[\d.]*m?s \(\d[\d.]*m?s including waiting\)/, 'in <time>')
    .replace(/Image size: \d+/, 'Image size: <n>')
    .trim();
}

function kubectlChanges(answer: Answer): Change[] {
  const first = answer.kubectl.findIndex((row) => row.status !== 'Pending');
  return merged(
    answer.kubectl
      .slice(Math.max(0, first))
      .map((row) => ({
        t: row.t,
        facts: { row: row.deleted ? 'gone' : `${row.ready} ${row.status} ${row.restarts.replace(/ \(.*/, '')}` },
      })),
  );
}

/** Every write of every event object, in order of time. */
function eventChanges(answer: Answer): Change[] {
  const writes = answer.events
    .filter((e) => e.source === 'kubelet' && (e.object ?? 'Pod/').startsWith('Pod/'))
    .flatMap((e) =>
      e.counts.map((c) => ({
        t: c.t,
        facts: { event: `${e.type} ${e.reason} ${e.fieldPath ?? ''} ${durations(e.message)} x${c.count}` },
      })),
    );
  return writes.sort((a, b) => a.t - b.t);
}

/** Equal neighbours are one. */
export function merged(changes: readonly Change[]): Change[] {
  return changes.filter((change, i) => JSON.stringify(change.facts) !== JSON.stringify(changes[i - 1]?.facts));
}
