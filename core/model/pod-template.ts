/** Where each kind keeps its Pod. */
import type { FieldPath } from '../kube/field-path.ts';

const template = 'spec.template';

const templatePaths: Readonly<Record<string, FieldPath>> = {
  Deployment: template,
  StatefulSet: template,
  DaemonSet: template,
  ReplicaSet: template,
  ReplicationController: template,
  Job: template,
  CronJob: 'spec.jobTemplate.spec.template',
  PodTemplate: 'template',
};

/** Path of the PodTemplateSpec; empty for a Pod, which is its own template; undefined for kinds without one. */
export function podTemplatePathOf(kind: string): FieldPath | undefined {
  if (kind === 'Pod') return '';
  return Object.hasOwn(templatePaths, kind) ? templatePaths[kind] : undefined;
}

/** Whether the Pods of a kind are there to end. */
export const isJob = (kind: string): boolean => kind === 'Job' || kind === 'CronJob';

/** Path of the PodSpec: `spec` for a Pod, `spec.template.spec` for most workloads. */
export function podSpecPathOf(kind: string): FieldPath | undefined {
  const path = podTemplatePathOf(kind);
  return path === undefined ? undefined : path === '' ? 'spec' : `${path}.spec`;
}
