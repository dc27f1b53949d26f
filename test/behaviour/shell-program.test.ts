/** Containers whose command lines are run: probes, hooks, volumes, networks, secrets, as the simulator sees them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

type Fields = Readonly<Record<string, unknown>>;

function container(script: string, more: Fields = {}): Fields {
  return {
    name: 'app',
    image: 'busybox:1.36',
    command: ['sh', '-c', script],
    imagePullPolicy: 'IfNotPresent',
    resources: {},
    ...more,
  };
}

interface Options {
  readonly spec?: Fields;
  readonly objects?: readonly Fields[];
  readonly scenario?: Scenario;
  readonly horizonMs?: number;
}

function run(
  containers: readonly Fields[],
  { spec = {}, objects = [], scenario = {}, horizonMs = 60_000 }: Options = {},
): Timeline {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web' } },
    spec: { restartPolicy: 'Never', terminationGracePeriodSeconds: 30, containers, ...spec },
  };
  const images = [...new Set(containers.map((each) => String(each['image'])))].map((image) => ({
    image,
    present: true,
  }));
  return simulate({
    pod,
    objects,
    scenario: { images, ...scenario },
    settings: { kubernetesVersion: '1.36', horizonMs },
  });
}

/** All that the containers printed, line by line. */
const printed = (timeline: Timeline): readonly string[] =>
  timeline.lanes.flatMap((lane) => lane.marks.filter((mark) => mark.kind === 'log').map((mark) => mark.label ?? ''));

/** The last exit code of a container. */
function exitCode(timeline: Timeline, name = 'app'): unknown {
  const last = timeline.status.at(-1)?.pod['containers'] as readonly Fields[] | undefined;
  const state = last?.find((each) => each['name'] === name)?.['state'] as Readonly<Record<string, Fields>> | undefined;
  return state?.['terminated']?.['exitCode'];
}

const outputs: readonly (readonly [string, string, Fields, Options, readonly string[], number])[] = [
  [
    'environment and $(VAR)',
    'echo $GREETING $0',
    {
      command: ['sh', '-c', 'echo $GREETING $(NAME)', 'x'],
      env: [
        { name: 'NAME', value: 'pod' },
        { name: 'GREETING', value: 'hello $(NAME)' },
      ],
    },
    {},
    ['hello pod pod'],
    0,
  ],
  [
    'ConfigMap data',
    'cat /etc/config/a; ls /etc/config; touch /etc/config/x',
    { volumeMounts: [{ name: 'c', mountPath: '/etc/config' }] },
    {
      spec: { volumes: [{ name: 'c', configMap: { name: 'conf' } }] },
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'conf', namespace: 'default' },
          data: { a: 'one\n', b: 'two' },
        },
      ],
    },
    ['one', 'a', 'b', 'touch: /etc/config/x: Read-only file system'],
    1,
  ],
  [
    'downward data',
    'cat /pod/labels',
    { volumeMounts: [{ name: 'd', mountPath: '/pod' }] },
    {
      spec: {
        volumes: [
          { name: 'd', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
        ],
      },
    },
    ['app="web"'],
    0,
  ],
  [
    'resources, labels and quoted dollars in the environment',
    'echo $MEM $CPU $REQ $APP $RAW; cat /pod/mem',
    {
      resources: { limits: { memory: '64Mi', cpu: '1500m' } },
      env: [
        { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
        { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
        { name: 'REQ', valueFrom: { resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } } },
        { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        { name: 'RAW', value: '$$(APP)' },
      ],
      volumeMounts: [{ name: 'd', mountPath: '/pod' }],
    },
    {
      spec: {
        volumes: [
          {
            name: 'd',
            downwardAPI: {
              items: [{ path: 'mem', resourceFieldRef: { containerName: 'app', resource: 'limits.memory' } }],
            },
          },
        ],
      },
    },
    ['64 2 1500 web $(APP)', '67108864'],
    0,
  ],
  [
    'a read-only root file system',
    'touch /x; echo $?; touch /data/x && echo ok',
    { securityContext: { readOnlyRootFilesystem: true }, volumeMounts: [{ name: 'e', mountPath: '/data' }] },
    { spec: { volumes: [{ name: 'e', emptyDir: {} }] } },
    ['touch: /x: Read-only file system', '1', 'ok'],
    0,
  ],
  [
    'another user',
    'id -u; echo x > /etc/motd; echo $?',
    { securityContext: { runAsUser: 1000 } },
    {},
    ['1000', "sh: can't create /etc/motd: Permission denied", '1'],
    0,
  ],
  ['a missing tool of the image', 'curl localhost; bash', {}, {}, ['sh: curl: not found', 'sh: bash: not found'], 127],
  ['a syntax error', 'echo a\nif', {}, {}, ['a', 'sh: syntax error: unexpected end of file (expecting "then")'], 2],
  [
    'a Service that is there, and one that is not',
    'nslookup db >/dev/null && echo found; nslookup nope >/dev/null || echo none',
    {},
    { objects: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'default' }, spec: {} }] },
    ['found', 'none'],
    0,
  ],
];
for (const [what, script, more, options, lines, code] of outputs) {
  test(what, () => {
    const timeline = run([container(script, more)], options);
    assert.deepEqual(printed(timeline), lines);
    assert.equal(exitCode(timeline), code);
  });
}

test('emptyDirs are shared between containers and kept over restarts', () => {
  const volume = { volumeMounts: [{ name: 'e', mountPath: '/data' }] };
  const timeline = run(
    [
      container(
        'n=$(cat /data/n 2>/dev/null || echo 0); echo start $n; echo $((n+1)) > /data/n; sleep 1; exit 1',
        volume,
      ),
      { ...container('sleep 20; echo other $(cat /data/n)', volume), name: 'other' },
    ],
    { spec: { restartPolicy: 'OnFailure', volumes: [{ name: 'e', emptyDir: {} }] } },
  );
  assert.deepEqual(
    printed(timeline)
      .filter((line) => line.startsWith('start'))
      .slice(0, 2),
    ['start 0', 'start 1'],
  );
  assert.ok(printed(timeline).some((line) => /^other [2-9]/.test(line)));
});

test('a server made of nc answers probes, a second listener finds the port taken', () => {
  const server = 'while true; do printf "HTTP/1.1 200 OK\\r\\n\\r\\nok" | nc -l -p 8080; done';
  const probe = {
    httpGet: { path: '/', port: 8080, scheme: 'HTTP' },
    periodSeconds: 5,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 3,
  };
  const timeline = run([
    container(server, { readinessProbe: probe }),
    { ...container('sleep 3; nc -l -p 8080; echo $?'), name: 'second' },
  ]);
  assert.equal(
    timeline.kubectl.some((line) => line.ready === '2/2'),
    true,
  );
  assert.deepEqual(printed(timeline), ['nc: bind: Address already in use', '1']);
});

test('httpd serves files: 404 while the file is missing', () => {
  const probe = {
    httpGet: { path: '/ready', port: 80, scheme: 'HTTP' },
    periodSeconds: 2,
    timeoutSeconds: 1,
    successThreshold: 1,
    failureThreshold: 1,
  };
  const timeline = run([
    container('mkdir /www; (sleep 10; echo yes > /www/ready) & exec httpd -f -h /www', { readinessProbe: probe }),
  ]);
  assert.ok(timeline.events.some((event) => event.message.includes('statuscode: 404')));
  const ready = timeline.kubectl.find((line) => line.ready === '1/1');
  assert.ok(ready !== undefined && ready.atMs > 10_000 && ready.atMs < 15_000, String(ready?.atMs));
});

const service = (name: string, namespace = 'default'): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {},
});

test('a Service is known from the moment on that somebody creates it', () => {
  const script = 'until nslookup db >/dev/null; do sleep 2; done; echo found; wget -qO- db >/dev/null && echo answered';
  const create: Scenario = { actions: [{ atMs: 10_000, do: 'create', object: service('db') }] };
  const lines = (options: Options): readonly string[] => printed(run([container(script)], options));
  assert.deepEqual(lines({ scenario: create }), ['found', 'answered']);
  assert.deepEqual(lines({}), []);
  const missing = { cluster: { missing: [{ kind: 'Service', name: 'db' }] } };
  assert.deepEqual(lines({ objects: [service('db')], scenario: missing }), []);
  assert.deepEqual(lines({ objects: [service('db')], scenario: { ...missing, ...create } }), ['found', 'answered']);
});

test('names are those of the cluster: namespaces, Pods of a Service, names from the Scenario', () => {
  const names = [
    'db',
    'db.default.svc.cluster.local',
    'db-0.db',
    'db.other',
    'far',
    'far.other',
    'far.other.svc',
    'cache',
  ];
  const script = `for n in ${names.join(' ')}; do nslookup $n >/dev/null && echo $n; done`;
  const timeline = run([container(script)], {
    objects: [service('db'), service('far', 'other')],
    scenario: { cluster: { services: ['cache'] } },
  });
  assert.deepEqual(printed(timeline), [
    'db',
    'db.default.svc.cluster.local',
    'db-0.db',
    'far.other',
    'far.other.svc',
    'cache',
  ]);
});

test('a file that the Scenario writes or removes reaches the running container, whoever runs there', () => {
  const script =
    'until [ -f /data/go ]; do sleep 1; done; cat /data/go; while [ -f /data/go ]; do sleep 1; done; echo gone';
  const scenario: Scenario = {
    actions: [
      { atMs: 5000, do: 'file', path: '/data/go', content: "it's on\n" },
      { atMs: 12_000, do: 'file', path: '/data/go' },
    ],
  };
  const user = { securityContext: { runAsUser: 1000 } };
  const timeline = run([container(script, user)], { scenario });
  assert.deepEqual(printed(timeline), ["it's on", 'gone']);
});

test('a Secret of the workspace that the Scenario calls missing comes with its data when it is created', () => {
  const env = [{ name: 'P', valueFrom: { secretKeyRef: { name: 's', key: 'p' } } }];
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'default' },
    data: { p: btoa('pw') },
  };
  const scenario: Scenario = {
    cluster: { missing: [{ kind: 'Secret', name: 's' }] },
    actions: [{ atMs: 20_000, do: 'create', object: { kind: 'Secret', metadata: { name: 's' } } }],
  };
  const timeline = run([container('echo ${#P}', { env })], { objects: [secret], scenario });
  assert.deepEqual(printed(timeline), ['2']);
  const [line] = timeline.lanes.flatMap((lane) => lane.marks.filter((mark) => mark.kind === 'log'));
  assert.ok((line?.atMs ?? 0) >= 20_000);
});

test('process 1 without a trap is deaf to SIGTERM, with one it leaves', () => {
  const scenario: Scenario = { actions: [{ atMs: 5000, do: 'delete' }] };
  const deaf = run([container('sleep 3600')], { scenario });
  const polite = run([container('trap "echo bye; exit 0" TERM; sleep 3600 & wait')], { scenario });
  const gone = (timeline: Timeline): number =>
    timeline.status.find(({ pod }) => pod.deleted === true)?.atMs ?? Infinity;
  assert.ok(gone(deaf) > 35_000 && gone(polite) < 7000, `${gone(deaf)} ${gone(polite)}`);
  assert.deepEqual(printed(polite), ['bye']);
});

test('what a script writes counts against the limit of its emptyDir', () => {
  const volume = { volumeMounts: [{ name: 'work', mountPath: '/data' }] };
  const timeline = run([container('dd if=/dev/zero of=/data/x bs=1M count=5; sleep 3600', volume)], {
    spec: { volumes: [{ name: 'work', emptyDir: { sizeLimit: '1Mi' } }] },
    horizonMs: 180_000,
  });
  assert.ok(
    timeline.events.some(({ message }) => message.includes('Usage of EmptyDir volume "work" exceeds the limit "1Mi"')),
  );
});

test('a script with words of bash that are not followed is taken to run on, and said', () => {
  const script = 'names=(a b); for n in "${names[@]}"; do echo $n; done; exec server';
  const bash = { image: 'debian', command: ['bash', '-c', script] };
  const timeline = run([container('', bash)]);
  assert.equal(timeline.kubectl.at(-1)?.status, 'Running');
  assert.ok(timeline.assumptions.some(({ text }) => text.includes('line 1 of the script is not known')));
  const plain = run([container('', { ...bash, command: ['bash', '-c', 'if true; echo a'] })]);
  assert.equal(exitCode(plain), 2);
});

test('the index of a StatefulSet Pod, as scripts of bash find it', () => {
  const script = '[[ $(hostname) =~ e(b)$ ]] || exit 1; if [[ ${BASH_REMATCH[1]} == b* && -n $HOME ]]; then exit 7; fi';
  assert.equal(exitCode(run([container('', { image: 'mysql:8', command: ['bash', '-c', script] })])), 7);
});

test('an endless loop is said', () => {
  const timeline = run([container('while true; do :; done')]);
  assert.ok(timeline.assumptions.some(({ text }) => text.startsWith('busy loop')));
});

test('values of Secrets appear nowhere', () => {
  const marker = 'MARKER-7f3a';
  const encoded = btoa(marker);
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', namespace: 'default' },
    data: { password: encoded },
  };
  const timeline = run(
    [
      container(
        'echo $PASSWORD; cat /s/password; cat /s/password | base64; cat /s/password > /dev/termination-log; exit 1',
        {
          env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'password' } } }],
          volumeMounts: [{ name: 's', mountPath: '/s' }],
          livenessProbe: {
            exec: { command: ['sh', '-c', 'cat /s/password; exit 1'] },
            periodSeconds: 1,
            timeoutSeconds: 1,
            successThreshold: 1,
            failureThreshold: 9,
          },
        },
      ),
    ],
    { spec: { restartPolicy: 'Always', volumes: [{ name: 's', secret: { secretName: 's' } }] }, objects: [secret] },
  );
  const all = JSON.stringify(timeline);
  assert.ok(all.includes('••••'));
  assert.ok(!all.includes(marker) && !all.includes(encoded));
});

const images: readonly (readonly [string, Fields, string])[] = [
  [
    'nginx serves its page',
    {
      image: 'nginx:1.27',
      command: [],
      readinessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP' },
        periodSeconds: 2,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
      },
    },
    '1/1 Running',
  ],
  ['busybox without a command ends', { image: 'busybox', command: [] }, '0/1 Completed'],
  ['postgres without a password fails', { image: 'postgres:16', command: [] }, '0/1 Error'],
  [
    'postgres with one runs',
    { image: 'postgres:16', command: [], env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }] },
    '1/1 Running',
  ],
  ['pause stays', { image: 'registry.k8s.io/pause:3.10', command: [] }, '1/1 Running'],
  ['a shell is not in pause', { image: 'registry.k8s.io/pause:3.10', command: ['sh'] }, '0/1 StartError'],
  ['an unknown image is assumed to run', { image: 'acme/app', command: ['/app/server'] }, '1/1 Running'],
  [
    'the stress example is killed for its memory',
    {
      image: 'polinux/stress',
      command: ['stress'],
      args: ['--vm', '1', '--vm-bytes', '250M', '--vm-hang', '1'],
      resources: { limits: { memory: '100Mi' } },
    },
    '0/1 OOMKilled',
  ],
];
for (const [what, more, expected] of images) {
  test(what, () => {
    const last = run([container('', more)]).kubectl.at(-1);
    assert.equal(`${last?.ready} ${last?.status}`, expected);
  });
}
