/** Nothing that is written in the picture touches anything else that is written: at all zooms, widths and places of the playhead. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type Timeline } from '../../core/simulation.ts';
import { arrange } from '../../media/lifecycle/arrange.ts';
import { headScene } from '../../media/lifecycle/chart.ts';
import { findGaps } from '../../media/lifecycle/folds.ts';
import { layOut } from '../../media/lifecycle/layout.ts';
import { fitScale } from '../../media/lifecycle/scale.ts';
import type { Draw } from '../../media/lifecycle/scene/draw.ts';
import type { Primitive } from '../../media/lifecycle/scene/primitives.ts';
import { lanesScene } from '../../media/lifecycle/scene/scene.ts';
import { initialState } from '../../media/lifecycle/state.ts';
import { scenes } from './pods.ts';

const measure = (text: string, size: number): number => text.length * size * 0.55;

interface Box {
  readonly what: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const runs: readonly (readonly [string, Timeline])[] = Object.entries(scenes).map(([name, input]) => [
  name,
  arrange(simulate(input)),
]);

/** Windows of a run: all of it, and ever closer looks at three places. */
function* windows({ endMs }: Timeline): Generator<readonly [number, number]> {
  yield [0, endMs];
  for (const share of [0.5, 0.2, 0.05, 0.01])
    for (const at of [0, 0.4, 1 - share]) yield [endMs * at, endMs * Math.min(1, at + share)];
}

function drawOf(timeline: Timeline, [fromMs, toMs]: readonly [number, number], width: number): Draw {
  const narrow = width < 600;
  const gaps = findGaps([timeline]);
  const scale = fitScale({ fromMs, toMs, width, padding: 12, gaps, foldWidth: narrow ? 34 : 48 });
  return { scale, measure, width, narrow, highContrast: false };
}

function textBox(part: Extract<Primitive, { kind: 'text' }>): Box {
  const width = measure(part.text, part.size);
  const left = part.align === 'center' ? part.x - width / 2 : part.align === 'right' ? part.x - width : part.x;
  return { what: part.text, left, right: left + width, top: part.y - 9, bottom: part.y + 2 };
}

/** Pairs that are nearer to each other than `room`, in words. */
function touching(boxes: readonly Box[], room: number): readonly string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right + room &&
          other.left < one.right + room &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other) => `${one.what} | ${other.what}`),
  );
}

test('on the ruler the bubble, the frames of folds and the labels keep apart', () => {
  for (const [name, timeline] of runs)
    for (const width of [290, 480, 812, 1212])
      for (const window of windows(timeline)) {
        const draw = drawOf(timeline, window, width);
        const [fromMs, toMs] = window;
        for (let step = 0; step <= 40; step++) {
          const playheadMs = fromMs + ((toMs - fromMs) * step) / 40;
          const state = { ...initialState, endMs: timeline.endMs, fromMs, toMs, playheadMs };
          const { primitives } = headScene({ state }, draw);
          const boxes = primitives.flatMap((part): readonly Box[] => {
            if (part.kind === 'text' && part.paint === 'dim') return [textBox(part)];
            if (part.kind === 'frame' && part.id?.startsWith('fold@') === true)
              return [{ what: part.id, left: part.x, right: part.x + part.w, top: part.y, bottom: part.y + part.h }];
            return part.kind === 'rect' && part.paint === 'bubble'
              ? [{ what: 'bubble', left: part.x, right: part.x + part.w, top: part.y, bottom: part.y + part.h }]
              : [];
          });
          assert.deepEqual(touching(boxes, 2), [], `${name}, ${width} px, ${fromMs} to ${toMs}, at ${playheadMs}`);
        }
      }
});

test('the length of a fold stands within its frame', () => {
  const timeline = run('liveness');
  const { endMs } = timeline;
  let framed = 0;
  for (const width of [290, 480, 812])
    for (let step = 0; step <= 400; step++) {
      const playheadMs = (endMs * step) / 400;
      const state = { ...initialState, endMs, toMs: endMs, playheadMs };
      const { primitives } = headScene({ state }, drawOf(timeline, [0, endMs], width));
      primitives.forEach((part, index) => {
        const next = primitives[index + 1];
        if (part.kind !== 'frame' || part.id?.startsWith('fold@') !== true) return;
        assert.ok(next?.kind === 'text', part.id);
        const { left, right } = textBox(next);
        assert.ok(left >= part.x + 2 && right <= part.x + part.w - 2, `${part.id} at ${playheadMs}, ${width} px`);
        framed++;
      });
    }
  assert.ok(framed > 300);
});

test('in the lanes labels keep apart', () => {
  for (const [name, timeline] of runs)
    for (const width of [290, 480, 812, 1212])
      for (const window of windows(timeline)) {
        const draw = drawOf(timeline, window, width);
        const layout = layOut({ timeline, narrow: draw.narrow, collapsed: [], shown: [] });
        const labels = lanesScene({ draw, layout, grid: [], fromY: 0, toY: layout.height });
        const boxes = labels.flatMap((part) => (part.kind === 'text' ? [textBox(part)] : []));
        assert.deepEqual(touching(boxes, 0), [], `${name}, ${width} px, ${window.join(' to ')}`);
      }
});

function run(name: string): Timeline {
  return runs.find(([each]) => each === name)?.[1] ?? assert.fail(name);
}
