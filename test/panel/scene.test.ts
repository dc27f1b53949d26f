/** The picture as data and as SVG text: shapes for states, counted folds, labels that never overlap, hostile names, bounded numbers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Lane, type Mark, simulate, type Span, type Timeline } from '../../core/simulation.ts';
import { arrange } from '../../media/lifecycle/arrange.ts';
import { contrast, palette } from '../../media/lifecycle/colors.ts';
import { findGaps } from '../../media/lifecycle/folds.ts';
import { layOut } from '../../media/lifecycle/layout.ts';
import { svg } from '../../media/lifecycle/paint-svg.ts';
import { fitScale } from '../../media/lifecycle/scale.ts';
import type { Draw } from '../../media/lifecycle/scene/draw.ts';
import { ruler } from '../../media/lifecycle/scene/head.ts';
import type { Primitive } from '../../media/lifecycle/scene/primitives.ts';
import { lanesScene } from '../../media/lifecycle/scene/scene.ts';
import { stripRects } from '../../media/lifecycle/scene/strip-rects.ts';
import { themeNames, themeVariables } from '../support/themes.ts';
import { container, inputOf, podOf, scenes } from './pods.ts';

const measure = (text: string, size: number): number => text.length * size * 0.52;

interface Shown {
  readonly primitives: readonly Primitive[];
  readonly height: number;
  readonly draw: Draw;
  readonly timeline: Timeline;
}

function picture(
  timeline: Timeline,
  over: { readonly width?: number; readonly fromMs?: number; readonly toMs?: number; readonly folding?: boolean } = {},
): Shown {
  const { width = 1000, fromMs = 0, toMs = timeline.endMs, folding = true } = over;
  const layout = layOut({ timeline, narrow: false, collapsed: [], shown: [] });
  const scale = fitScale({
    fromMs,
    toMs,
    width,
    padding: 12,
    gaps: folding ? findGaps([timeline]) : [],
    foldWidth: 48,
  });
  const draw: Draw = { scale, measure, width, narrow: false, highContrast: false };
  return {
    primitives: lanesScene({ draw, layout, grid: [], fromY: 0, toY: layout.height }),
    height: layout.height,
    draw,
    timeline,
  };
}

const run = (name: string): Timeline => arrange(simulate(scenes[name] ?? assert.fail(name)));
const texts = (primitives: readonly Primitive[]): readonly string[] =>
  primitives.flatMap((part) => (part.kind === 'text' ? [part.text] : []));

function lane(over: Partial<Lane>): Lane {
  return {
    id: 'container/app',
    kind: 'container',
    name: 'app',
    container: 'app',
    role: 'regular',
    spans: [],
    marks: [],
    ...over,
  };
}

function timelineOf(lanes: readonly Lane[], endMs = 100_000): Timeline {
  return {
    endMs,
    endedBecause: 'horizon reached',
    podName: 'p',
    lanes,
    status: [],
    kubectl: [],
    events: [],
    endpoints: [],
    assumptions: [],
    causes: [],
  };
}

const span = (startMs: number, endMs: number, state: Span['state'], label: string = state): Span => ({
  startMs,
  endMs,
  state,
  label,
});

test('each state of a container has a shape of its own', () => {
  const states = ['waiting', 'pulling', 'running', 'ready', 'terminating', 'backoff', 'completed', 'failed'] as const;
  const shapes = states.map((state) => {
    const { primitives } = picture(timelineOf([lane({ spans: [span(0, 50_000, state, '')] })]), { folding: false });
    return primitives
      .filter((part) => part.kind !== 'text' && part.paint !== 'background')
      .map((part) => `${part.kind} ${part.kind === 'hatch' ? part.pattern : ''} ${'h' in part ? part.h : ''}`)
      .join();
  });
  assert.equal(new Set(shapes).size, states.length, shapes.join('\n'));
});

test('the words in the lanes of the design', () => {
  const start = texts(picture(run('start')).primitives);
  for (const words of ['running, not ready', 'pulling 4s', 'exit 0', 'PodInitializing'])
    assert.ok(start.includes(words), `${words} in ${start.join(' | ')}`);
  const liveness = texts(picture(run('liveness')).primitives);
  for (const words of ['restart 1', 'restart 7', 'CrashLoopBackOff'])
    assert.ok(liveness.includes(words), `${words} in ${liveness.join(' | ')}`);
  const deletion = texts(picture(run('deletion')).primitives);
  for (const words of [
    'Deleted',
    'Gone',
    'SIGTERM',
    'SIGKILL',
    'preStop 10s',
    'terminating: preStop',
    'terminating: SIGTERM ignored',
  ])
    assert.ok(deletion.includes(words), `${words} in ${deletion.join(' | ')}`);
});

test('no two labels of a lane overlap, at any zoom', () => {
  for (const name of Object.keys(scenes)) {
    const timeline = run(name);
    for (let round = 0; round < 12; round++) {
      const size = timeline.endMs * 0.7 ** round;
      const { primitives } = picture(timeline, { fromMs: 0, toMs: size });
      const byLine = new Map<number, { from: number; to: number; text: string }[]>();
      for (const part of primitives) {
        if (part.kind !== 'text') continue;
        const from = part.align === 'center' ? part.x - measure(part.text, part.size) / 2 : part.x;
        const others = byLine.get(Math.round(part.y)) ?? [];
        for (const other of others)
          assert.ok(
            from + measure(part.text, part.size) <= other.from + 1 || from >= other.to - 1,
            `${name} zoom ${round}: ${part.text} over ${other.text}`,
          );
        others.push({ from, to: from + measure(part.text, part.size), text: part.text });
        byLine.set(Math.round(part.y), others);
      }
    }
  }
});

test('folding hides no change, no Event and no failed probe', () => {
  for (const name of Object.keys(scenes)) {
    const timeline = run(name);
    for (const gap of findGaps([timeline], 'always')) {
      const inside = (atMs: number): boolean => atMs > gap.fromMs && atMs < gap.toMs;
      for (const each of timeline.lanes) {
        assert.deepEqual(
          each.marks.filter((mark) => mark.kind !== 'probe-success' && inside(mark.atMs)),
          [],
          `${name} ${each.id}`,
        );
        assert.deepEqual(
          each.spans.filter((item) => inside(item.startMs) || inside(item.endMs)),
          [],
          `${name} ${each.id}`,
        );
      }
    }
  }
});

test('folded successes are counted', () => {
  const { primitives, draw, timeline } = picture(run('compare'));
  assert.ok(draw.scale.folds.length > 0);
  const [fold] = draw.scale.folds;
  const counted = timeline.lanes
    .find((each) => each.probe === 'liveness')
    ?.marks.filter((mark) => {
      const x = draw.scale.x(mark.atMs);
      return fold !== undefined && x > fold.left - 1 && x < fold.right + 1;
    }).length;
  assert.ok(texts(primitives).includes(`${counted} ok`), texts(primitives).join(' | '));
});

test('dense probes become columns and no failure is averaged away', () => {
  const marks: Mark[] = Array.from({ length: 5000 }, (_, index) =>
    index === 2500
      ? { atMs: index * 20, kind: 'probe-failure', count: 1 }
      : { atMs: index * 20, kind: 'probe-success' },
  );
  const { primitives } = picture(
    timelineOf([lane({ id: 'probe/app/liveness', kind: 'probe', probe: 'liveness', failureThreshold: 3, marks })]),
  );
  assert.equal(primitives.filter((part) => part.paint === 'failing').length, 1);
  assert.ok(primitives.length < 1000);
});

test('the worst state of a pixel is drawn', () => {
  const spans = Array.from({ length: 10_000 }, (_, index) =>
    span(index * 10, index * 10 + 10, index === 5000 ? 'failed' : 'ready', ''),
  );
  const { primitives } = picture(timelineOf([lane({ spans })]), { folding: false });
  const strips = primitives.flatMap((part) => (part.kind === 'strip' ? stripRects(part) : []));
  assert.equal(strips.filter((part) => part.paint === 'failing').length, 1);
  assert.ok(primitives.length < 50, String(primitives.length));
});

test('10,000 marks are a bounded number of primitives', () => {
  const lanes = Array.from({ length: 12 }, (_, index) =>
    lane({
      id: `container/c${index}`,
      spans: Array.from({ length: 834 }, (_each, at) =>
        span(at * 700, at * 700 + 700, at % 3 === 0 ? 'ready' : at % 3 === 1 ? 'running' : 'backoff', 'x'),
      ),
    }),
  );
  for (const toMs of [583_800, 400_000, 200_000, 100_000, 60_000, 30_000, 10_000, 1000]) {
    const { primitives } = picture(timelineOf(lanes, 583_800), { toMs, folding: false });
    assert.ok(primitives.length <= 2500, `${primitives.length} at ${toMs}`);
  }
});

test('ruler labels keep clear of each other and of the bubble', () => {
  for (const toMs of [1000, 60_000, 900_000]) {
    const { draw } = picture(timelineOf([lane({ spans: [span(0, toMs, 'ready')] })], toMs), { folding: false });
    const labels = ruler(draw, toMs / 3, 60).primitives.flatMap((part) =>
      part.kind === 'text' ? [[part.x, part.x + measure(part.text, 11)] as const] : [],
    );
    labels.forEach(([from], index) => assert.ok(index === 0 || from > (labels[index - 1]?.[1] ?? 0)));
    const middle = draw.scale.x(toMs / 3);
    for (const [from, to] of labels) assert.ok(to < middle - 30 || from > middle + 30);
  }
});

test('the SVG is well-formed whatever a name is, and the same bytes twice', () => {
  const hostile = '<img src=x onerror=alert(1)> & "quoted" \u202e\u0000\ud800';
  const input = inputOf(podOf('p', { containers: [container(hostile)] }));
  const { primitives, height } = picture(arrange(simulate(input)));
  const label: Primitive = { kind: 'text', x: 0, y: 10, text: hostile, paint: 'text', size: 12, id: hostile };
  const theme = {
    palette: palette((name) => themeVariables('light')[name] ?? '', false),
    fontFamily: 'sans-serif "x"',
  };
  const draw = (): string => svg({ width: 1000, height, primitives: [...primitives, label] }, theme, hostile, hostile);
  const text = draw();
  assert.equal(text, draw());
  assert.doesNotMatch(text, /<img|\u0000/);
  assert.equal(text.match(/<text/g)?.length, text.match(/<\/text>/g)?.length);
  assert.doesNotMatch(text.replace(/<[^<>]*>/g, ''), /[<>]/);
});

test('an SVG says what the run says', () => {
  const timeline = run('start');
  const { primitives, height } = picture(timeline);
  const theme = { palette: palette((name) => themeVariables('dark')[name] ?? '', false), fontFamily: 'sans-serif' };
  const text = svg({ width: 1000, height, primitives }, theme, 'Pod Lifecycle: checkout', 'x');
  const app = timeline.lanes.find((each) => each.id === 'container/app') ?? assert.fail();
  for (const each of app.spans.filter((item) => item.endMs - item.startMs > 1000))
    assert.ok(text.includes(`data-id="container/app@${each.startMs}"`), String(each.startMs));
});

test('graphics have a contrast of 3 and text of 4.5 in four themes', () => {
  for (const theme of themeNames) {
    const colours = palette((name) => themeVariables(theme)[name] ?? '', theme.startsWith('hc'));
    for (const role of ['serving', 'working', 'backoff', 'failing', 'ending', 'neutral', 'focus'] as const) {
      assert.ok(
        contrast(colours[role], colours.background) >= 3,
        `${role} in ${theme}: ${contrast(colours[role], colours.background).toFixed(2)}`,
      );
    }
    for (const role of ['text', 'dim'] as const)
      assert.ok(contrast(colours[role], colours.background) >= 4.5, `${role} in ${theme}`);
    assert.ok(contrast(colours.bubbleText, colours.bubble) >= 4.5, `bubble in ${theme}`);
  }
});

test('the tick of an expectation and the names of moments never cover each other', () => {
  const mark = (kind: Mark['kind'], atMs: number, label: string, value?: number): Mark => ({
    kind,
    atMs,
    label,
    ...(value === undefined ? {} : { value }),
  });
  const marks = [
    mark('moment', 40_000, 'Ready'),
    mark('expectation', 42_000, 'event Killing', 1),
    mark('restart', 41_500, 'restart 1'),
  ];
  const moments = lane({ id: 'moments', kind: 'moments', name: 'moments', marks });
  const { primitives, draw } = picture(timelineOf([moments]), { folding: false });
  const glyph = draw.scale.x(42_000);
  const words = primitives.filter((part) => part.kind === 'text');
  assert.ok(words.length > 0);
  for (const { x, text } of words) assert.ok(x > glyph + 4 || x + measure(text, 11) < glyph - 3, `${text} at ${x}`);
});
