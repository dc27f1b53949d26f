/** Puts a random Pod into a workload's template. */
import type { Random } from '../random.ts';

type Values = Record<string, unknown>;

const kinds = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'CronJob',
  'PodTemplate',
  'ReplicationController',
];

/** A valid workload around the Pod's metadata and spec. */
export function inWorkload(pod: Values, random: Random): Values {
  const kind = random.pick(kinds);
  const labels = { app: 'x', ...((pod['metadata'] as Values)['labels'] as Values | undefined) };
  const template = { metadata: { ...(pod['metadata'] as Values), labels }, spec: pod['spec'] };
  const metadata = { name: 'w' };
  switch (kind) {
    case 'PodTemplate':
      return { apiVersion: 'v1', kind, metadata, template };
    case 'ReplicationController':
      return { apiVersion: 'v1', kind, metadata, spec: { selector: { app: labels.app }, template } };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { template } };
    case 'CronJob':
      return {
        apiVersion: 'batch/v1',
        kind,
        metadata,
        spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
      };
    default:
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: { selector: { matchLabels: { app: labels.app } }, template },
      };
  }
}
