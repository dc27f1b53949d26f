/** Places that somebody writing manifests comes by: texts with a cursor, the same for both servers. */

export interface Position {
  readonly title: string;
  /** Name of the schema, `pod`; the first document's kind. */
  readonly kind: 'pod' | 'deployment' | 'cronjob' | 'job' | 'statefulset' | 'service';
  /** `<|>` is the cursor. */
  readonly text: string;
}

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}  containers:\n    - name: app\n      image: nginx:1.27\n${container}`;
const settings = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  LEVEL: info\n';
const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n${spec}  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n        - name: app\n          image: nginx:1.27\n`;
const ports = '      ports:\n        - name: http\n          containerPort: 80\n';

export const positions: readonly Position[] = [
  { title: 'a field of a container', kind: 'pod', text: pod('      <|>\n') },
  { title: 'a half-typed field', kind: 'pod', text: pod('      liv<|>\n') },
  {
    title: '`livenessProbe`',
    kind: 'pod',
    text: pod(`${ports}      liveness<|>Probe:\n        httpGet:\n          path: /\n          port: http\n`),
  },
  {
    title: '`periodSeconds`',
    kind: 'pod',
    text: pod(`      livenessProbe:\n        tcpSocket:\n          port: 80\n        period<|>Seconds: 5\n`),
  },
  {
    title: "a probe's port",
    kind: 'pod',
    text: pod(`${ports}      readinessProbe:\n        httpGet:\n          path: /\n          port: <|>\n`),
  },
  {
    title: "a probe's port that is not declared",
    kind: 'pod',
    text: pod(`${ports}      readinessProbe:\n        httpGet:\n          path: /\n          port: we<|>b\n`),
  },
  { title: '`restartPolicy`', kind: 'pod', text: pod('', '  restartPolicy: <|>\n') },
  { title: '`imagePullPolicy` misspelt', kind: 'pod', text: pod('      imagePullPolicy: Alwa<|>is\n') },
  { title: 'a field misspelt', kind: 'pod', text: pod('      imagePulPo<|>licy: Always\n') },
  { title: 'an image', kind: 'pod', text: pod('').replace('nginx:1.27', 'ghcr.io/acme/we<|>b') },
  {
    title: 'a memory limit',
    kind: 'pod',
    text: pod('      resources:\n        limits:\n          memory: 128<|>Mi\n'),
  },
  {
    title: 'a memory limit in millibytes',
    kind: 'pod',
    text: pod('      resources:\n        limits:\n          memory: 500<|>m\n'),
  },
  { title: 'a resource name', kind: 'pod', text: pod('      resources:\n        requests:\n          <|>\n') },
  {
    title: 'a volume to mount',
    kind: 'pod',
    text: pod(
      '      volumeMounts:\n        - name: <|>\n          mountPath: /data\n',
      '  volumes:\n    - name: data\n      emptyDir: {}\n',
    ),
  },
  {
    title: 'a volume that does not exist',
    kind: 'pod',
    text: pod('      volumeMounts:\n        - name: da<|>ta\n          mountPath: /data\n'),
  },
  {
    title: 'a ConfigMap of the file',
    kind: 'pod',
    text: pod('      envFrom:\n        - configMapRef:\n            name: <|>\n') + settings,
  },
  {
    title: 'a key of the ConfigMap',
    kind: 'pod',
    text:
      pod(
        '      env:\n        - name: LEVEL\n          valueFrom:\n            configMapKeyRef:\n              name: settings\n              key: <|>\n',
      ) + settings,
  },
  {
    title: 'a variable in a value',
    kind: 'pod',
    text: pod(
      '      env:\n        - name: HOST\n          value: db\n        - name: URL\n          value: http://$(HO<|>ST):80\n',
    ),
  },
  {
    title: 'a capability',
    kind: 'pod',
    text: pod('      securityContext:\n        capabilities:\n          drop:\n            - <|>\n'),
  },
  { title: '`terminationGracePeriodSeconds`', kind: 'pod', text: pod('', '  terminationGrace<|>PeriodSeconds: 30\n') },
  {
    title: 'a probe on a plain init container',
    kind: 'pod',
    text: pod(
      '',
      '  initContainers:\n    - name: wait\n      image: busybox:1.36\n      liveness<|>Probe:\n        tcpSocket:\n          port: 80\n',
    ),
  },
  {
    title: '`maxSurge`',
    kind: 'deployment',
    text: deployment('  replicas: 4\n  strategy:\n    rollingUpdate:\n      max<|>Surge: 25%\n'),
  },
  {
    title: "a selector's labels",
    kind: 'deployment',
    text: deployment('').replace('      app: web\n  template', '      <|>\n  template'),
  },
  {
    title: 'a selector that matches nothing',
    kind: 'deployment',
    text: deployment('').replace('      app: web\n  template', '      app: we<|>bb\n  template'),
  },
  {
    title: '`restartPolicy` of a Job',
    kind: 'job',
    text: 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: work\nspec:\n  template:\n    spec:\n      restartPolicy: <|>\n      containers:\n        - name: app\n          image: busybox:1.36\n',
  },
  {
    title: 'a schedule',
    kind: 'cronjob',
    text: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: nightly\nspec:\n  schedule: "30 2 *<|> * 1"\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: app\n              image: busybox:1.36\n',
  },
];
