/** Draws a container's life: the shape tells the state, the colour only repeats it. */
import type { Mark, Span, SpanState } from '../../../core/simulation.ts';
import { roughLength } from '../format.ts';
import type { Row } from '../layout.ts';
import type { Draw } from './draw.ts';
import { edges, placeAround, placeFor, visibleMarks, visibleSpans } from './draw.ts';
import type { Primitive } from './primitives.ts';
import { check, cross, label, named, pale, rect, words } from './primitives.ts';
import { stripCells, stripHeight, styleOf } from './strip.ts';

/** Narrower than this a state is a sliver without pattern or frame. */
const flatBelow = 6;
/** The same in a lane that shows more than a hundred states: patterns side by side would only flicker. */
const flatBelowWhereDense = 14;
/** From this many slivers in a row they are drawn as one strip. */
const stripFrom = 8;
/** Narrower bars say nothing in words. */
const wordsFrom = 24;

/** A span with its left and right edge in the picture. */
type Edged = readonly [Span, number, number];

export function containerLane(row: Row, draw: Draw): readonly Primitive[] {
  const primitives: Primitive[] = [];
  let slivers: Edged[] = [];
  const flush = (): void => {
    if (slivers.length > 0) primitives.push(...flat(slivers, row));
    slivers = [];
  };
  const spans = visibleSpans(row.lane.spans, draw.scale);
  const below = spans.length > 100 ? flatBelowWhereDense : flatBelow;
  for (const span of spans) {
    const [left, right] = edges(span, draw);
    if (right - left < below) slivers.push([span, left, right]);
    else {
      flush();
      primitives.push(...stateShape([span, left, right], row, draw));
    }
  }
  flush();
  primitives.push(...containerMarks(row, draw));
  return primitives;
}

/** Where a state is drawn: `top` and `height` are the lane's. */
interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  /** A baseline: the same shapes in neutral, bars as frames. */
  readonly base?: boolean;
}

/** The shape of one state; also used for swatches. */
export function shape(state: SpanState, { left, right, top, height, base = false }: Place): readonly Primitive[] {
  const [w, middle] = [Math.max(1, right - left), top + height / 2];
  const paint = base ? 'neutral' : styleOf(state).paint;
  const box = { x: left, y: middle - 6, w, h: 12, paint } as const;
  const frame = { kind: 'frame', ...box } as const;
  const hatch = { kind: 'hatch', ...box, anchor: left } as const;
  switch (state) {
    case 'waiting':
      return [{ ...hatch, y: middle - 3, h: 6, pattern: 'waiting' }, rect(paint, left, middle + 3, w, 1)];
    case 'pulling':
      return [
        { ...hatch, y: middle - 4, h: 8, pattern: 'pulling' },
        { ...frame, y: middle - 4, h: 8 },
      ];
    case 'running':
      return base ? [{ ...frame, dash: [3, 2] }] : [pale(rect(paint, left, middle - 6, w, 12), 0.14), frame];
    case 'ready':
      return base ? [frame] : [rect(paint, left, middle - 6, w, 12)];
    case 'terminating':
      return [
        { ...hatch, pattern: 'stripes' },
        rect(paint, left, middle - 6, w, 1),
        rect(paint, left, middle + 5, w, 1),
      ];
    case 'backoff':
      return backOff(hatch, left, right, middle);
    default:
      return [state === 'failed' ? rect(paint, left, middle - 1, w, 2) : rect(paint, left, middle, w, 1)];
  }
}

/** A wedge that shrinks to the retry; it needs length to be one. */
function backOff(
  hatch: Omit<Extract<Primitive, { kind: 'hatch' }>, 'pattern'>,
  left: number,
  right: number,
  middle: number,
): readonly Primitive[] {
  if (right - left < wordsFrom) return [{ ...hatch, y: middle - 4, h: 8, pattern: 'backoff' }];
  const [from, to, foot] = [left + 0.5, right - 0.5, middle + 5.5];
  const points = [from, foot, from, middle - 5.5, to, middle + 2.5, to, foot];
  return [
    { ...hatch, pattern: 'backoff', endHeight: 4 },
    { kind: 'path', points, paint: hatch.paint, close: true, width: 1 },
  ];
}

function stateShape([span, left, right]: Edged, row: Row, draw: Draw): readonly Primitive[] {
  const parts = shape(span.state, { left, right, top: row.y, height: row.h, base: row.base });
  const found = named(`${row.id}@${span.startMs}`, parts);
  return right - left < wordsFrom && span.state !== 'completed'
    ? found
    : [...found, ...stateLabel(span, Math.max(left, 0), right, row, draw)];
}

/** Slivers show no pattern: height and colour must do. Many of them are one strip, in which the worst state of a pixel is seen. */
function flat(slivers: readonly Edged[], row: Row): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  const [first, last] = [slivers[0], slivers.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (slivers.length >= stripFrom) {
    const [left, right] = [Math.round(first[1]), Math.round(last[2])];
    const cells = stripCells(left, right, slivers);
    const paint = row.base ? 'neutral' : 'serving';
    return [{ kind: 'strip', x: left, y: middle - stripHeight / 2, cells, paint, id: `${row.id}@${first[0].startMs}` }];
  }
  return slivers.map(([span, left, right]) => {
    const { paint, height } = styleOf(span.state);
    const y = height === 1 ? middle : middle - height / 2;
    return {
      ...rect(row.base ? 'neutral' : paint, left, y, Math.max(1, right - left), height),
      id: `${row.id}@${span.startMs}`,
    };
  });
}

function stateLabel(span: Span, left: number, right: number, row: Row, draw: Draw): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  if (span.state === 'completed') return exitLabel(span, left, right, middle, draw);
  const text = labelText(span, row);
  if (text === '' || row.base) return row.base && span.state === 'backoff' ? chip(text, left, right, middle, draw) : [];
  if (span.state === 'running') {
    const x = placeFor(text, left + 6, right - 6, draw);
    return x === undefined ? [] : [words(text, x, middle + 4)];
  }
  return chip(text, left, right, middle, draw);
}

/** What stands in the bar: nothing for what is normal. */
function labelText(span: Span, row: Row): string {
  if (span.state === 'ready') return '';
  if (span.state === 'running') return row.lane.role === 'init' ? 'running' : 'running, not ready';
  if (span.state === 'backoff') return `back-off ${roughLength(plannedWait(span))}`;
  if (span.state === 'pulling') return span.open ? 'pulling' : `pulling ${roughLength(span.endMs - span.startMs)}`;
  if (span.state === 'failed') return span.exitCode === undefined ? span.label : `exit ${span.exitCode}`;
  return span.label;
}

/** The length of the back-off as the kubelet counts it, where the run says it; else what it took. */
function plannedWait(span: Span): number {
  const text = span.facts?.find(([name]) => name === 'back-off')?.[1] ?? span.label;
  const seconds = /(?:(\d+) ?m(?:in)?)? ?(?:(\d+) ?s)?$/.exec(text);
  const planned = seconds === null ? 0 : Number(seconds[1] ?? 0) * 60_000 + Number(seconds[2] ?? 0) * 1000;
  return planned > 0 ? planned : span.endMs - span.startMs;
}

function chip(text: string, left: number, right: number, middle: number, draw: Draw): readonly Primitive[] {
  const x = placeAround(text, left + 14, right - 10, draw);
  if (x !== undefined) return label(draw.measure, text, x, middle);
  const short = text
    .replace('back-off ', '')
    .replace(/^pulling .*/, '')
    .replace('terminating: ', '');
  if (short === '') return [];
  const beside = placeAround(short, left + 10, right - 8, draw);
  return beside === undefined ? [] : label(draw.measure, short, beside, middle);
}

function exitLabel(span: Span, left: number, right: number, middle: number, draw: Draw): readonly Primitive[] {
  if (right - left < 16) return [];
  const glyph = [rect('background', left + 3, middle - 6, 12, 12), check('text', left + 5, middle)];
  const text = `exit ${span.exitCode ?? 0}`;
  const x = placeFor(text, left + 18, right - 4, draw);
  return x === undefined ? glyph : [...glyph, ...label(draw.measure, text, x, middle)];
}

/** Exits and kills; drawn again over a selection. */
export function containerMarks(row: Row, draw: Draw): readonly Primitive[] {
  const primitives: Primitive[] = [];
  const middle = row.y + row.h / 2;
  let last = -Infinity;
  for (const mark of visibleMarks(row.lane.marks, draw.scale)) {
    const x = draw.scale.x(mark.atMs);
    const parts = glyph(mark, x, middle, row.base);
    if (parts.length === 0 || x - last < 6) continue;
    last = x;
    primitives.push(...named(`${row.id}!${mark.atMs}`, parts));
  }
  return primitives;
}

/** A kill is a square with ✕ cut out, an exit with an error a bare ✕; an exit with 0 is told by its thin line. */
function glyph(mark: Mark, x: number, middle: number, base: boolean): readonly Primitive[] {
  if (mark.kind !== 'exit' || (mark.value ?? 0) === 0) return [];
  if (mark.value === 137 && !base) {
    return [
      rect('background', x - 7, middle - 7, 14, 14),
      rect('failing', x - 6, middle - 6, 12, 12),
      ...cross('background', x, middle, 3),
    ];
  }
  return [rect('background', x - 5, middle - 7, 10, 14), ...cross(base ? 'text' : 'failing', x, middle, 3.5)];
}
