import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromeTrace } from '../../core/report/chrome-trace.ts';
import { eventsAt } from '../../core/report/events-at.ts';
import { eventsMarkdown } from '../../core/report/events-markdown.ts';
import { mermaidGantt } from '../../core/report/mermaid.ts';
import { textChart } from '../../core/report/text-chart.ts';
import { durationText } from '../../core/report/words.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

const timeline: Timeline = {
  endMs: 60_000,
  endedBecause: 'horizon reached',
  podName: 'web',
  kubectl: [],
  endpoints: [],
  assumptions: [],
  causes: [
    { atMs: 20_000, text: 'liveness failed 2 of 2', field: 'spec.containers[0].livenessProbe.failureThreshold' },
  ],
  status: [{ atMs: 0, pod: { phase: 'Pending' } }],
  events: [
    {
      type: 'Normal',
      reason: 'Started',
      message: 'Container started',
      source: 'kubelet',
      fieldPath: 'spec.containers{app}',
      counts: [
        { atMs: 1000, count: 1 },
        { atMs: 21_000, count: 2 },
      ],
    },
    {
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Liveness probe failed: <b>|no|</b>',
      source: 'kubelet',
      fieldPath: 'spec.containers{app}',
      counts: [{ atMs: 10_000, count: 1 }],
    },
    {
      type: 'Normal',
      reason: 'NodeReady',
      message: 'other object',
      source: 'kubelet',
      fieldPath: '',
      object: 'Node/a',
      counts: [{ atMs: 1, count: 1 }],
    },
  ],
  lanes: [
    {
      id: 'phase',
      kind: 'phase',
      name: 'Phase',
      marks: [],
      spans: [
        { startMs: 0, endMs: 1000, state: 'text', label: 'Pending' },
        { startMs: 1000, endMs: 60_000, state: 'text', label: 'Running', open: true },
      ],
    },
    {
      id: 'container/app',
      kind: 'container',
      name: 'app',
      container: 'app',
      role: 'regular',
      marks: [
        { atMs: 20_000, kind: 'sigterm', label: 'SIGTERM', cause: 0 },
        { atMs: 21_000, kind: 'restart', label: 'restart 1: "why"; #1', cause: 0 },
      ],
      spans: [
        { startMs: 0, endMs: 1000, state: 'waiting', label: 'waiting' },
        { startMs: 1000, endMs: 20_000, state: 'ready', label: 'ready' },
        { startMs: 20_000, endMs: 20_050, state: 'terminating', label: 'terminating', fine: true },
        { startMs: 20_050, endMs: 21_000, state: 'failed', label: 'exit 1', exitCode: 1, cause: 0 },
        { startMs: 21_000, endMs: 60_000, state: 'ready', label: 'ready', open: true },
      ],
    },
    {
      id: 'probe/app/liveness',
      kind: 'probe',
      name: 'liveness',
      container: 'app',
      probe: 'liveness',
      note: 'every 10s',
      failureThreshold: 2,
      spans: [],
      marks: [
        { atMs: 10_000, kind: 'probe-failure', count: 1 },
        { atMs: 20_000, kind: 'probe-threshold', count: 2 },
        { atMs: 30_000, kind: 'probe-success' },
      ],
    },
  ],
};

test('the text chart is as wide as the terminal and leaves out a quiet end', () => {
  assert.equal(
    textChart(timeline, { width: 72, ascii: true }),
    [
      '                        0s       5s        10s       15s       20s',
      'Phase                   -Running----------------------------------------',
      'app                     .######################################TX#######',
      '  liveness (every 10s)                     x                   !',
      '                        nothing changes until 1m',
      '',
      '. waiting   # running and ready   X failed   x probe failed   ! probe reached its threshold   T SIGTERM',
      '',
    ].join('\n'),
  );
  for (const line of textChart(timeline, { width: 60 }).split('\n').slice(0, 5))
    assert.ok([...line].length <= 60, line);
});

test('Mermaid gets words without its own punctuation, in a section a lane', () => {
  const text = mermaidGantt(timeline);
  assert.match(text, /^gantt\n {4}title Pod web\n {4}dateFormat YYYY-MM-DDTHH:mm:ss.SSS\n {4}axisFormat %M:%S\n/);
  assert.match(
    text,
    /section app\n {4}waiting :done, 2000-01-01T00:00:00.000, 2000-01-01T00:00:01.000\n {4}ready :active, /,
  );
  assert.match(text, /exit 1 :crit, 2000-01-01T00:00:20.050, 2000-01-01T00:00:21.000\n/);
  assert.match(text, /restart 1 why 1 :milestone, 2000-01-01T00:00:21.000, 0d\n/);
  assert.doesNotMatch(text, /terminating/);
});

test('Markdown escapes what would be markup, and leaves out events of other objects', () => {
  assert.equal(
    eventsMarkdown(timeline, 60_000),
    [
      '| At | Type | Reason | Seen | From | Message |',
      '| --: | --- | --- | --- | --- | --- |',
      '| 1s | Normal | Started | 2 times, last at 21s | kubelet | spec.containers{app}: Container started |',
      '| 10s | Warning | Unhealthy | once | kubelet | spec.containers{app}: Liveness probe failed: \\<b\\>\\|no\\|\\</b\\> |',
      '',
    ].join('\n'),
  );
});

test('events at an instant have the counts and ages of then', () => {
  assert.deepEqual(
    eventsAt(timeline, 15_500).map((e) => [e.reason, e.count, e.age]),
    [
      ['Started', 1, '14s'],
      ['Unhealthy', 1, '5s'],
    ],
  );
  assert.deepEqual(
    eventsAt(timeline, 50_000).map((e) => [e.reason, e.count, e.age]),
    [
      ['Started', 2, '29s (x2 over 49s)'],
      ['Unhealthy', 1, '40s'],
    ],
  );
  assert.deepEqual(
    eventsAt(timeline, 500).map((e) => e.reason),
    [],
  );
  assert.deepEqual(
    eventsAt(timeline, 3_615_000).map((e) => e.reason),
    ['Started'],
  );
});

test('a Chrome trace names every lane, counts in microseconds and says why', () => {
  const { traceEvents } = chromeTrace(timeline);
  const spans = traceEvents.filter((e) => e.ph === 'X');
  assert.equal(
    spans.length,
    timeline.lanes.reduce((sum, lane) => sum + lane.spans.length, 0),
  );
  assert.deepEqual(
    traceEvents.filter((e) => e.name === 'thread_name').map((e) => e.args?.['name']),
    ['Phase', 'app', 'liveness (every 10s)'],
  );
  const failed = spans.find((e) => e.name === 'exit 1');
  assert.deepEqual(
    [failed?.ts, failed?.dur, failed?.args?.['because'], failed?.args?.['field']],
    [20_050_000, 950_000, 'liveness failed 2 of 2', 'spec.containers[0].livenessProbe.failureThreshold'],
  );
});

test('durations are short and exact enough', () => {
  for (const [ms, text] of [
    [0, '0s'],
    [350, '350ms'],
    [1000, '1s'],
    [12_540, '12.5s'],
    [59_960, '1m'],
    [90_000, '1m30s'],
    [3_600_000, '1h'],
    [7_500_000, '2h5m'],
    [-500, '-500ms'],
  ] as const)
    assert.equal(durationText(ms), text);
});
