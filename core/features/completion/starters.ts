/** Whole manifests to begin with: each one is valid and says what it is for. */
import type { Range } from '../../text/range.ts';
import type { CompletionItem } from './item.ts';

export function starters(replace: Range): readonly CompletionItem[] {
  return texts.map(([label, documentation, insertText]) => ({
    label,
    kind: 'snippet',
    detail: 'Podscope',
    documentation,
    insertText,
    isSnippet: true,
    replace,
  }));
}

const resources = (indent: string): string =>
  `${indent}resources:\n${indent}  requests: {cpu: 100m, memory: 64Mi}\n${indent}  limits: {memory: 128Mi}`;
const container = (indent: string, image = 'nginx:1.27'): string =>
  [
    `${indent}- name: \${1:app}`,
    `${indent}  image: \${2:${image}}`,
    `${indent}  ports:`,
    `${indent}    - name: http`,
    `${indent}      containerPort: 80`,
    `${indent}  readinessProbe:`,
    `${indent}    httpGet: {path: /, port: http}`,
    resources(`${indent}  `),
  ].join('\n');
const meta = (kind: string, apiVersion: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: \${1:app}\n`;
const selected =
  'selector:\n    matchLabels: {app: ${1:app}}\n  template:\n    metadata:\n      labels: {app: ${1:app}}\n    spec:\n      containers:\n';
const worker = (indent: string): string =>
  [
    `${indent}- name: \${1:app}`,
    `${indent}  image: \${2:busybox:1.36}`,
    `${indent}  command: [sh, -c, "\${3:echo working; sleep 10}"]`,
    resources(`${indent}  `),
  ].join('\n');
const helper = (name: string, command: string): string =>
  [
    `    - name: ${name}`,
    '      image: busybox:1.36',
    '      restartPolicy: Always',
    `      command: [sh, -c, "${command}"]`,
  ].join('\n');

const texts: readonly (readonly [string, string, string])[] = [
  [
    'pod',
    'One Pod with a readiness probe and figures for the scheduler.',
    `${meta('Pod', 'v1')}spec:\n  containers:\n${container('    ')}\n`,
  ],
  [
    'deployment',
    'A Deployment: keeps so many Pods of a template running and replaces them step by step.',
    `${meta('Deployment', 'apps/v1')}spec:\n  replicas: \${3:2}\n  ${selected}${container('        ')}\n`,
  ],
  [
    'statefulset',
    'A StatefulSet: Pods with a name and a volume of their own, one after the other.',
    `${meta('StatefulSet', 'apps/v1')}spec:\n  serviceName: \${1:app}\n  replicas: \${3:2}\n  ${selected}${container('        ')}\n`,
  ],
  [
    'daemonset',
    'A DaemonSet: one Pod on every node.',
    `${meta('DaemonSet', 'apps/v1')}spec:\n  ${selected}${container('        ')}\n`,
  ],
  [
    'job',
    'A Job: runs a Pod until its work is done, again on failure.',
    `${meta('Job', 'batch/v1')}spec:\n  backoffLimit: 3\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n${worker('        ')}\n`,
  ],
  [
    'cronjob',
    'A CronJob: a Job at set times.',
    `${meta('CronJob', 'batch/v1')}spec:\n  schedule: "\${4:0 3 * * *}"\n  concurrencyPolicy: Forbid\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n${worker('            ')}\n`,
  ],
  [
    'pod with sidecar',
    'The sidecar starts before the container, runs beside it and is stopped after it.',
    `${meta('Pod', 'v1')}spec:\n  initContainers:\n${helper('log-shipper', 'tail -F /var/log/app.log')}\n  containers:\n${container('    ')}\n`,
  ],
  [
    'pod with init container',
    'The init container must end with 0 before the container starts.',
    `${meta('Pod', 'v1')}spec:\n  initContainers:\n    - name: wait\n      image: busybox:1.36\n      command: [sh, -c, "\${3:until nslookup database; do sleep 1; done}"]\n  containers:\n${container('    ')}\n`,
  ],
  [
    'pod with ambassador',
    'The ambassador is a sidecar that speaks to the outside for the container, over localhost.',
    `${meta('Pod', 'v1')}spec:\n  initContainers:\n${helper('ambassador', 'nc -lk -p 5432 -e nc database 5432')}\n  containers:\n${container('    ')}\n`,
  ],
  [
    'pod with adapter',
    "The adapter is a sidecar that offers the container's data in another form.",
    `${meta('Pod', 'v1')}spec:\n  initContainers:\n${helper('adapter', 'while true; do date > /tmp/metrics; sleep 15; done')}\n  containers:\n${container('    ')}\n`,
  ],
];
