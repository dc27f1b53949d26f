/** What somebody does to the Pod of a random scenario: gates, finalizers, deletions, ephemeral containers, patches. */
import type { Random } from '../random.ts';
import { anyContainer, instant, type Draft } from './scenario-draft.ts';

type Json = Record<string, unknown>;

export function readinessGate(r: Random, draft: Draft): void {
  const types = ['example.com/first', 'example.com/second'].slice(0, r.int(1, 2));
  draft.spec['readinessGates'] = types.map((conditionType) => ({ conditionType }));
  for (let i = r.int(0, 3); i > 0; i--) {
    const condition = {
      type: r.pick(types),
      status: r.pick(['True', 'True', 'False']),
      reason: 'Told',
      lastTransitionTime: '2000-01-01T00:00:30Z',
    };
    draft.actions.push({
      at: instant(r, 1, 90),
      subresource: 'status',
      patch: { status: { conditions: [condition] } },
    });
  }
}

export function finalizer(r: Random, draft: Draft): void {
  draft.metadata['finalizers'] = ['example.com/hold'];
  draft.actions.push({ at: instant(r, 2, 60), delete: {} });
  if (r.chance(0.7))
    draft.actions.push({
      at: instant(r, 20, 110),
      type: 'application/merge-patch+json',
      patch: { metadata: { finalizers: [] } },
    });
}

/** A grace period that is shortened, down to force. */
export function secondDeletion(r: Random, draft: Draft): void {
  const at = instant(r, 1, 60);
  draft.actions.push({ at, delete: {} });
  for (let i = r.int(1, 2); i > 0; i--)
    draft.actions.push({ at: at + instant(r, 0, 20), delete: { gracePeriodSeconds: r.pick([0, 1, 2, 5, 10]) } });
}

export function ephemeral(r: Random, draft: Draft): void {
  const image = r.pick(['busybox:1.36', 'registry.example/debug:1']);
  if (image !== 'busybox:1.36')
    draft.images[image] = {
      user: '1000',
      takes: r.int(0, 5),
      ...(r.chance(0.3) ? { fails: true, times: r.int(0, 2) } : {}),
    };
  for (let i = 0; i < r.int(1, 2); i++) {
    const container = {
      name: `e${i}`,
      image,
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
      ...(r.chance(0.4) ? { targetContainerName: 'c0' } : {}),
    };
    draft.containers[container.name] = {
      instances: [r.chance(0.6) ? { exitAfter: r.pick([0, 2, 15]), exitCode: r.pick([0, 1]) } : {}],
      ...(r.chance(0.3) ? { onSigterm: 'ignore' } : {}),
    };
    draft.actions.push({ at: instant(r, 0, 70), patch: { spec: { ephemeralContainers: [container] } } });
  }
}

export function otherPatches(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft),
    list = draft.spec.containers.includes(container) ? 'containers' : 'initContainers';
  const patch = r.pick<Json>([
    { metadata: { labels: { color: 'blue' } } },
    { metadata: { annotations: { note: 'x' } } },
    { spec: { activeDeadlineSeconds: r.int(1, 60) } },
    { spec: { [list]: [{ name: container['name'], image: 'busybox:1.37' }] } },
    { spec: { tolerations: [{ key: 'a', operator: 'Exists' }] } },
  ]);
  draft.actions.push({ at: instant(r, 0, 100), patch });
}
