/** What differs between two runs of a Pod, as numbers and as sentences. */
import type { Lane, SimulationInput, Span, Timeline } from '../../core/simulation.ts';
import { restartsBefore } from './at.ts';
import { count, length, moment } from './format.ts';
import { isFailure } from './scene/probe-lane.ts';

export interface DifferenceRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}
export interface Difference {
  readonly rows: readonly DifferenceRow[];
  readonly sentences: readonly string[];
}

/** Facts that people compare. Times in milliseconds. */
export interface Facts {
  readonly endMs: number;
  readonly readyMs: number | undefined;
  readonly readyForMs: number;
  readonly restarts: number;
  readonly backOffMs: number;
  readonly goneMs: number | undefined;
  readonly failures: Readonly<Record<string, number>>;
  readonly lastStatus: string;
}

export function factsOf(timeline: Timeline): Facts {
  const of = (kind: Lane['kind']): readonly Lane[] => lanesOf(timeline, kind);
  const ready = of('ready').flatMap((lane) => lane.spans.filter((span) => span.state === 'yes'));
  const containers = of('container');
  const backOffs = containers.flatMap((lane) => lane.spans.filter((span) => span.state === 'backoff'));
  const failures: Record<string, number> = {};
  for (const lane of of('probe'))
    failures[lane.probe ?? lane.name] = (failures[lane.probe ?? lane.name] ?? 0) + lane.marks.filter(isFailure).length;
  return {
    endMs: timeline.endMs,
    readyMs: ready[0]?.startMs,
    readyForMs: sum(ready, lengthOf),
    restarts: sum(containers, (lane) => restartsBefore(lane, Infinity)),
    backOffMs: sum(backOffs, lengthOf),
    goneMs: of('moments')
      .flatMap((lane) => lane.marks)
      .find((mark) => mark.label === 'Gone')?.atMs,
    failures,
    lastStatus: timeline.kubectl.at(-1)?.status ?? '',
  };
}

const lanesOf = (timeline: Timeline, kind: Lane['kind']): readonly Lane[] =>
  timeline.lanes.filter((lane) => lane.kind === kind);

const lengthOf = (span: Span): number => span.endMs - span.startMs;

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** Differences from one run to another; no rows if they are the same in all that people compare. */
export function difference(before: Timeline, after: Timeline): Difference {
  const [one, other] = [factsOf(before), factsOf(after)];
  const rows: DifferenceRow[] = [];
  const sentences: string[] = [];
  const add = (row: DifferenceRow | undefined, sentence: string): void => {
    if (row === undefined) return;
    rows.push(row);
    sentences.push(sentence);
  };
  const ready = readyRow(one, other);
  add(
    ready,
    ready?.difference === 'becomes Ready' || ready?.difference === 'never Ready'
      ? ready.difference
      : `Ready ${ready?.difference ?? ''}`,
  );
  const restarts = numberRow('Restarts', one.restarts, other.restarts);
  add(
    restarts,
    `${count(Math.abs(other.restarts - one.restarts), 'restart')} ${other.restarts < one.restarts ? 'fewer' : 'more'}`,
  );
  const readyFor = timeRow('Time Ready', one.readyForMs, other.readyForMs, 'longer', 'shorter');
  add(readyFor, `Ready for ${readyFor?.difference ?? ''}`);
  const backOff = timeRow('Time in back-off', one.backOffMs, other.backOffMs, 'more', 'less');
  add(backOff, `${backOff?.difference ?? ''} in back-off`);
  for (const probe of new Set([...Object.keys(one.failures), ...Object.keys(other.failures)])) {
    const row = numberRow(`Failed ${probe} probes`, one.failures[probe] ?? 0, other.failures[probe] ?? 0);
    add(row, `${row?.difference ?? ''} failed ${probe} probes`);
  }
  const gone = momentRow('Gone', one.goneMs, other.goneMs, one.endMs, other.endMs);
  add(gone, `gone ${gone?.difference ?? ''}`);
  if (one.lastStatus !== other.lastStatus)
    add(
      { name: 'STATUS at the end', before: one.lastStatus, after: other.lastStatus, difference: '' },
      `ends ${other.lastStatus} instead of ${one.lastStatus}`,
    );
  return { rows, sentences };
}

function readyRow(one: Facts, other: Facts): DifferenceRow | undefined {
  const row = momentRow('Ready', one.readyMs, other.readyMs, one.endMs, other.endMs);
  if (row === undefined) return undefined;
  if (one.readyMs === undefined) return { ...row, difference: 'becomes Ready' };
  return other.readyMs === undefined ? { ...row, difference: 'never Ready' } : row;
}

function momentRow(
  name: string,
  one: number | undefined,
  other: number | undefined,
  oneEnd: number,
  otherEnd: number,
): DifferenceRow | undefined {
  if (one === other || (one !== undefined && other !== undefined && Math.abs(one - other) < 50)) return undefined;
  const words = (value: number | undefined, endMs: number): string =>
    value === undefined ? `not in ${length(endMs)}` : moment(value);
  const by =
    one === undefined || other === undefined
      ? ''
      : `${length(Math.abs(other - one))} ${other > one ? 'later' : 'earlier'}`;
  return { name, before: words(one, oneEnd), after: words(other, otherEnd), difference: by };
}

function numberRow(name: string, one: number, other: number): DifferenceRow | undefined {
  return one === other
    ? undefined
    : {
        name,
        before: String(one),
        after: String(other),
        difference: `${Math.abs(other - one)} ${other < one ? 'fewer' : 'more'}`,
      };
}

function timeRow(name: string, one: number, other: number, more: string, less: string): DifferenceRow | undefined {
  if (Math.abs(one - other) < 50) return undefined;
  return {
    name,
    before: length(one),
    after: length(other),
    difference: `${length(Math.abs(other - one))} ${other > one ? more : less}`,
  };
}

/** What a range of a run holds: `37s: 4 restarts, not ready 31s, 12 probe failures`. */
export function rangeFacts(timeline: Timeline, fromMs: number, toMs: number): readonly string[] {
  const facts: string[] = [];
  const within = (atMs: number): boolean => atMs >= fromMs && atMs <= toMs;
  const restarts = sum(
    lanesOf(timeline, 'container'),
    (lane) => restartsBefore(lane, toMs) - restartsBefore(lane, fromMs),
  );
  if (restarts > 0) facts.push(count(restarts, 'restart'));
  const [ready] = lanesOf(timeline, 'ready');
  const yes = sum(
    (ready?.spans ?? []).filter((span) => span.state === 'yes'),
    (span) => Math.max(0, Math.min(span.endMs, toMs) - Math.max(span.startMs, fromMs)),
  );
  const no = toMs - fromMs - yes;
  facts.push(no < 1 ? 'Ready all the time' : `not Ready ${length(no)}`);
  const failed = sum(
    lanesOf(timeline, 'probe'),
    (lane) => lane.marks.filter((mark) => isFailure(mark) && within(mark.atMs)).length,
  );
  if (failed > 0) facts.push(count(failed, 'probe failure'));
  const warnings = sum(
    timeline.events.filter((event) => event.type === 'Warning'),
    (event) => event.counts.filter((write) => within(write.atMs)).length,
  );
  if (warnings > 0) facts.push(count(warnings, 'Warning'));
  return facts;
}

export interface ChangedField {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The fields of the Pod that differ between two inputs, as the manifest addresses them, in its order. */
export function changedFields(before: SimulationInput, after: SimulationInput): readonly ChangedField[] {
  const changes: ChangedField[] = [];
  const visit = (one: unknown, other: unknown, field: string): void => {
    if (one === other) return;
    if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
      changes.push({ field, before: wordsOf(one), after: wordsOf(other) });
      return;
    }
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
      visit(one[key], other[key], Array.isArray(one) ? `${field}[${key}]` : `${field}.${key}`);
  };
  visit(before.pod['spec'], after.pod['spec'], after.specPath ?? 'spec');
  return changes;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** A value as a person reads it; whole objects are not told. */
function wordsOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return isObject(value)
    ? Array.isArray(value)
      ? value.filter((each) => !isObject(each)).join(' ') || 'a list'
      : '{…}'
    : String(value);
}
