/**
 * Where the behaviour of a container comes from, strongest first: the Scenario, the manifest's own command, what is
 * known of the
 * image, an assumption. Each source that was used is named, so that nobody takes an assumption for a fact.
 */
import type { ProgramContext, ProgramFactory, ProgramInstance } from './program.ts';
import type { ContainerBehaviour, Scenario } from './scenario.ts';
import type { ScriptDefaults } from './assumed-answers.ts';
import { createScripted, instanceOf } from './scripted.ts';

export interface BehaviourNote {
  readonly text: string;
  readonly source: 'scenario' | 'manifest' | 'image' | 'assumed';
  readonly field?: string;
}

export interface Start {
  readonly takesMs?: number | undefined;
  readonly error?: string | undefined;
  /** What says so, should there be an error. */
  readonly field: string;
}

/** What the simulator needs to know of one container's program. */
export interface ResolvedContainer {
  readonly createError: string | undefined;
  /** Starting the n-th instance: how long it takes, and whether the runtime refuses. */
  readonly start: (instance: number) => Start;
  readonly create: (context: ProgramContext) => ProgramInstance;
  readonly notes: readonly BehaviourNote[];
}

export interface ResolveQuestion {
  readonly scenario: Scenario;
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'regular' | 'ephemeral';
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /** `spec.containers[0]` in the manifest. */
  readonly path: string;
  /** Of a Job or CronJob. */
  readonly isJob: boolean;
  readonly ports: readonly number[];
  readonly hooks: ScriptDefaults['hooks'];
  readonly leastMs: number;
  readonly memoryLimit: number | undefined;
  /** Where volumes are mounted: a program may come from one. */
  readonly mountPaths?: readonly string[];
  /** Programs that the manifest or the image tells: a shell on the virtual clock, a well-known server. */
  readonly known?: KnownPrograms | undefined;
}

/** Finds a program for a container that the Scenario does not describe; undefined: nothing is known of it. */
export type KnownPrograms = (
  question: ResolveQuestion,
) => { readonly create: ProgramFactory; readonly note: BehaviourNote; readonly startError?: string } | undefined;

const ASSUMED_LISTEN_MS = 1_000;
const ASSUMED_LEAVE_MS = 100;
const ASSUMED_INIT_MS = 1_000;
const ASSUMED_JOB_MS = 10_000;

export function resolveContainer(question: ResolveQuestion): ResolvedContainer {
  const index = (question.scenario.containers ?? []).findIndex((c) => c.name === question.name);
  const behaviour: ContainerBehaviour = question.scenario.containers?.[index] ?? { name: question.name };
  const path = `containers[${index}]`;
  const known = index < 0 ? question.known?.(question) : undefined;
  if (known) {
    return {
      createError: undefined,
      create: known.create,
      notes: [known.note],
      start: () => ({ error: known.startError, field: `${question.path}.command` }),
    };
  }
  const defaults = assumed(question);
  return {
    createError: behaviour.createError,
    start: (n) => {
      const { entry, index: i } = instanceOf(behaviour, n);
      return {
        takesMs: entry.startTakesMs,
        error: entry.startError || undefined,
        field: `${path}.instances[${i}].startError`,
      };
    },
    create: (context) => createScripted({ behaviour, path, defaults }, context),
    notes: [
      index < 0
        ? assumption(question)
        : { text: `container ${question.name} behaves as the Scenario says`, source: 'scenario', field: path },
    ],
  };
}

/** How long the programs of a container take that is there to end; undefined: it is there to stay. */
export function taskMs({ role, isJob }: Pick<ResolveQuestion, 'role' | 'isJob'>): number | undefined {
  if (role === 'init') return ASSUMED_INIT_MS;
  return isJob && role === 'regular' ? ASSUMED_JOB_MS : undefined;
}

function assumed(question: ResolveQuestion): ScriptDefaults {
  const { ports, hooks, leastMs, memoryLimit } = question;
  const ends = taskMs(question);
  return {
    listensAfterMs: ASSUMED_LISTEN_MS,
    exits: ends === undefined ? undefined : { afterMs: ends, code: 0 },
    onSignal: { kind: 'exits', afterMs: ASSUMED_LEAVE_MS, code: 143 },
    ports,
    hooks,
    leastMs,
    memoryLimit,
  };
}

function assumption(question: ResolveQuestion): BehaviourNote {
  const ends = taskMs(question);
  const text =
    ends !== undefined
      ? `exits 0 after ${ends / 1000} s`
      : 'starts within 1 s, listens on its ports, passes its probes and hooks, runs for ever, leaves 0.1 s after SIGTERM';
  return { text: `container ${question.name} ${text}`, source: 'assumed', field: question.path };
}
