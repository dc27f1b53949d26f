import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SimulationInput } from '../../core/simulator/input.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import { brokenInvariants } from '../support/invariants.ts';

const settings = { kubernetesVersion: '1.36', horizonMs: 600_000 };

function input(
  spec: unknown,
  scenario: unknown = {},
  more: Partial<SimulationInput['settings']> = {},
): SimulationInput {
  return {
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'odd' }, spec },
    scenario: scenario as SimulationInput['scenario'],
    settings: { ...settings, ...more },
  };
}

const odd: readonly (readonly [string, SimulationInput])[] = [
  ['no spec at all', input(undefined)],
  ['a spec of the wrong type', input('containers')],
  ['no containers', input({ containers: [] })],
  ['containers that are no objects', input({ containers: [null, 7, 'app', []] })],
  [
    'two containers of one name',
    input({
      containers: [
        { name: 'a', image: 'x:1' },
        { name: 'a', image: 'x:2' },
      ],
    }),
  ],
  [
    'negative numbers everywhere',
    input({
      terminationGracePeriodSeconds: -5,
      activeDeadlineSeconds: -1,
      containers: [
        {
          name: 'a',
          image: 'x:1',
          livenessProbe: {
            httpGet: { port: -1 },
            periodSeconds: -3,
            failureThreshold: -1,
            timeoutSeconds: -2,
            initialDelaySeconds: -9,
          },
        },
      ],
    }),
  ],
  [
    'huge numbers',
    input({
      containers: [
        {
          name: 'a',
          image: 'x:1',
          livenessProbe: { tcpSocket: { port: 1e300 }, periodSeconds: 1e300, failureThreshold: 1e12 },
        },
      ],
    }),
  ],
  [
    'times that are no numbers',
    input(
      { containers: [{ name: 'a', image: 'x:1' }] },
      {
        containers: [
          {
            name: 'a',
            instances: [{ listensAfterMs: NaN, exits: { afterMs: -100, code: 1 } }],
            answers: [{ port: 80, sequence: [{ fromMs: -5, status: 0, takesMs: -3 }] }],
          },
        ],
        actions: [
          { atMs: NaN, do: 'delete' },
          { atMs: -3, do: 'delete' },
          { atMs: Infinity, do: 'delete' },
        ],
      },
    ),
  ],
  [
    'contradictions',
    input(
      { containers: [{ name: 'a', image: 'x:1' }] },
      {
        images: [
          { image: 'x:1', present: true, fails: 'no' },
          { image: 'x:1', present: false },
        ],
        containers: [{ name: 'a', instances: [] }, { name: 'a', createError: 'no' }, { name: 'b' }],
        cluster: { nodes: [], missing: [{ kind: 'Node', name: 'x' }] },
      },
    ),
  ],
  ['a negative horizon', input({ containers: [{ name: 'a', image: 'x:1' }] }, {}, { horizonMs: -1 })],
  ['a horizon that is no number', input({ containers: [{ name: 'a', image: 'x:1' }] }, {}, { horizonMs: NaN })],
  ['an unknown version', input({ containers: [{ name: 'a', image: 'x:1' }] }, {}, { kubernetesVersion: 'latest' })],
];

for (const [what, wrong] of odd) {
  test(`${what}: a Timeline and no exception`, () => {
    assert.deepEqual(brokenInvariants(simulate(wrong)), []);
  });
}

test('500 containers end within the budget or say that they were cut', () => {
  const containers = Array.from({ length: 500 }, (_, i) => ({
    name: `c${i}`,
    image: 'x:1',
    livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 },
  }));
  const timeline = simulate(input({ containers }, {}, { maxEvents: 50_000 }));
  assert.match(timeline.endedBecause, /horizon reached|event budget of 50000 used up/);
});

test('a probe every second over a year is cut with a reason', () => {
  const spec = {
    containers: [{ name: 'a', image: 'x:1', livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } }],
  };
  const timeline = simulate(input(spec, {}, { horizonMs: 366 * 86_400_000, maxEvents: 20_000 }));
  assert.equal(timeline.endedBecause, 'event budget of 20000 used up');
});

test('any JSON as a Pod and as a Scenario', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (spec, container) => {
      simulate(
        input(
          {
            containers: [{ name: 'a', image: 'x:1', ...(typeof container === 'object' ? container : {}) }],
            ...(typeof spec === 'object' ? spec : {}),
          },
          {},
          { maxEvents: 5_000 },
        ),
      );
    }),
    { numRuns: 300, seed: 1 },
  );
});
