/** Pods and Scenarios that the panel's tests and pictures show, in the form in which the host sends them. */
import type { Scenario, SimulationInput } from '../../core/simulation.ts';
import type { ModelMessage } from '../../protocol/webview.ts';

type Fields = Readonly<Record<string, unknown>>;

const http = (path: string, rest: Fields): Fields => ({
  httpGet: { path, port: 8080, scheme: 'HTTP' },
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  periodSeconds: 10,
  ...rest,
});

export function container(name: string, rest: Fields = {}): Fields {
  return {
    name,
    image: `registry.example/${name}:1.4`,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...rest,
  };
}

export function podOf(name: string, spec: Fields): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
      securityContext: {},
      ...spec,
    },
  };
}

export function inputOf(pod: Fields, scenario: Scenario = {}, horizonMs = 600_000): SimulationInput {
  return { pod, scenario, settings: { kubernetesVersion: '1.36', horizonMs }, specPath: 'spec' };
}

/** The four scenes of the design, from this simulator. */
export const scenes: Readonly<Record<string, SimulationInput>> = {
  start: inputOf(
    podOf('checkout', {
      initContainers: [
        container('proxy', { restartPolicy: 'Always', ports: [{ containerPort: 15021, protocol: 'TCP' }] }),
        container('migrate', { ports: [] }),
      ],
      containers: [
        container('app', {
          startupProbe: http('/startz', { periodSeconds: 2, failureThreshold: 30 }),
          readinessProbe: http('/ready', { periodSeconds: 4 }),
          livenessProbe: http('/healthz', { periodSeconds: 5 }),
        }),
      ],
    }),
    {
      name: 'slow start',
      images: [{ image: 'registry.example/app:1.4', takesMs: 4000 }],
      containers: [
        { name: 'migrate', instances: [{ exits: { afterMs: 3000, code: 0 } }] },
        {
          name: 'app',
          instances: [{ listensAfterMs: 8000 }],
          answers: [
            {
              probe: 'readiness',
              sequence: [
                { fromMs: 0, status: 500 },
                { fromMs: 14_000, status: 200 },
              ],
            },
          ],
        },
      ],
    },
    60_000,
  ),
  liveness: inputOf(
    podOf('liveness-exec', {
      containers: [
        container('liveness', {
          ports: [],
          command: ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
          livenessProbe: {
            exec: { command: ['cat', '/tmp/healthy'] },
            periodSeconds: 5,
            initialDelaySeconds: 5,
            timeoutSeconds: 1,
            successThreshold: 1,
            failureThreshold: 3,
          },
        }),
      ],
    }),
    {
      name: 'fails after 30s',
      containers: [
        {
          name: 'liveness',
          onSignal: { kind: 'ignores' },
          answers: [
            {
              probe: 'liveness',
              sequence: [
                { fromMs: 0, exitCode: 0 },
                { fromMs: 30_000, exitCode: 1 },
              ],
            },
          ],
        },
      ],
    },
    900_000,
  ),
  deletion: inputOf(
    podOf('prestop-and-deaf', {
      containers: [container('app', { lifecycle: { preStop: { sleep: { seconds: 10 } } } })],
    }),
    {
      name: 'deaf to SIGTERM',
      containers: [{ name: 'app', onSignal: { kind: 'ignores' } }],
      actions: [{ atMs: 8000, do: 'delete' }],
    },
    60_000,
  ),
  compare: inputOf(
    podOf('startup-late', {
      containers: [
        container('app', {
          startupProbe: http('/startz', { periodSeconds: 5, failureThreshold: 30 }),
          readinessProbe: http('/ready', { periodSeconds: 5 }),
          livenessProbe: http('/healthz', { periodSeconds: 5 }),
        }),
      ],
    }),
    { name: '/startz after 25s', containers: [{ name: 'app', instances: [{ listensAfterMs: 25_000 }] }] },
    250_000,
  ),
};

/** A scene by its name; a name that is none is a mistake of the test. */
export function scene(name: string): SimulationInput {
  const found = scenes[name];
  if (found === undefined) throw new Error(`No scene ${name}`);
  return found;
}

/** What the host says about its settings. */
export const settings = { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true };

/** The same input with one number of the first container's startup probe changed. */
export function withThreshold(input: SimulationInput, failureThreshold: number): SimulationInput {
  const changed = structuredClone(input) as {
    pod: { spec: { containers: { startupProbe: { failureThreshold: number } }[] } };
  } & SimulationInput;
  const [first] = changed.pod.spec.containers;
  if (first !== undefined) first.startupProbe.failureThreshold = failureThreshold;
  return changed;
}

/** Lines and numbers as the server would send them, made up in order. */
export function modelOf(
  input: SimulationInput,
  more: Partial<ModelMessage> = {},
): ModelMessage & Readonly<Record<string, unknown>> {
  const name = String((input.pod['metadata'] as Fields)['name']);
  const lines: Record<string, number> = {};
  const numbers: { field: string; value: number; minimum: number; isDefault: boolean }[] = [];
  let line = 0;
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        const below = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
        lines[below] = ++line;
        visit(each, below);
      }
    } else if (typeof value === 'number' && /(Seconds|Threshold)$/.test(path))
      numbers.push({ field: path, value, minimum: path.endsWith('initialDelaySeconds') ? 0 : 1, isDefault: false });
  };
  visit(input.pod, '');
  return {
    v: 1,
    type: 'model',
    uri: `file:///${name}.yaml`,
    file: `${name}.yaml`,
    version: 1,
    podId: name,
    podName: name,
    kind: 'Pod',
    input,
    lines,
    numbers,
    pods: [{ id: name, title: `Pod ${name}`, line: 2 }],
    scenarios: [{ id: 'none', title: 'none' }],
    scenarioId: 'none',
    baselines: [
      { id: 'saved', title: 'last save' },
      { id: 'head', title: 'git HEAD' },
    ],
    locked: false,
    ...more,
  };
}
