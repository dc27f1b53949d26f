/** What random scenarios have besides containers and probes: images and their policies, references, the node and its kubelet. */
import type { Random } from '../random.ts';
import { ephemeral, finalizer, otherPatches, readinessGate, secondDeletion } from './scenario-deeds.ts';
import { anyContainer, instant, type Draft } from './scenario-draft.ts';
import { hostNetwork, longLife, otherWords, pullSecrets, restartOfAll } from './scenario-rare.ts';

type Json = Record<string, unknown>;

/** Each extra by the share of scenarios that has it. */
const EXTRAS: readonly (readonly [share: number, add: (r: Random, draft: Draft) => void])[] = [
  [0.1, pullPolicy],
  [0.05, strangeImage],
  [0.06, missingReference],
  [0.05, missingVolume],
  [0.03, harmlessVolumes],
  [0.04, nonRoot],
  [0.05, brokenSandbox],
  [0.05, brokenContainer],
  [0.06, readinessGate],
  [0.05, finalizer],
  [0.1, secondDeletion],
  [0.08, ephemeral],
  [0.08, otherPatches],
  [0.08, kubeletSettings],
  [0.03, refusedByNode],
  [0.06, otherPhases],
  [0.05, logs],
  [0.04, withoutToken],
  [0.06, namedPort],
  [0.05, pullSecrets],
  [0.06, otherWords],
  [0.03, hostNetwork],
  [0.05, restartOfAll],
  [0.03, longLife],
];

export function addExtras(r: Random, draft: Draft): void {
  for (const [share, add] of EXTRAS) if (r.chance(share)) add(r, draft);
}

function pullPolicy(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft),
    image = String(container['image']);
  container['imagePullPolicy'] = r.pick(['Always', 'IfNotPresent', 'Never']);
  if (!r.chance(0.7)) return;
  draft.images[image] = {
    takes: r.int(0, 4),
    present: r.chance(0.4),
    ...(r.chance(0.6)
      ? { fails: r.pick(PULL_ERRORS), ...(r.chance(0.7) ? { until: r.int(5, 60) } : { times: 2 }) }
      : {}),
    ...(r.chance(0.3) ? { size: r.int(1, 99) * 1000003 } : {}),
  };
}

const PULL_ERRORS = [
  true,
  'connection refused',
  'rpc error: code = Unavailable desc = gone',
  'failed to resolve reference "x": pull access denied, repository does not exist or may require authorization',
];

function strangeImage(r: Random, draft: Draft): void {
  anyContainer(r, draft)['image'] = r.pick([
    'Bad:Image',
    'a b',
    'registry.example/UPPER/app:1',
    'app',
    'registry.example:5000/team/app',
    'registry.example/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  ]);
}

/** A ConfigMap or Secret that a variable names is missing, comes later, or lacks the key. */
function missingReference(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft),
    isSecret = r.chance(0.5),
    optional = r.chance(0.2) ? { optional: true } : {};
  const ref = { name: 'settings', ...optional };
  if (r.chance(0.5)) container['envFrom'] = [isSecret ? { secretRef: ref } : { configMapRef: ref }];
  else {
    const valueFrom = { [isSecret ? 'secretKeyRef' : 'configMapKeyRef']: { ...ref, key: 'color' } };
    container['env'] = [
      { name: 'PLAIN', value: 'x' },
      { name: 'COLOR', valueFrom },
    ];
  }
  provideLater(r, draft, isSecret, 'settings', 'color');
}

function provideLater(r: Random, draft: Draft, isSecret: boolean, name: string, key: string): void {
  const object = {
    apiVersion: 'v1',
    kind: isSecret ? 'Secret' : 'ConfigMap',
    metadata: { name, namespace: 'default' },
    data: { [r.chance(0.7) ? key : 'other']: isSecret ? 'eA==' : 'x' },
  };
  if (r.chance(0.3)) draft.more['objects'] = [object];
  else if (r.chance(0.7)) draft.actions.push({ at: instant(r, 1, 60), create: object });
}

function missingVolume(r: Random, draft: Draft): void {
  const isSecret = r.chance(0.5),
    optional = r.chance(0.15) ? { optional: true } : {},
    items = r.chance(0.4) ? { items: [{ key: 'color', path: 'c' }] } : {};
  const source = isSecret
    ? { secret: { secretName: 'files', ...optional, ...items } }
    : { configMap: { name: 'files', ...optional, ...items } };
  const projected = isSecret ? { secret: { name: 'files', ...optional, ...items } } : source;
  addVolume(r, draft, r.chance(0.25) ? { projected: { sources: [projected] } } : source);
  provideLater(r, draft, isSecret, 'files', 'color');
}

function harmlessVolumes(r: Random, draft: Draft): void {
  addVolume(
    r,
    draft,
    r.pick<Json>([
      { emptyDir: {} },
      { downwardAPI: { items: [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }] } },
      { hostPath: { path: '/var/log', type: '' } },
    ]),
  );
}

function addVolume(r: Random, draft: Draft, source: Json): void {
  const volumes = (draft.spec['volumes'] ??= []) as Json[],
    name = `v${volumes.length}`;
  volumes.push({ name, ...source });
  const container = anyContainer(r, draft);
  container['volumeMounts'] = [
    ...((container['volumeMounts'] as Json[] | undefined) ?? []),
    { name, mountPath: `/${name}` },
  ];
}

function nonRoot(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft);
  if (r.chance(0.5)) draft.spec['securityContext'] = { runAsNonRoot: true };
  else
    container['securityContext'] = { runAsNonRoot: true, ...(r.chance(0.4) ? { runAsUser: r.pick([0, 1000]) } : {}) };
  // An image without a word about its user is root's to the oracle and unknown to the simulator.
  const names = [...draft.spec.containers, ...(draft.spec.initContainers ?? [])].map((c) => String(c['image']));
  for (const name of [...names, 'busybox:1.36', 'busybox:1.37'])
    draft.images[name] = { present: true, ...draft.images[name], user: r.pick(['0', '1000', 'nginx']) };
}

function brokenSandbox(r: Random, draft: Draft): void {
  draft.more['sandbox'] = r.chance(0.6)
    ? {
        error: r.pick([
          'failed to setup network for sandbox "x": no addresses',
          'rpc error: code = Unknown desc = busy',
        ]),
        times: r.int(1, 4),
        takes: r.int(0, 3),
      }
    : { takes: r.int(1, 6) };
}

function brokenContainer(r: Random, draft: Draft): void {
  const behaviour = draft.containers[String(anyContainer(r, draft)['name'])]!;
  if (r.chance(0.5)) behaviour['createError'] = 'failed to create containerd container: no space left on device';
  else
    behaviour['instances'] = [{ startError: 'failed to create containerd task: exec: "serve": permission denied' }, {}];
}

function kubeletSettings(r: Random, draft: Draft): void {
  draft.more['kubelet'] = r.pick<Json>([
    { maxContainerRestartPeriod: r.pick([1, 5, 20, 60]) },
    { featureGates: { ReduceDefaultCrashLoopBackOffDecay: true } },
    { featureGates: { ReduceDefaultCrashLoopBackOffDecay: true }, maxContainerRestartPeriod: 30 },
    { featureGates: { PLEGOnDemandRelist: false } },
    { featureGates: { ChangeContainerStatusOnKubeletRestart: true } },
    { featureGates: { KubeletEnsureSecretPulledImages: false } },
  ]);
}

/** Requests beyond what the node has; less would show in the played kubelet's status of a node without cgroups. */
function refusedByNode(r: Random, draft: Draft): void {
  const requests = r.pick<Json>([
    { cpu: '3' },
    { memory: '3Gi' },
    { cpu: '3', memory: '3Gi' },
    { 'example.com/gpu': '1' },
    {},
  ]);
  draft.more['node'] = r.chance(0.2) ? { pods: '0' } : { cpu: '2', memory: '2Gi' };
  const container = anyContainer(r, draft);
  // An empty list of requests is lost at the first patch, and then the spec is another one to the kubelet.
  if (Object.keys(requests).length)
    container['resources'] = { requests, ...('example.com/gpu' in requests ? { limits: requests } : {}) };
  if (r.chance(0.3)) draft.spec['nodeSelector'] = { zone: 'z1' };
}

/** Other moments of the kubelet's tickers. */
function otherPhases(r: Random, draft: Draft): void {
  draft.more['timing'] = { create: r.int(0, 19) / 20 + 0.013, pleg: r.int(0, 19) / 20 + 0.021 };
}

function logs(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft),
    behaviour = draft.containers[String(container['name'])]!;
  container['terminationMessagePolicy'] = 'FallbackToLogsOnError';
  for (const instance of (behaviour['instances'] as Json[] | undefined) ?? []) {
    if ('startError' in instance) delete instance['startError'];
    instance['log'] = r.pick([
      'one\ntwo\n',
      `${'long '.repeat(600)}\n`,
      `${Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n')}\n`,
    ]);
  }
}

/** A probe that names its port, declared or not. */
function namedPort(r: Random, draft: Draft): void {
  for (const container of draft.spec.containers)
    for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const probe = container[kind] as Json | undefined,
        handler = (probe?.['httpGet'] ?? probe?.['tcpSocket']) as Json | undefined;
      if (!handler || r.chance(0.5)) continue;
      if (r.chance(0.6)) container['ports'] = [{ name: 'named', containerPort: handler['port'] }];
      handler['port'] = 'named';
    }
}

function withoutToken(_: Random, draft: Draft): void {
  draft.spec['automountServiceAccountToken'] = false;
}
