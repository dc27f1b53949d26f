/** Manifests for benchmarks: Deployments of two containers as people write them, and one long document. */

const container = (at: number): string =>
  [
    `        - name: app-${at}`,
    '          image: example.com/app:1.0',
    '          ports:',
    `            - {name: http-${at}, containerPort: ${8000 + (at % 100)}}`,
    '          readinessProbe:',
    `            httpGet: {path: /ready, port: http-${at}}`,
    '            periodSeconds: 5',
    '          resources:',
    '            requests: {cpu: 100m, memory: 64Mi}',
    '            limits: {memory: 128Mi}',
    '',
  ].join('\n');

export function deployment(name: string, containers: number): string {
  const head = [
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: {name: ${name}}`,
    'spec:',
    '  selector:',
    `    matchLabels: {app: ${name}}`,
    '  template:',
    '    metadata:',
    `      labels: {app: ${name}}`,
    '    spec:',
    '      containers:',
    '',
  ];
  return head.join('\n') + Array.from({ length: containers }, (_, at) => container(at)).join('');
}

/** Documents of about 30 lines, as real files have. */
export function fileOf(lines: number, name = 'web'): string {
  const count = Math.max(1, Math.round(lines / 32));
  return Array.from({ length: count }, (_, at) => deployment(`${name}-${at}`, 2)).join('---\n');
}
