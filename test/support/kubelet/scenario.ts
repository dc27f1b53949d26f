/** Random scenarios in the language of kubelet-oracle: Pods with what their containers do and what is done to them. */
import type { RecordedContainer, RecordedImage } from '../../../cli/recorded-behaviour.ts';
import type { RecordedAction } from '../../../cli/recording.ts';
import type { Random } from '../random.ts';
import type { Draft } from './scenario-draft.ts';
import { addExtras } from './scenario-extras.ts';

type Json = Record<string, unknown>;

export interface KubeletScenario {
  readonly name: string;
  readonly pod: {
    readonly apiVersion: 'v1';
    readonly kind: 'Pod';
    readonly metadata: { readonly name: string; readonly finalizers?: readonly string[] };
    readonly spec: Json;
  };
  readonly behaviour: {
    readonly images: Readonly<Record<string, RecordedImage>>;
    readonly containers: Readonly<Record<string, RecordedContainer>>;
    readonly sandbox?: { readonly error?: string; readonly times?: number; readonly takes?: number };
  };
  readonly actions: readonly RecordedAction[];
  readonly duration: number;
  /** A number is a seed. */
  readonly jitter: 'off' | number | { readonly fraction: number };
  /** What the real kubelet drew from the seed for its Pod's worker. */
  readonly draws?: readonly number[];
  /** More objects that exist from the start. */
  readonly objects?: readonly Json[];
  /** Settings of the kubelet, what the node has (instead of much), and phases of the kubelet's tickers in seconds. */
  readonly kubelet?: Json;
  readonly node?: Readonly<Record<string, string>>;
  readonly timing?: Readonly<Record<string, number>>;
}

type Scripts = { -readonly [K in 'exec' | 'http' | 'tcp' | 'grpc']?: Json[] };

const steps = (r: Random, make: () => Json): Json[] => {
  let from = 0;
  return Array.from({ length: r.int(1, 3) }, () => {
    const step = { from, ...make() };
    from += r.int(2, 40);
    return step;
  });
};

const slowness = (r: Random): Json => ({
  ...(r.chance(0.2) ? { takes: r.int(0, 4) } : {}),
  ...(r.chance(0.1) ? { hangs: true } : {}),
});

const redirect = (r: Random): Json => ({
  status: r.pick([300, 301, 302, 304, 307]),
  body: r.pick(['', 'moved']),
  ...(r.chance(0.7) ? { location: r.pick(['/elsewhere', 'http://other.example/', '/healthz']) } : {}),
});

function handler(r: Random, scripts: Scripts, kind: string): Json {
  const add = (list: keyof Scripts, script: Json): void => void (scripts[list] ??= []).push(script);
  const type = r.pick(['http', 'tcp', 'exec', 'grpc'] as const);
  if (type === 'http') {
    const port = r.int(8000, 8001),
      path = `/${kind}${r.int(0, 1)}`;
    add('http', {
      port,
      path,
      sequence: steps(r, () => ({
        status: r.pick([200, 200, 404, 503]),
        ...slowness(r),
        ...(r.chance(0.04) ? redirect(r) : {}),
        ...(r.chance(0.15) ? { open: false } : {}),
      })),
    });
    return { httpGet: { path, port } };
  }
  if (type === 'tcp') {
    const port = r.int(5000, 5001);
    add('tcp', { port, sequence: steps(r, () => ({ open: r.chance(0.6), ...slowness(r) })) });
    return { tcpSocket: { port } };
  }
  if (type === 'grpc') {
    const port = r.int(9000, 9001);
    add('grpc', { port, sequence: steps(r, () => ({ serving: r.chance(0.6), ...slowness(r) })) });
    return { grpc: { port } };
  }
  const command = ['sh', '-c', `${kind}${r.int(0, 2)}`];
  add('exec', {
    match: command,
    sequence: steps(r, () => ({ exitCode: r.pick([0, 0, 1, 2]), ...slowness(r), output: r.pick(['', 'bad']) })),
  });
  return { exec: { command } };
}

function probe(r: Random, scripts: Scripts, kind: string): Json {
  return {
    ...handler(r, scripts, kind),
    periodSeconds: r.pick([1, 2, 3, 5, 10, 10]),
    failureThreshold: r.int(1, 4),
    timeoutSeconds: r.pick([1, 1, 2, 5]),
    ...(kind === 'readiness' ? { successThreshold: r.int(1, 3) } : {}),
    ...(r.chance(0.3) ? { initialDelaySeconds: r.int(1, 20) } : {}),
    ...(kind !== 'readiness' && r.chance(0.2) ? { terminationGracePeriodSeconds: r.int(1, 10) } : {}),
  };
}

function lifecycle(r: Random, scripts: Scripts): Json {
  const hook = (name: string): Json => {
    if (r.chance(0.45)) return { sleep: { seconds: r.int(0, 8) } };
    if (r.chance(0.15)) {
      const path = `/${name}`,
        port = r.int(7000, 7001);
      (scripts.http ??= []).push({
        port,
        path,
        sequence: [
          { from: 0, takes: r.int(0, 9), status: r.pick([200, 500]), ...(r.chance(0.3) ? { open: false } : {}) },
        ],
      });
      return r.chance(0.1) ? { tcpSocket: { port } } : { httpGet: { path, port: r.chance(0.1) ? 'nowhere' : port } };
    }
    const command = ['hook', name];
    (scripts.exec ??= []).push({
      match: command,
      sequence: [{ from: 0, takes: r.int(0, 12), exitCode: r.pick([0, 0, 1]) }],
    });
    return { exec: { command } };
  };
  const hooks = ['postStart', 'preStop'].filter(() => r.chance(0.6)).map((name) => [name, hook(name)]);
  return hooks.length ? { lifecycle: Object.fromEntries(hooks) } : {};
}

function instance(r: Random): Json {
  const isOom = r.chance(0.1);
  return {
    // The oracle's kernel kills at once, not after the shortest life of a process: not at 0 s.
    ...(r.chance(0.6) ? { exitAfter: r.pick([isOom ? 1 : 0, 1, 3, 8, 20, 70]), exitCode: r.pick([0, 1, 2, 137]) } : {}),
    ...(r.chance(0.05) ? { startError: true } : {}),
    ...(isOom ? { oom: true } : {}),
    ...(r.chance(0.1) ? { startTakes: r.int(1, 5) } : {}),
    ...(r.chance(0.1) ? { message: 'last words\n' } : {}),
    ...(r.chance(0.1) ? { listensAfter: r.int(1, 12) } : {}),
  };
}

/** `canProbe`: plain init containers have neither probes nor hooks. */
function container(
  r: Random,
  name: string,
  canProbe: boolean,
): { spec: Json; behaviour: RecordedContainer; images: Record<string, RecordedImage> } {
  const scripts: Scripts = {},
    image = r.chance(0.5) ? 'busybox:1.36' : `registry.example/${name}:1`;
  const probes = canProbe ? ['startup', 'liveness', 'readiness'].filter(() => r.chance(0.35)) : [];
  const spec = {
    name,
    image,
    ...Object.fromEntries(probes.map((kind) => [`${kind}Probe`, probe(r, scripts, kind)])),
    ...(canProbe && r.chance(0.25) ? lifecycle(r, scripts) : {}),
    ...(r.chance(0.08) ? { terminationMessagePolicy: 'FallbackToLogsOnError' } : {}),
    ...(r.chance(0.06) ? containerPolicy(r) : {}),
  };
  const signal = r.chance(0.7)
    ? { onSigterm: r.pick<unknown>(['ignore', 'exit', { exitAfter: r.int(0, 12), code: r.pick([0, 143]) }]) }
    : {};
  const behaviour = {
    instances: Array.from({ length: r.int(1, 4) }, () => instance(r)),
    ...signal,
    ...scripts,
  } as unknown as RecordedContainer;
  const pulls = r.chance(0.4) ? { fails: true, times: r.int(0, 3) } : {};
  return { spec, behaviour, images: image === 'busybox:1.36' ? {} : { [image]: { takes: r.int(0, 6), ...pulls } } };
}

/** A policy of the container's own, with rules for exit codes (1.35 on). */
function containerPolicy(r: Random): Json {
  const rules = [
    {
      action: r.pick(['Restart', 'Restart', 'RestartAllContainers']),
      exitCodes: { operator: r.pick(['In', 'NotIn']), values: [r.pick([1, 2, 137])] },
    },
  ];
  return {
    restartPolicy: r.pick(['Always', 'OnFailure', 'Never']),
    ...(r.chance(0.5) ? { restartPolicyRules: rules } : {}),
  };
}

function actions(r: Random): RecordedAction[] {
  const deletion = r.chance(0.4)
    ? [
        {
          at: r.int(1, 150) + Math.round(r.next() * 1000) / 1000,
          delete: r.chance(0.4) ? { gracePeriodSeconds: r.pick([0, 1, 5, 40]) } : {},
        },
      ]
    : [];
  const change = r.chance(0.15)
    ? [{ at: r.int(5, 100), patch: { spec: { containers: [{ name: 'c0', image: 'busybox:1.37' }] } } }]
    : [];
  const deadline = r.chance(0.05)
    ? [{ at: r.int(5, 60), patch: { spec: { activeDeadlineSeconds: r.int(30, 90) } } }]
    : [];
  return [...deletion, ...change, ...deadline];
}

/** One scenario of two to twenty minutes; `isLong` allows more than seven. Half of them have something besides containers and probes. */
export function randomScenario(r: Random, name: string, isLong = false): KubeletScenario {
  const regular = Array.from({ length: r.pick([1, 1, 1, 2, 2, 3, 4]) }, (_, i) => container(r, `c${i}`, true));
  const init = Array.from({ length: r.chance(0.4) ? r.int(1, 3) : 0 }, (_, i) => {
    const isSidecar = r.chance(0.5),
      made = container(r, `i${i}`, isSidecar);
    return isSidecar
      ? { ...made, spec: { ...made.spec, restartPolicy: 'Always', restartPolicyRules: undefined } }
      : made;
  });
  const all = [...init, ...regular];
  const draft: Draft = {
    metadata: { name },
    spec: {
      restartPolicy: r.pick(['Always', 'Always', 'OnFailure', 'Never']),
      terminationGracePeriodSeconds: r.pick([0, 1, 5, 5, 30, 30]),
      containers: regular.map((c) => c.spec),
      ...(init.length ? { initContainers: init.map((c) => c.spec) } : {}),
      ...(r.chance(0.1) ? { activeDeadlineSeconds: r.int(10, 100) } : {}),
    },
    images: Object.assign({}, ...all.map((c) => c.images)) as Record<string, RecordedImage>,
    containers: Object.fromEntries(all.map((c) => [c.spec['name'], c.behaviour as unknown as Json])),
    actions: actions(r),
    more: {},
  };
  if (r.chance(0.5)) addExtras(r, draft);
  const { sandbox, ...more } = draft.more;
  return JSON.parse(
    JSON.stringify({
      name,
      pod: { apiVersion: 'v1', kind: 'Pod', metadata: draft.metadata, spec: draft.spec },
      behaviour: { images: draft.images, containers: draft.containers, sandbox },
      actions: draft.actions,
      duration: r.pick(isLong ? [600, 1200] : [120, 200, 400]),
      jitter: r.pick<unknown>(['off', 'off', { fraction: 0.5 }, { fraction: 0.25 }]),
      ...more,
    }),
  ) as KubeletScenario;
}
