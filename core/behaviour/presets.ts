/** Scenarios that people try first, made for a Pod: one click in the panel, a pick in the palette. */
import type { AnswerScript, ContainerBehaviour, Scenario } from './scenario.ts';

/** What a preset needs to know of the Pod. */
export interface PresetSubject {
  /** Regular containers in order; the first is the one that misbehaves. */
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly memoryLimit?: number;
    readonly probes?: readonly ('startup' | 'readiness' | 'liveness')[];
  }[];
  readonly node?: string;
  /** Secrets that the Pod refers to. */
  readonly secrets?: readonly string[];
}

export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly scenario: Scenario;
}

/** All presets that make sense for the Pod. Times in milliseconds. */
export function presetsFor(subject: PresetSubject): readonly Preset[] {
  const [main] = subject.containers;
  if (main === undefined) return [];
  const one = (behaviour: Omit<ContainerBehaviour, 'name'>): Pick<Scenario, 'containers'> => ({
    containers: [{ name: main.name, ...behaviour }],
  });
  const limit = main.memoryLimit ?? 256 * 2 ** 20;
  const [secret = 'app-secret'] = subject.secrets ?? [];
  const node = subject.node ?? 'node-1';
  return [
    preset('slow-start', 'Slow start', 'Listens only after 45 s', one({ instances: [{ listensAfterMs: 45_000 }] })),
    preset(
      'crash-at-start',
      'Crash at start',
      'Exits 1 after half a second, every time',
      one({ instances: [{ exits: { afterMs: 500, code: 1 } }] }),
    ),
    preset(
      'crash-after',
      'Crash after a while',
      'Exits 1 after 30 s, every time',
      one({ instances: [{ exits: { afterMs: 30_000, code: 1 } }] }),
    ),
    preset(
      'memory-leak',
      'Memory leak',
      'Grows over its memory limit within two minutes',
      one({ memory: leak(limit) }),
    ),
    preset(
      'deadlock',
      'Deadlock',
      'Answers nothing any more after 60 s',
      one({ answers: allProbes([{ fromMs: 0 }, { fromMs: 60_000, hangs: true }]) }),
    ),
    preset(
      'flapping',
      'Flapping dependency',
      'Readiness fails for 20 s out of every minute',
      one({ answers: [{ probe: 'readiness', clock: 'pod', sequence: flapping() }] }),
    ),
    preset('deaf', 'Ignores SIGTERM', 'Is deleted after 30 s and does not leave by itself', {
      ...one({ onSignal: { kind: 'ignores' } }),
      actions: [{ atMs: 30_000, do: 'delete' }],
    }),
    preset('image-missing', 'Image missing', 'The registry does not have the image', {
      images: [{ image: main.image, fails: 'not found' }],
    }),
    preset('secret-missing', 'Secret missing', `Secret ${secret} appears only after a minute`, {
      cluster: { missing: [{ kind: 'Secret', name: secret }] },
      actions: [{ atMs: 60_000, do: 'create', object: { kind: 'Secret', metadata: { name: secret } } }],
    }),
    preset('node-lost', 'Node lost', 'The node stops after a minute', {
      horizonMs: 480_000,
      cluster: { nodes: [{ name: node }, { name: `${node}-b` }] },
      actions: [{ atMs: 60_000, do: 'node', name: node, change: 'stops' }],
    }),
    preset('rolling-delete', 'Rolling delete', 'Deleted while it serves, as in a rollout', {
      actions: [{ atMs: 30_000, do: 'delete' }],
    }),
  ];
}

function preset(id: string, title: string, about: string, scenario: Scenario): Preset {
  return { id, title, about, scenario: { name: id, ...scenario } };
}

/** From a quarter of the limit to above it in two minutes. */
function leak(limit: number): NonNullable<ContainerBehaviour['memory']> {
  return Array.from({ length: 13 }, (_, i) => ({ fromMs: i * 10_000, bytes: Math.round(limit * (0.25 + i * 0.07)) }));
}

/** Every probe, whatever it asks. */
function allProbes(sequence: AnswerScript['sequence']): readonly AnswerScript[] {
  return (['startup', 'readiness', 'liveness'] as const).map((probe) => ({ probe, sequence }));
}

function flapping(): AnswerScript['sequence'] {
  return Array.from({ length: 10 }, (_, i) => [
    { fromMs: i * 60_000 },
    { fromMs: i * 60_000 + 40_000, status: 503, exitCode: 1 },
  ]).flat();
}
