/** The lane of one container: what its program does, from pulling the image to the end of each run. */
import { given } from '../kube/given.ts';
import { causeOf, spansOf, type LaneContext, goneAt } from './lane-spans.ts';
import type { ContainerEntry, LogEntry } from './log.ts';
import { type ContainerSpec, statusOf } from './pod.ts';
import type { Lane, Mark, Span } from './timeline.ts';

type SpanBody = Omit<Span, 'startMs' | 'endMs'>;
interface Change {
  readonly atMs: number;
  readonly span: SpanBody | undefined;
}

export function containerLane(context: LaneContext, container: ContainerSpec): Lane {
  const changes = mergeChanges(fromLog(context, container), readiness(context, container));
  const { role } = container;
  return given({
    id: `container/${container.name}`,
    kind: 'container' as const,
    name: container.name,
    container: container.name,
    role,
    field: container.path,
    note: role === 'sidecar' || role === 'init' ? role : undefined,
    spans: spansOf(changes, context.endMs),
    marks: marks(context, container),
  });
}

function fromLog(context: LaneContext, container: ContainerSpec): readonly Change[] {
  const first = context.life.log.versions[0];
  const changes: Change[] = [{ atMs: first?.atMs ?? 0, span: { ...WAITING, ...causeOf(first) } }];
  for (const entry of context.entries.get(container.name) ?? []) {
    const span = toSpan(entry);
    if (span) changes.push({ atMs: entry.atMs, span: { ...span, ...causeOf(entry) } });
  }
  const goneMs = goneAt(context);
  if (goneMs !== undefined) changes.push({ atMs: Math.max(goneMs, changes.at(-1)!.atMs), span: undefined });
  return changes;
}

const WAITING: SpanBody = { state: 'waiting', label: 'waiting' };

/** Undefined: the entry does not change the state. */
function toSpan(entry: LogEntry): SpanBody | undefined {
  switch (entry.kind) {
    case 'pulling':
      return { state: 'pulling', label: 'pulling', facts: [['image', entry.image]] };
    case 'pulled':
      if (entry.error === undefined) return WAITING;
      return { state: 'failed', label: 'pull failed', facts: [['error', entry.error]] };
    case 'backoff': {
      const label = entry.what === 'pull' ? 'ImagePullBackOff' : 'back-off';
      return { state: 'backoff', label, facts: [['back-off', `${entry.backoffMs / 1000} s`]] };
    }
    case 'started': {
      const run = ['run', String(entry.instance + 1)] as const,
        restarts = ['restarts', String(entry.restartCount)] as const;
      return { state: 'running', label: 'running', instance: entry.instance, facts: [run, restarts] };
    }
    case 'exited': {
      const { code, instance, reason } = entry,
        facts = [['exit code', String(code)] as const, ['reason', reason] as const];
      return { state: code === 0 ? 'completed' : 'failed', label: exitLabel(entry), exitCode: code, instance, facts };
    }
    case 'killing':
      return { state: 'terminating', label: 'terminating', facts: [['grace', `${entry.graceSeconds} s`]] };
    default:
      return undefined;
  }
}

const exitLabel = ({ code, reason }: Extract<LogEntry, { kind: 'exited' }>): string =>
  reason === 'OOMKilled' ? reason : `exit ${code}`;

/** When the API shows the container ready or not. */
function readiness(
  context: LaneContext,
  container: ContainerSpec,
): readonly { readonly atMs: number; readonly isReady: boolean }[] {
  const list: { atMs: number; isReady: boolean }[] = [];
  let restarts = 0;
  for (const { atMs, pod } of context.life.log.versions) {
    const status = pod && statusOf(pod.status, container.name);
    const isReady = status?.ready === true && status.state.kind === 'running',
      isNewRun = (status?.restartCount ?? 0) !== restarts;
    if (list.at(-1)?.isReady !== isReady || isNewRun) list.push({ atMs, isReady });
    restarts = status?.restartCount ?? 0;
  }
  return list;
}

/** A running container is drawn as ready while the API says so; a new run is not ready at first. */
function mergeChanges(
  changes: readonly Change[],
  ready: readonly { readonly atMs: number; readonly isReady: boolean }[],
): readonly Change[] {
  const result: Change[] = [];
  let current: SpanBody | undefined,
    isReady = false;
  for (const change of [...changes, ...ready].sort((a, b) => a.atMs - b.atMs)) {
    if ('isReady' in change) {
      isReady = change.isReady;
      if (current?.state !== 'running') continue;
    } else {
      current = change.span;
      if (current?.state === 'running') isReady = false;
    }
    const span: SpanBody | undefined =
      isReady && current?.state === 'running' ? { ...current, state: 'ready', label: 'ready' } : current;
    if (result.at(-1)?.atMs === change.atMs) result.pop();
    result.push({ atMs: change.atMs, span });
  }
  return result;
}

function marks(context: LaneContext, container: ContainerSpec): readonly Mark[] {
  const entries = context.entries.get(container.name) ?? [];
  return entries.flatMap((entry, i): Mark[] => {
    const mark = toMark(entry, entries, i);
    return mark ? [{ atMs: entry.atMs, ...mark, ...causeOf(entry) }] : [];
  });
}

function toMark(entry: ContainerEntry, entries: readonly ContainerEntry[], i: number): Omit<Mark, 'atMs'> | undefined {
  switch (entry.kind) {
    case 'started': {
      const count = entry.restartCount;
      if (entry.instance === 0) return undefined;
      return { kind: 'restart', label: `restart ${count}`, count, ...restartWindow(entries, i) };
    }
    case 'signal':
      return { kind: entry.signal === 'SIGTERM' ? 'sigterm' : 'sigkill', label: entry.signal };
    case 'killing':
      return { kind: 'killed', label: entry.message || 'stopping' };
    case 'exited':
      return { kind: 'exit', label: exitLabel(entry), value: entry.code };
    case 'output':
      return { kind: 'log', label: entry.text };
    case 'memory':
      return { kind: 'memory', value: entry.bytes };
    default:
      return undefined;
  }
}

/** The clock of the kubelet's relists and retries: what a restart may be late by. */
const TICKS_MS = 2_100;
const NOTICE_MS = 1_100;

/**
 * Between which moments a real kubelet would restart the container that ended before entry `i`: after a back-off it
 * waits up to one and a
 * half times of what is left, at most a minute at a go, and then for its ticks. Nothing for restarts that it decides
 * itself.
 */
function restartWindow(
  entries: readonly ContainerEntry[],
  i: number,
): { readonly earliestMs?: number; readonly latestMs?: number } {
  const before = entries.slice(0, i),
    ended = before.findLast((e) => e.kind === 'exited');
  if (!ended || before.findLast((e) => e.kind === 'killing' || e.kind === 'started')?.kind === 'killing') return {};
  const waited = before.slice(before.indexOf(ended)).find((e) => e.kind === 'backoff' && e.what === 'restart');
  if (waited?.kind !== 'backoff') return { earliestMs: ended.atMs, latestMs: ended.atMs + NOTICE_MS };
  const b = waited.backoffMs,
    rest = b % 60_000,
    last = Math.min(30_000, (rest === 0 ? 60_000 : rest) / 2);
  return { earliestMs: waited.untilMs, latestMs: ended.atMs + (b <= 60_000 ? 1.5 * b : b + last) + TICKS_MS };
}
