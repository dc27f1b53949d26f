/** A run as a chart of characters for a terminal: a lane a line, time from left to right. */
import type { Lane, Mark, Span, SpanState, Timeline } from '../simulator/timeline.ts';
import { durationText, laneTitle, lastChangeMs, oneLine, visibleSpans } from './words.ts';

export interface ChartOptions {
  /** Columns of the terminal; at least 40 are used. */
  readonly width: number;
  /** Only characters of ASCII. */
  readonly ascii?: boolean;
}

type Glyphs = Readonly<Record<SpanState, string>>;

const unicode: Glyphs = {
  waiting: '·',
  pulling: '↓',
  running: '▒',
  ready: '█',
  terminating: '▚',
  completed: '○',
  failed: '✖',
  backoff: '░',
  no: '·',
  yes: '█',
  draining: '▚',
  text: '─',
  hook: '▸',
  grace: '▚',
};
const ascii: Glyphs = {
  waiting: '.',
  pulling: 'v',
  running: '-',
  ready: '#',
  terminating: '%',
  completed: 'o',
  failed: 'X',
  backoff: ':',
  no: '.',
  yes: '#',
  draining: '%',
  text: '-',
  hook: '>',
  grace: '%',
};
const words: Readonly<Record<SpanState, string>> = {
  waiting: 'waiting',
  pulling: 'pulling',
  running: 'running',
  ready: 'running and ready',
  terminating: 'terminating',
  completed: 'completed',
  failed: 'failed',
  backoff: 'back-off',
  no: 'no',
  yes: 'yes',
  draining: 'serving while terminating',
  text: '',
  hook: 'hook',
  grace: 'grace period',
};

interface Frame {
  readonly endMs: number;
  readonly columns: number;
  readonly glyphs: Glyphs;
  readonly isAscii: boolean;
}

/** Lanes that say something to somebody who reads a terminal. */
const shown: ReadonlySet<string> = new Set([
  'phase',
  'status',
  'ready',
  'endpoint',
  'container',
  'probe',
  'hook',
  'signals',
  'grace',
]);

/** The chart, with an axis above and a legend of the characters that are used below. Lines have no spaces at their end. */
export function textChart(timeline: Timeline, options: ChartOptions): string {
  const lanes = timeline.lanes.filter(
    (lane) => shown.has(lane.kind) && (lane.spans.length > 0 || lane.marks.length > 0),
  );
  const width = Math.max(40, Math.floor(options.width)),
    titles = lanes.map((lane) => indentedTitle(lane));
  const left = Math.min(Math.max(0, ...titles.map((title) => title.length)) + 2, Math.floor(width / 3));
  const frame: Frame = {
    endMs: chartEnd(timeline),
    columns: width - left,
    isAscii: options.ascii === true,
    glyphs: options.ascii ? ascii : unicode,
  };
  const rows = lanes.map((lane, i) => cut(titles[i] ?? '', left - 1).padEnd(left) + laneText(lane, frame));
  const quiet = timeline.status.at(-1)?.pod.deleted ? 'the Pod is gone' : 'nothing changes';
  const rest =
    frame.endMs < timeline.endMs ? [`${' '.repeat(left)}${quiet} until ${durationText(timeline.endMs)}`] : [];
  return (
    [' '.repeat(left) + axis(frame), ...rows, ...rest, '', legend(lanes, frame)]
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd() + '\n'
  );
}

/** A quiet end of more than a third is not drawn; a run of less than a quarter of a minute says little. */
function chartEnd(timeline: Timeline): number {
  const needed = Math.max(15_000, Math.ceil(lastChangeMs(timeline) * 1.15));
  return needed < timeline.endMs * 0.66 ? needed : Math.max(1, timeline.endMs);
}

function indentedTitle(lane: Lane): string {
  const isBelow = lane.kind === 'probe' || lane.kind === 'hook' || lane.kind === 'signals' || lane.kind === 'grace';
  return (isBelow && lane.container ? '  ' : '') + oneLine(laneTitle(lane));
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length > width ? `${characters.slice(0, Math.max(0, width - 1)).join('')}…` : text;
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Times below their moment, as many as there is room for. */
function axis(frame: Frame): string {
  const room = Math.max(1, Math.floor(frame.columns / 9));
  const stepMs =
    1000 *
    (STEPS.find((step) => frame.endMs / (step * 1000) <= room) ?? 86_400 * Math.ceil(frame.endMs / 86_400_000 / room));
  let line = '';
  for (let ms = 0; ms <= frame.endMs; ms += stepMs) {
    const column = columnOf(ms, frame),
      label = durationText(ms);
    if (column + label.length <= frame.columns && (column === 0 || column > line.length))
      line = line.padEnd(column) + label;
  }
  return line;
}

function columnOf(ms: number, frame: Frame): number {
  return Math.min(frame.columns - 1, Math.floor((ms / frame.endMs) * frame.columns));
}

function laneText(lane: Lane, frame: Frame): string {
  const cells: string[] = new Array<string>(frame.columns).fill(' ');
  const spans = visibleSpans(lane).filter((span) => span.startMs < frame.endMs);
  for (const span of spans) {
    const [from, to] = range(span, frame);
    cells.fill(frame.glyphs[span.state], from, to);
  }
  for (const span of spans) writeLabel(cells, span, frame);
  for (const mark of lane.marks) if (!mark.fine && mark.atMs <= frame.endMs) writeMark(cells, lane, mark, frame);
  return cells.join('');
}

function range(span: Span, frame: Frame): [number, number] {
  const from = columnOf(span.startMs, frame);
  return [from, Math.max(from + 1, span.endMs >= frame.endMs ? frame.columns : columnOf(span.endMs, frame))];
}

/** Text lanes carry their words where there is room; container lanes those that a character does not say. */
function writeLabel(cells: string[], span: Span, frame: Frame): void {
  const [from, to] = range(span, frame),
    label = oneLine(span.label);
  const needsWord =
    span.state === 'text' ||
    span.state === 'failed' ||
    span.state === 'completed' ||
    span.state === 'backoff' ||
    span.state === 'waiting';
  if (!needsWord || [...label].length + (span.state === 'text' ? 0 : 2) > to - from) return;
  [...label].forEach((character, i) => (cells[from + i + (span.state === 'text' ? 0 : 1)] = character));
}

function writeMark(cells: string[], lane: Lane, mark: Mark, frame: Frame): void {
  const glyph = markGlyph(mark, frame.isAscii),
    column = columnOf(mark.atMs, frame);
  if (
    glyph === undefined ||
    (lane.kind === 'probe' && cells[column] === markGlyph({ ...mark, kind: 'probe-threshold' }, frame.isAscii))
  )
    return;
  // A failure is not hidden by a success in the same column.
  if (mark.kind === 'probe-success' && cells[column] !== ' ') return;
  cells[column] = glyph;
}

function markGlyph(mark: Mark, isAscii: boolean): string | undefined {
  switch (mark.kind) {
    case 'probe-success':
      return isAscii ? '+' : '✓';
    case 'probe-failure':
      return isAscii ? 'x' : '✗';
    case 'probe-threshold':
      return isAscii ? '!' : '‼';
    case 'sigterm':
      return 'T';
    case 'sigkill':
      return 'K';
    default:
      return undefined;
  }
}

function legend(lanes: readonly Lane[], frame: Frame): string {
  const states = new Set(
    lanes.flatMap((lane) =>
      visibleSpans(lane)
        .filter(() => lane.kind === 'container')
        .map((span) => span.state),
    ),
  );
  const kinds = new Set(
    lanes.flatMap((lane) => lane.marks.filter((mark) => mark.atMs <= frame.endMs).map((mark) => mark.kind)),
  );
  const marks = (
    [
      ['probe-success', 'probe passed'],
      ['probe-failure', 'probe failed'],
      ['probe-threshold', 'probe reached its threshold'],
      ['sigterm', 'SIGTERM'],
      ['sigkill', 'SIGKILL'],
    ] as const
  )
    .filter(([kind]) => kinds.has(kind))
    .map(([kind, word]) => `${markGlyph({ atMs: 0, kind }, frame.isAscii)} ${word}`);
  const spans = (Object.keys(words) as SpanState[])
    .filter((state) => states.has(state) && words[state])
    .map((state) => `${frame.glyphs[state]} ${words[state]}`);
  return [...spans, ...marks].join('   ');
}
