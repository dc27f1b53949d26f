/** Scenarios that people try first, made for a Pod: one click in the panel, a pick in the palette. */
import type { AnswerScript, ContainerBehaviour, Scenario } from './scenario.ts';

type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** What a preset needs to know of the Pod. */
export interface PresetSubject {
  /** Regular containers in order; the first is the one that misbehaves. */
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    /** In bytes. */
    readonly memoryLimit?: number;
    readonly probes?: readonly ProbeKind[];
  }[];
  readonly node?: string;
  /** Secrets that the Pod refers to; without any, none can be missing. */
  readonly secrets?: readonly string[];
}

export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly scenario: Scenario;
}

type Main = PresetSubject['containers'][0];
/** Times in milliseconds; undefined where it makes no sense for the Pod. */
type Make = (main: Main, subject: PresetSubject) => Scenario | undefined;

const one = ({ name }: Main, behaviour: Omit<ContainerBehaviour, 'name'>): Scenario => ({
  containers: [{ name, ...behaviour }],
});
const exits =
  (afterMs: number): Make =>
  (main) =>
    one(main, { instances: [{ exits: { afterMs, code: 1 } }] });

/** A probe that fails from a moment on. */
const fails =
  (probe: ProbeKind, fromMs: number): Make =>
  (main) =>
    main.probes?.includes(probe) === true
      ? one(main, { answers: [{ probe, clock: 'pod', sequence: failing(fromMs) }] })
      : undefined;

const failing = (fromMs: number): AnswerScript['sequence'] => [
  ...(fromMs > 0 ? [{ fromMs: 0 }] : []),
  { fromMs, status: 503, exitCode: 1 },
];

const presets: readonly (readonly [id: string, title: string, about: string, make: Make])[] = [
  [
    'slow-start',
    'Slow start',
    'Listens only after 45 s',
    (main) => one(main, { instances: [{ listensAfterMs: 45_000 }] }),
  ],
  ['crash-at-start', 'Crash at start', 'Exits 1 after half a second, every time', exits(500)],
  ['crash-after', 'Crash after a while', 'Exits 1 after 30 s, every time', exits(30_000)],
  [
    'memory-leak',
    'Memory leak',
    'Grows over its memory limit within two minutes',
    (main) => one(main, { memory: leak(main) }),
  ],
  [
    'deadlock',
    'Deadlock',
    'Answers nothing any more after 60 s',
    (main) => one(main, { answers: allProbes([{ fromMs: 0 }, { fromMs: 60_000, hangs: true }]) }),
  ],
  [
    'flapping',
    'Flapping dependency',
    'Readiness fails for 20 s out of every minute',
    (main) => one(main, { answers: [{ probe: 'readiness', clock: 'pod', sequence: flapping() }] }),
  ],
  ['startup-fails', 'Startup probe fails', 'The startup probe never succeeds', fails('startup', 0)],
  ['readiness-fails', 'Readiness probe fails', 'The readiness probe fails from 30 s on', fails('readiness', 30_000)],
  ['liveness-fails', 'Liveness probe fails', 'The liveness probe fails from 30 s on', fails('liveness', 30_000)],
  [
    'deaf',
    'Ignores SIGTERM',
    'Is deleted after 30 s and does not leave by itself',
    (main) => ({ ...one(main, { onSignal: { kind: 'ignores' } }), actions: [{ atMs: 30_000, do: 'delete' }] }),
  ],
  [
    'image-missing',
    'Image missing',
    'The registry does not have the image',
    ({ image }) => ({ images: [{ image, fails: 'not found' }] }),
  ],
  ['secret-missing', 'Secret missing', 'A Secret that the Pod refers to appears only after a minute', secretMissing],
  ['node-lost', 'Node lost', 'The node stops after a minute', nodeLost],
  [
    'rolling-delete',
    'Rolling delete',
    'Deleted while it serves, as in a rollout',
    () => ({ actions: [{ atMs: 30_000, do: 'delete' }] }),
  ],
];

/** All presets that make sense for the Pod. */
export function presetsFor(subject: PresetSubject): readonly Preset[] {
  const [main] = subject.containers;
  return presets.flatMap(([id, title, about, make]) => {
    const scenario = main === undefined ? undefined : make(main, subject);
    return scenario === undefined ? [] : [{ id, title, about, scenario: { name: id, ...scenario } }];
  });
}

function secretMissing(_: Main, { secrets: [name] = [] }: PresetSubject): Scenario | undefined {
  if (name === undefined) return undefined;
  return {
    cluster: { missing: [{ kind: 'Secret', name }] },
    actions: [{ atMs: 60_000, do: 'create', object: { kind: 'Secret', metadata: { name } } }],
  };
}

function nodeLost(_: Main, { node = 'node-1' }: PresetSubject): Scenario {
  return {
    horizonMs: 480_000,
    cluster: { nodes: [{ name: node }, { name: `${node}-b` }] },
    actions: [{ atMs: 60_000, do: 'node', name: node, change: 'stops' }],
  };
}

/** From a quarter of the limit to above it in two minutes. */
const leak = ({ memoryLimit = 256 * 2 ** 20 }: Main): NonNullable<ContainerBehaviour['memory']> =>
  Array.from({ length: 13 }, (_, i) => ({ fromMs: i * 10_000, bytes: Math.round(memoryLimit * (0.25 + i * 0.07)) }));

/** Every probe, whatever it asks. */
const allProbes = (sequence: AnswerScript['sequence']): readonly AnswerScript[] =>
  (['startup', 'readiness', 'liveness'] as const).map((probe) => ({ probe, sequence }));

const flapping = (): AnswerScript['sequence'] =>
  Array.from({ length: 10 }, (_, i) => [
    { fromMs: i * 60_000 },
    { fromMs: i * 60_000 + 40_000, status: 503, exitCode: 1 },
  ]).flat();
