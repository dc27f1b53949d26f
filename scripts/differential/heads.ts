/**
 * Files as wholes: several documents, Lists, heads in the wrong case, kinds and versions that there are not, foreign
 * documents.
 */
import type { Random } from './random.ts';

const versions = (
  'v1 apps/v1 batch/v1 policy/v1 scheduling.k8s.io/v1 node.k8s.io/v1 v2 V1 apps/v2 app/v1 apps batch/V1 example.com/v1 ' +
  'networking.k8s.io/v1 rbac.authorization.k8s.io/v1 v1/apps apps/v1/x "" 1 v1beta9 /v1 apps/ null'
).split(' ');
const kinds = (
  'Pod pod Pods Deployment deployment Deploy StatefulSet Statefulset DaemonSet Daemonset Job CronJob Cronjob ConfigMap Configmap Secret ' +
  'Service RuntimeClass Ingress NetworkPolicy Role CustomResourceDefinition Widget PodTemplate ReplicaSet List PodList Node Event Binding ' +
  'PriorityClass PodDisruptionBudget LimitRange ResourceQuota Namespace ServiceAccount Endpoints Scale "" null 5'
).split(' ');
const separators = [
  '---',
  '---',
  '---',
  '--- ',
  '--- # next',
  '---\n---',
  '---\n\n---',
  '---\n# nothing\n---',
  '---\t',
];

/** Several documents with what people write between them. */
export function joinDocuments(texts: readonly string[], random: Random): string {
  const start = random.chance(0.3) ? `${random.pick(['---', '# file', '---\n# file', '\n---', '--- # a'])}\n` : '';
  const end = random.chance(0.2) ? random.pick(['---\n', '---', '# end\n', '\n\n', '---\n---\n', '...\n']) : '';
  return `${start}${texts.map((text) => `${text.trimEnd()}\n`).join(`${random.pick(separators)}\n`)}${end}`;
}

/** The head of a document, changed. */
export function oddHead(text: string, random: Random): string {
  const version = `apiVersion: ${random.pick(versions)}`;
  const kind = `kind: ${random.pick(kinds)}`;
  switch (random.int(6)) {
    case 0:
      return text.replace(/^apiVersion:.*$/m, version);
    case 1:
      return text.replace(/^kind:.*$/m, kind);
    case 2:
      return text.replace(/^apiVersion:.*$/m, version).replace(/^kind:.*$/m, kind);
    case 3:
      return text.replace(/^kind:/m, random.pick(['Kind:', 'KIND:', ' kind:', '"kind":', 'kind :', "'kind':"]));
    case 4:
      return text.replace(/^apiVersion:/m, random.pick(['apiversion:', 'APIVersion:', 'ApiVersion:', '"apiVersion":']));
    default:
      return `${text}${random.pick([version, kind, 'kind: Pod', 'Kind: Pod', 'apiversion: v1'])}\n`;
  }
}

/** A List of the objects. */
export function listOf(objects: readonly unknown[]): unknown {
  return { apiVersion: 'v1', kind: 'List', items: objects };
}
