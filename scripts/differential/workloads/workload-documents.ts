/**
 * Random documents of the kinds around Pods: a valid base of each kind with one to five fields changed to values at
 * some boundary.
 */
import { fields } from './kind-fields.ts';
import type { Random } from '../random.ts';
import { type Value, metadata } from './shared-fields.ts';

export interface Doc {
  apiVersion: string;
  kind: string;
  [key: string]: Value;
}
const container = (): Value => ({ name: 'c', image: 'nginx' });
const template = (policy?: string): Value => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [container()], ...(policy ? { restartPolicy: policy } : {}) },
});

const bases: Readonly<Record<string, () => Doc>> = {
  Deployment: () => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: template() },
  }),
  ReplicaSet: () => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: template() },
  }),
  StatefulSet: () => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: { serviceName: 'web', selector: { matchLabels: { app: 'web' } }, template: template() },
  }),
  DaemonSet: () => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: template() },
  }),
  ReplicationController: () => ({
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, template: template() },
  }),
  Job: () => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'web' },
    spec: { template: template('Never') },
  }),
  CronJob: () => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { schedule: '*/5 * * * *', jobTemplate: { spec: { template: template('Never') } } },
  }),
  PodTemplate: () => ({ apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'web' }, template: template() }),
  LimitRange: () => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'web' },
    spec: { limits: [{ type: 'Container', max: { cpu: '2', memory: '2Gi' } }] },
  }),
  ResourceQuota: () => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'web' },
    spec: { hard: { pods: '3', 'requests.cpu': '2' } },
  }),
  Namespace: () => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } }),
  PriorityClass: () => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'web' },
    value: 10,
  }),
  PodDisruptionBudget: () => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
  }),
  ConfigMap: () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { key: 'x' } }),
  Secret: () => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { key: 'eA==' } }),
  ServiceAccount: () => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web' } }),
};

export const kinds: readonly string[] = Object.keys(bases);

export function randomDocument(random: Random, kind: string): Doc {
  const doc = (bases[kind] as () => Doc)();
  const own = [...(fields[kind] ?? []), ...(fields[kind] ?? []), ...metadata];
  for (let i = 1 + random.int(random.chance(0.5) ? 2 : 5); i > 0; i--) {
    const [path, values] = random.pick(own);
    setAt(
      doc,
      path.split('.').map((part) => part.replaceAll('\u0000', '.')),
      structuredClone(random.pick(values)),
    );
  }
  return doc;
}

export function setAt(target: Value, path: readonly string[], value: Value): void {
  let parent = target as Record<string, Value>;
  for (const key of path.slice(0, -1)) {
    if (typeof parent[key] !== 'object' || parent[key] === null) parent[key] = {};
    parent = parent[key] as Record<string, Value>;
  }
  const last = path.at(-1) as string;
  if (Array.isArray(parent) && !/^\d+$/.test(last)) return;
  parent[last] = value;
}
