/**
 * Short whole manifests for the catalogues: each takes the lines that an example is about, in flow style or indented
 * by two.
 */

const template = 'template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: nginx}]}}';
const once = 'template: {spec: {restartPolicy: Never, containers: [{name: app, image: busybox}]}}';

/** Lines of a spec: those of the example first. */
function body(lines: string, rest: string): string {
  return [lines, rest]
    .filter((text) => text !== '')
    .join('\n')
    .replace(/^/gm, '  ');
}

function workload(kind: string, lines: string, rest = `selector: {matchLabels: {app: web}}\n${template}`): string {
  return `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: web}\nspec:\n${body(lines, rest)}\n`;
}

export const deployment = (lines: string, rest?: string): string => workload('Deployment', lines, rest);
export const statefulSet = (lines: string, rest?: string): string => workload('StatefulSet', lines, rest);
export const daemonSet = (lines: string, rest?: string): string => workload('DaemonSet', lines, rest);

export function replicationController(lines: string): string {
  return `apiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec:\n${body(lines, '')}\n`;
}

export function job(lines: string, rest = once): string {
  return `apiVersion: batch/v1\nkind: Job\nmetadata: {name: import}\nspec:\n${body(lines, rest)}\n`;
}

export function cronJob(lines: string): string {
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n${body(lines, `jobTemplate: {spec: {${once}}}`)}\n`;
}

/** A Pod with one container; `container` are more fields of it in flow style. */
export function pod(lines: string, container = ''): string {
  const more = container === '' ? '' : `, ${container}`;
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${body(lines, `containers: [{name: app, image: nginx${more}}]`)}\n`;
}

/** A Pod with annotations in flow style. */
export function annotatedPod(annotations: string, lines = ''): string {
  return pod(lines).replace('{name: web}', `{name: web, annotations: {${annotations}}}`);
}

/** An object without a spec: kind, apiVersion and the lines after its metadata. */
export function plain(apiVersion: string, kind: string, lines: string, metadata = 'name: web'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\n${lines === '' ? '' : `${lines}\n`}`;
}

export const podTemplate = template;
export const jobTemplate = once;
