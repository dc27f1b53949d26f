/** Images and volumes whose content nobody knows: what a script asks for is there, what it made and removed is known. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

type Fields = Readonly<Record<string, unknown>>;

const volumes = [
  { name: 'empty', emptyDir: {} },
  { name: 'claim', persistentVolumeClaim: { claimName: 'data' } },
  { name: 'log', hostPath: { path: '/var/log/app.log', type: '' } },
  { name: 'config', configMap: { name: 'elsewhere' } },
];
const volumeMounts = [
  { name: 'empty', mountPath: '/shared' },
  { name: 'claim', mountPath: '/data' },
  { name: 'log', mountPath: '/var/log/app.log' },
  { name: 'config', mountPath: '/etc/app/app.yaml', subPath: 'app.yaml' },
];

function run(
  script: string,
  image = 'registry.example/app:1',
  more: Fields = {},
  others: readonly Fields[] = [],
): Timeline {
  const app = { name: 'app', image, command: ['sh', '-ec', script], volumeMounts, ...more };
  return simulate({
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 30,
        containers: [app],
        initContainers: others,
        volumes,
      },
    },
    objects: [],
    scenario: {},
    settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
  });
}

/** `runs`, or the exit code. */
function endOf(timeline: Timeline): unknown {
  const statuses = timeline.status.at(-1)?.pod['containers'] as readonly Fields[] | undefined;
  const state = statuses?.[0]?.['state'] as Readonly<Record<string, Fields>> | undefined;
  return state?.['terminated']?.['exitCode'] ?? Object.keys(state ?? {})[0];
}

const ends: readonly (readonly [script: string, end: unknown])[] = [
  ['cd /app && ./server', 'running'],
  ['cp /app/a /shared/ && cat /shared/a', 0],
  ['cp /app/server /shared/; /shared/server --port 80', 'running'],
  ['. /opt/env.sh; test -d /opt/lib; [ -f /opt/file ]; ls /opt/lib /srv', 0],
  ['sh /app/start.sh', 'running'],
  ['fetch-rules | grep -v KUBE | load-rules && exit 3', 3],
  ['(cd /app && migrate) ; exit 3', 3],
  ['version=$(app-version --short); exit 3', 3],
  ['echo "$(app-version)"; exit 3', 3],
  ['sleep 1 && (first; second) | cat; exit 3', 3],
  ['sh -c "migrate" && exit 3', 3],
  ['timeout 40 migrate; exit 3', 3],
  ['nohup sh -c "sh -c migrate"; exit 3', 3],
  ['sh -c "migrate && server"', 'running'],
  ['if sh -c "first; second"; then exit 3; fi', 3],
  ['server 2>&1 | tee /shared/log', 'running'],
  ['(cd /app && server)', 'running'],
  ['(helper &) ; server', 'running'],
  ['bash -eo pipefail -c "exit 3"', 3],
  ['chmod +x /app/run.sh && exec /app/run.sh', 'running'],
  ['chown app /srv/data; cd /srv/data', 0],
  ['sed -i s/a/b/ /app/config.js; grep -q listen /app/config.js', 0],
  ['echo x > /app/log/today; grep -q x /app/log/today', 0],
  ['cat /data/table', 0],
  ['echo x >> /var/log/app.log; cat /etc/app/app.yaml', 0],
  ['./server || exit 1', 'running'],
  ['exec tini -- ./server', 'running'],
  ['./migrate; exit 4', 4],
  ['cat /shared/nothing', 1],
  ['cat /tmp/nothing', 1],
  ['rm /app/lock; cat /app/lock', 1],
  ['touch /app/a; rm /app/a; cat /app/a', 1],
  ['[ -f /app/made ] && exit 3; touch /app/made', 0],
];

for (const [script, end] of ends) {
  test(`in an unknown image: ${script}`, () => assert.equal(endOf(run(script)), end));
}

test('in an image that is known, nothing is taken to be there', () => {
  assert.equal(endOf(run('cat /app/a', 'busybox:1.36')), 1);
  assert.equal(endOf(run('cat /data/table', 'busybox:1.36')), 0);
});

test('a well-known image has what its distribution has, and no more', () => {
  assert.equal(endOf(run('cat /etc/nginx/nginx.conf', 'nginx:1.27')), 0);
  assert.equal(endOf(run('cat /app/a', 'nginx:1.27')), 1);
});

test('what an unknown container may have written into a shared folder is there', () => {
  const other = { name: 'fetch', image: 'registry.example/fetch:1', volumeMounts };
  assert.equal(endOf(run('cat /shared/fetched', 'busybox:1.36', {}, [other])), 0);
});

test('unknown commands of probes end at once, and well', () => {
  const probe = {
    exec: { command: ['/app/healthy'] },
    periodSeconds: 5,
    timeoutSeconds: 1,
    failureThreshold: 1,
    successThreshold: 1,
  };
  const timeline = run('exec ./server', undefined, { livenessProbe: probe, readinessProbe: probe });
  assert.equal(endOf(timeline), 'running');
  assert.deepEqual(
    timeline.events.filter(({ reason }) => reason === 'Unhealthy' || reason === 'Killing'),
    [],
  );
});

test('an unknown server listens where it is probed', () => {
  const probe = {
    httpGet: { path: '/', port: 10252, scheme: 'HTTP' },
    periodSeconds: 5,
    timeoutSeconds: 1,
    failureThreshold: 1,
    successThreshold: 1,
    initialDelaySeconds: 5,
  };
  const timeline = run('exec ./server', undefined, { livenessProbe: probe });
  assert.equal(endOf(timeline), 'running');
  assert.ok(!timeline.events.some(({ reason }) => reason === 'Unhealthy'));
});

test('what is taken to be there is said', () => {
  const { assumptions } = run('cat /app/a');
  assert.ok(assumptions.some((one) => JSON.stringify(one).includes('/app/a is taken to be there')));
});

test('an interpreter does what nobody can read, and nothing without a script', () => {
  assert.equal(endOf(run('node server.js', 'node:20-alpine')), 'running');
  assert.equal(endOf(run('node', 'node:20-alpine')), 0);
});

test('a script that installs packages may call them; busybox has no package manager', () => {
  assert.equal(
    endOf(run('apk add --no-cache curl && curl -f https://example.com && my-server', 'alpine:3.20')),
    'running',
  );
  assert.equal(endOf(run('apt-get update && apt-get install -y jq && jq .', 'debian:12')), 'running');
  assert.equal(endOf(run('apk add curl', 'busybox:1.36')), 127);
});

test('commands of a Job end', () => {
  const template = {
    spec: {
      restartPolicy: 'Never',
      containers: [
        { name: 'app', image: 'registry.example/app:1', command: ['sh', '-c', 'dump | gzip > /x && upload /x'] },
      ],
    },
  };
  const timeline = simulate({
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'default' }, ...template },
    isJob: true,
    objects: [],
    scenario: {},
    settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
  });
  assert.equal(endOf(timeline), 0);
  const said = timeline.assumptions.map(({ text }) => text);
  for (const [program, takes] of [
    ['dump', 1],
    ['upload', 10],
  ] as const)
    assert.ok(said.includes(`${program} is not known: it is taken to end with 0 after ${takes} s`), said.join('\n'));
});

const web = (more: Fields): Timeline => {
  const probe = { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 5, timeoutSeconds: 1 };
  return run('', 'nginx:1.27', {
    command: undefined,
    volumeMounts: [],
    livenessProbe: { ...probe, initialDelaySeconds: 2, failureThreshold: 1, successThreshold: 1 },
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    ...more,
  });
};

test('a well-known server that is configured elsewhere listens where its manifest says', () => {
  const mounted = [{ name: 'config', mountPath: '/etc/nginx/conf.d' }];
  assert.equal(endOf(web({ volumeMounts: mounted })), 'running');
  assert.equal(endOf(web({ env: [{ name: 'NGINX_PORT', value: '8080' }] })), 'running');
  assert.equal(endOf(web({ args: ['nginx', '-c', '/etc/other.conf', '-g', 'daemon off;'] })), 'running');
  assert.equal(endOf(web({})), 0);
});

test('variables from objects that are elsewhere have a value', () => {
  const database = (env: readonly Fields[], more: Fields = {}): unknown =>
    endOf(run('', 'postgres:16', { command: undefined, volumeMounts: [], env, ...more }));
  const ref = { name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } };
  assert.equal(database([]), 1);
  assert.equal(database([ref]), 'running');
  assert.equal(database([], { envFrom: [{ secretRef: { name: 'db' } }] }), 'running');
});
