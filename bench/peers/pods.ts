/** The Pods of the simulator's benchmark. */
import type { SimulationInput } from '../../core/simulator/input.ts';
import type { SweepParameter } from '../../core/simulator/sweep.ts';

type Json = Readonly<Record<string, unknown>>;

const settings = (seconds: number): SimulationInput['settings'] => ({
  kubernetesVersion: '1.36',
  horizonMs: seconds * 1000,
});

const probe = (port: number, more: Json = {}): Json => ({
  httpGet: { path: '/healthz', port, scheme: 'HTTP' },
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
  ...more,
});

const container = (name: string, port: number, more: Json): Json => ({
  name,
  image: 'registry.example/app:1',
  imagePullPolicy: 'IfNotPresent',
  ports: [{ containerPort: port, protocol: 'TCP' }],
  ...more,
});

const pod = (...containers: readonly Json[]): Json => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'default' },
  spec: { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, containers },
});

/** Three probes that go on to the end. */
export function day(hours: number): SimulationInput {
  const app = container('app', 8080, { livenessProbe: probe(8080), readinessProbe: probe(8080) });
  const side = container('side', 9090, { livenessProbe: probe(9090) });
  return { pod: pod(app, side), scenario: {}, settings: settings(hours * 3600) };
}

/** Start-up time × failureThreshold: some variants get ready, most are killed while they start. */
export function variants(): { readonly input: SimulationInput; readonly parameters: readonly SweepParameter[] } {
  const probes = { startupProbe: probe(8080), readinessProbe: probe(8080), livenessProbe: probe(8080) };
  const scenario = { containers: [{ name: 'app', instances: [{ listensAfterMs: 0 }] }] };
  return {
    input: { pod: pod(container('app', 8080, probes)), scenario, settings: settings(600) },
    parameters: [
      {
        path: 'scenario.containers[0].instances[0].listensAfterMs',
        values: Array.from({ length: 100 }, (_, i) => i * 5000),
      },
      { path: 'spec.containers[0].startupProbe.failureThreshold', values: [1, 2, 3, 5, 8, 10, 15, 20, 25, 30] },
    ],
  };
}

/** The Pod of the documentation: a script makes a file and removes it after 30 s, `cat` looks for it every 5 s. */
export function classic(): SimulationInput {
  const liveness = {
    name: 'liveness',
    image: 'registry.k8s.io/busybox:1.27.2',
    imagePullPolicy: 'IfNotPresent',
    args: ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
    livenessProbe: { exec: { command: ['cat', '/tmp/healthy'] }, initialDelaySeconds: 5, periodSeconds: 5 },
  };
  return { pod: pod(liveness), scenario: {}, settings: settings(600) };
}

/** What the peers can run too. */
export const peerSeconds = 600;
export const peerProbes = { readinessProbe: probe(8080), livenessProbe: probe(8080) };

export function peerPod(): SimulationInput {
  return { pod: pod(container('app', 8080, peerProbes)), scenario: {}, settings: settings(peerSeconds) };
}
