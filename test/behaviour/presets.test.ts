/** Presets run on every Pod, and do what their names say. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { presetsFor } from '../../core/behaviour/presets.ts';
import { presetSubject } from '../../core/behaviour/preset-subject.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

const probe = (path: string): Readonly<Record<string, unknown>> => ({
  httpGet: { path, port: 8080, scheme: 'HTTP' },
  periodSeconds: 5,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
});
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    containers: [
      {
        name: 'app',
        image: 'acme/app:1',
        imagePullPolicy: 'Always',
        ports: [{ containerPort: 8080, protocol: 'TCP' }],
        resources: { limits: { memory: '128Mi' } },
        env: [{ name: 'P', valueFrom: { secretKeyRef: { name: 's', key: 'p' } } }],
        readinessProbe: probe('/ready'),
        livenessProbe: probe('/live'),
      },
    ],
  },
};

const presets = presetsFor(presetSubject(pod, undefined));
const happens: Readonly<Record<string, (timeline: Timeline) => boolean>> = {
  'slow-start': (timeline) =>
    says(timeline, 'Unhealthy') && !timeline.kubectl.some(({ atMs, ready }) => ready === '1/1' && atMs < 45_000),
  'crash-at-start': shows('CrashLoopBackOff'),
  'crash-after': shows('CrashLoopBackOff'),
  'memory-leak': shows('OOMKilled'),
  deadlock: (timeline) => says(timeline, 'Killing'),
  flapping: (timeline) => says(timeline, 'Unhealthy') && !says(timeline, 'Killing'),
  'readiness-fails': (timeline) => timeline.kubectl.at(-1)?.ready === '0/1',
  'liveness-fails': (timeline) => says(timeline, 'Killing'),
  deaf: ({ status }) => status.some(({ atMs, pod: { deleted } }) => deleted === true && atMs > 60_000),
  'image-missing': shows('ImagePullBackOff'),
  'secret-missing': shows('CreateContainerConfigError'),
  'node-lost': ({ kubectl }) => kubectl.some(({ status }) => status === 'Terminating'),
  'rolling-delete': ({ status }) => status.some(({ atMs, pod: { deleted } }) => deleted === true && atMs < 60_000),
};

function shows(status: string): (timeline: Timeline) => boolean {
  return ({ kubectl }) => kubectl.some((line) => line.status.includes(status));
}

function says({ events }: Timeline, reason: string): boolean {
  return events.some((event) => event.reason === reason);
}

for (const { id, title, scenario } of presets) {
  test(`${title} does so`, () => {
    const settings = { kubernetesVersion: '1.36', horizonMs: scenario.horizonMs ?? 300_000 };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { p: btoa('x') } };
    const timeline = simulate({ pod, objects: [secret], scenario, settings });
    const rows = timeline.kubectl.map(({ atMs, ready, status }) => `${atMs} ${ready} ${status}`);
    assert.ok(happens[id]?.(timeline) === true, rows.join('\n'));
  });
}

test('no Secret, no probe, no container: no preset about them', () => {
  const bare = presetsFor({ containers: [{ name: 'a', image: 'b' }] }).map(({ id }) => id);
  assert.ok(bare.includes('deaf') && !bare.includes('secret-missing') && !bare.includes('liveness-fails'));
  assert.deepEqual(presetsFor({ containers: [] }), []);
});
