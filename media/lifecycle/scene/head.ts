/** Draws what stands above the lanes: the overview of the whole run in true proportions, and the ruler. */
import type { Lane, Timeline } from '../../../core/simulation.ts';
import { moment, roughLength } from '../format.ts';
import { sizes } from '../layout.ts';
import { type Fold, tickStep } from '../scale.ts';
import type { Draw } from './draw.ts';
import { isFailure } from './probe-lane.ts';
import type { Primitive } from './primitives.ts';
import { pale, rect, words } from './primitives.ts';
import { styleOf } from './strip.ts';

/** The overview without its window and playhead: it changes only with the run and the width. */
export function overviewScene(timeline: Timeline, width: number): readonly Primitive[] {
  const x = overviewX(timeline.endMs, width);
  const main = mainLane(timeline);
  const primitives: Primitive[] = [];
  for (const span of main?.spans ?? []) {
    const [left, right] = [x(span.startMs), x(span.endMs)];
    const w = Math.max(1, right - left);
    const { paint } = styleOf(span.state);
    if (span.state === 'ready') primitives.push(rect(paint, left, 8, w, 8));
    else if (span.state === 'running')
      primitives.push(pale(rect(paint, left, 8, w, 8), 0.3), rect(paint, left, 15, w, 1));
    else if (span.state === 'backoff')
      primitives.push({ kind: 'hatch', x: left, y: 8, w, h: 8, paint, pattern: 'backoff', anchor: left });
    else if (span.state === 'terminating')
      primitives.push({ kind: 'hatch', x: left, y: 8, w, h: 8, paint, pattern: 'stripes', anchor: left });
    else primitives.push(rect(paint, left, 11, w, span.state === 'failed' ? 2 : 1));
  }
  return [...primitives, ...failures(timeline, x)];
}

export function overviewX(endMs: number, width: number): (ms: number) => number {
  return (ms) => sizes.padding + (ms / Math.max(1, endMs)) * (width - 2 * sizes.padding);
}

/** The window and the playhead over the overview. */
export function overviewWindow(
  endMs: number,
  fromMs: number,
  toMs: number,
  playheadMs: number,
  width: number,
): readonly Primitive[] {
  const x = overviewX(endMs, width);
  const [left, right] = [x(fromMs) - 1, x(toMs) + 1];
  const handle = (at: number): readonly Primitive[] => [
    rect('background', at - 3, 9, 6, 14),
    { kind: 'frame', x: at - 3, y: 9, w: 6, h: 14, paint: 'focus' },
    rect('focus', at - 0.5, 13, 1, 6),
  ];
  const frame: Primitive = {
    kind: 'frame',
    x: left,
    y: 3,
    w: right - left,
    h: sizes.overview - 6,
    paint: 'focus',
    id: 'window',
  };
  return [frame, ...handle(left), ...handle(right), rect('text', x(playheadMs), 4, 1, sizes.overview - 8)];
}

/** The container that tells most: the first regular one that fails, else the first regular one, else any. */
export function mainLane(timeline: Timeline): Lane | undefined {
  const containers = timeline.lanes.filter((lane) => lane.kind === 'container');
  const regular = containers.filter((lane) => lane.role === undefined || lane.role === 'regular');
  const troubled = (lane: Lane): boolean =>
    lane.spans.some((span) => span.state === 'failed' || span.state === 'backoff') ||
    lane.marks.some((mark) => mark.kind === 'killed');
  return regular.find(troubled) ?? containers.find(troubled) ?? regular[0] ?? containers[0];
}

function failures(timeline: Timeline, x: (ms: number) => number): readonly Primitive[] {
  const heights = new Map<number, number>();
  for (const lane of timeline.lanes) {
    if (lane.kind !== 'probe') continue;
    for (const mark of lane.marks) {
      if (!isFailure(mark)) continue;
      const at = Math.round(x(mark.atMs));
      heights.set(at, Math.max(heights.get(at) ?? 0, mark.kind === 'probe-threshold' ? 6 : 3));
    }
  }
  return [...heights].map(([at, height]) => rect('failing', at, 19, 1, height));
}

export interface Ruler {
  readonly primitives: readonly Primitive[];
  readonly grid: readonly number[];
}

/** Tick marks, labels that keep clear of the playhead's bubble and of folds, frames with the length of each folded wait. */
export function ruler(draw: Draw, playheadMs: number, bubbleWidth: number): Ruler {
  const { scale } = draw;
  const top = sizes.overview;
  const step = tickStep(scale.perMs, draw.narrow ? 48 : 64);
  const playX = scale.x(playheadMs);
  const bubble = Math.max(2, Math.min(draw.width - bubbleWidth - 2, playX - bubbleWidth / 2));
  const taken: (readonly [number, number])[] = scale.folds.map((fold) => [fold.left - 11, fold.right + 11]);
  const isShown = playX >= -1 && playX <= draw.width + 1;
  if (isShown) taken.push([bubble - 5, bubble + bubbleWidth + 5]);
  const primitives: Primitive[] = [];
  const grid: number[] = [];
  const minor = step / 5;
  for (let index = Math.ceil(scale.fromMs / minor); index * minor <= scale.toMs; index++) {
    const atMs = index * minor;
    const x = scale.x(atMs);
    if (scale.folds.some((fold) => x > fold.left && x < fold.right)) continue;
    if (index % 5 !== 0) {
      if (scale.perMs * minor > 5) primitives.push(rect('line', x, top + sizes.ruler - 3, 1, 3));
      continue;
    }
    grid.push(x);
    primitives.push(rect('dim', x, top + sizes.ruler - 6, 1, 6));
    const text = tickLabel(atMs, step);
    const width = draw.measure(text, 11);
    const left = Math.min(x + 4, draw.width - width - 2);
    if (left < 0 || taken.some(([from, to]) => left < to && left + width > from)) continue;
    taken.push([left - 6, left + width + 6]);
    primitives.push(words(text, left, top + 15, 'dim'));
  }
  const covered = isShown ? ([bubble - 4, bubble + bubbleWidth + 4] as const) : nowhere;
  return { primitives: [...primitives, ...foldFrames(draw, covered)], grid };
}

/** A frame may reach into the room beside its fold, where no mark stands, so that its words fit. */
const frameSlack = (fold: Fold, wordsWidth: number): number =>
  Math.max(0, Math.min(8, (wordsWidth - (fold.right - fold.left - 2)) / 2));

const nowhere = [Infinity, Infinity] as const;

/** Where the bubble covers a part of a fold's frame, the frame is what is left beside it; too little for its words is nothing. */
function foldFrames(draw: Draw, [bubbleLeft, bubbleRight]: readonly [number, number]): readonly Primitive[] {
  return draw.scale.folds.flatMap((fold): readonly Primitive[] => {
    const text = roughLength(fold.toMs - fold.fromMs);
    const wordsWidth = draw.measure(text, 11) + 6;
    const slack = frameSlack(fold, wordsWidth);
    const [left, right] = [fold.left + 1 - slack, fold.right - 1 + slack];
    const [before, after] = [Math.min(right, bubbleLeft) - left, right - Math.max(left, bubbleRight)];
    const w = Math.min(right - left, Math.max(before, after));
    const x = before >= after ? left : right - w;
    if (w < wordsWidth) return [];
    const y = sizes.overview + 5;
    const frame: Primitive = { kind: 'frame', x, y, w, h: 15, paint: 'neutral', id: `fold@${fold.fromMs}` };
    return [frame, { ...words(text, x + w / 2, y + 11), align: 'center' }];
  });
}

function tickLabel(ms: number, step: number): string {
  if (step >= 1000) return roughLength(ms);
  return ms === 0 ? '0s' : `${Number((ms / 1000).toFixed(2))}s`;
}

/** The playhead's time in its bubble, on the ruler. */
export function bubble(draw: Draw, atMs: number, text = moment(atMs)): readonly Primitive[] {
  const x = draw.scale.x(atMs);
  if (x < -1 || x > draw.width + 1) return [];
  const width = draw.measure(text, 11) + 10;
  const left = Math.max(2, Math.min(draw.width - width - 2, x - width / 2));
  return [
    rect('bubble', left, sizes.overview + 4, width, 17),
    ...(draw.highContrast
      ? [{ kind: 'frame', x: left, y: sizes.overview + 4, w: width, h: 17, paint: 'line' } as const]
      : []),
    { ...words(text, left + width / 2, sizes.overview + 16, 'bubbleText'), align: 'center' },
    rect('focus', x, sizes.overview + 21, 1, 3),
  ];
}
