/** The Scenario as chips: what is said, what could be said, and the fields that say it. */
import type { App, Run } from './app.ts';
import { length, readDuration, safe } from './format.ts';
import * as edit from './scenario-edit.ts';

type Scenario = Run['input']['scenario'];

export interface Chip {
  readonly name: string;
  readonly value: string;
  /** Something is said here; otherwise the assumption holds. */
  readonly said: boolean;
  readonly form: () => readonly Field[];
}

/** A labelled input of a popover; `apply` gets what is typed, undefined for nothing. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly kind: 'duration' | 'number' | 'text' | 'choice';
  readonly choices?: readonly (readonly [string, string])[];
  readonly apply: (text: string) => Scenario | undefined;
}

export function containerChips(container: edit.ContainerFacts, run: Run, app: App): readonly Chip[] {
  const now = (): Scenario => app.run?.input.scenario ?? run.input.scenario;
  const { scenario } = run.input;
  const behaviour = edit.behaviourOf(scenario, container.name);
  const instance = behaviour?.instances?.[0];
  const image = scenario.images?.find((each) => each.image === container.image);
  const several = (behaviour?.instances?.length ?? 0) > 1 ? ', then …' : '';
  return [
    {
      name: 'start-up',
      value: instance?.listensAfterMs === undefined ? '' : length(instance.listensAfterMs),
      said: instance?.listensAfterMs !== undefined,
      form: () => [
        durationField('Listens after', instance?.listensAfterMs, '1s', (ms) =>
          edit.setStartup(now(), container.name, ms),
        ),
      ],
    },
    {
      name: 'exits',
      value: exitWords(instance?.exits) + several,
      said: instance?.exits !== undefined,
      form: () => exitFields(container.name, now),
    },
    ...container.probes.map((probe) => probeChip(container.name, probe, behaviour, now)),
    {
      name: 'SIGTERM',
      value: signalWords(behaviour?.onSignal),
      said: behaviour?.onSignal !== undefined,
      form: () => [signalField(container.name, behaviour?.onSignal, now)],
    },
    {
      name: 'image',
      value: imageWords(image),
      said: image !== undefined,
      form: () => imageFields(container.image, image, now),
    },
  ];
}

function exitWords(
  exits: { readonly afterMs: number; readonly code: number; readonly oom?: boolean } | undefined,
): string {
  if (exits === undefined) return '';
  return exits.oom === true
    ? `out of memory after ${length(exits.afterMs)}`
    : `code ${exits.code} after ${length(exits.afterMs)}`;
}

function exitFields(container: string, now: () => Scenario): readonly Field[] {
  const exits = (): { afterMs: number; code: number } | undefined =>
    edit.behaviourOf(now(), container)?.instances?.[0]?.exits;
  return [
    durationField('Exits after', exits()?.afterMs, 'never', (ms) =>
      edit.setExit(now(), container, ms === undefined ? undefined : { code: 1, ...exits(), afterMs: ms }),
    ),
    {
      label: 'Exit code',
      kind: 'number',
      value: String(exits()?.code ?? 1),
      apply: (text) =>
        /^\d{1,3}$/.test(text.trim()) && Number(text) < 256
          ? edit.setExit(now(), container, { afterMs: exits()?.afterMs ?? 10_000, code: Number(text) })
          : undefined,
    },
  ];
}

function probeChip(
  container: string,
  probe: edit.ProbeFacts,
  behaviour: ReturnType<typeof edit.behaviourOf>,
  now: () => Scenario,
): Chip {
  const failure = edit.probeFailureOf(behaviour, probe.kind);
  const current = (): ReturnType<typeof edit.probeFailureOf> =>
    edit.probeFailureOf(edit.behaviourOf(now(), container), probe.kind);
  const until = failure?.toMs === undefined ? '' : ` to ${length(failure.toMs)}`;
  return {
    name: probe.kind,
    value:
      failure === undefined
        ? ''
        : failure.fromMs === 0 && failure.toMs !== undefined
          ? `fails until ${length(failure.toMs)}`
          : `fails from ${length(failure.fromMs)}${until}`,
    said: failure !== undefined,
    form: () => [
      durationField('Fails from', failure?.fromMs, 'never', (ms) => {
        const toMs = current()?.toMs;
        return edit.setProbeFailure(
          now(),
          container,
          probe,
          ms === undefined ? undefined : { fromMs: ms, ...(toMs === undefined || toMs <= ms ? {} : { toMs }) },
        );
      }),
      durationField('Passes again from', failure?.toMs, 'never', (ms) => {
        const fromMs = current()?.fromMs ?? 0;
        return edit.setProbeFailure(now(), container, probe, {
          fromMs,
          ...(ms === undefined || ms <= fromMs ? {} : { toMs: ms }),
        });
      }),
    ],
  };
}

function signalWords(signal: NonNullable<Scenario['containers']>[number]['onSignal']): string {
  if (signal === undefined) return '';
  return signal.kind === 'ignores' ? 'ignored' : `exits after ${length(signal.afterMs)}`;
}

function signalField(
  container: string,
  signal: NonNullable<Scenario['containers']>[number]['onSignal'],
  now: () => Scenario,
): Field {
  const value = signal === undefined ? '' : signal.kind === 'ignores' ? 'ignores' : String(signal.afterMs);
  const known: (readonly [string, string])[] = [
    ['', 'as assumed'],
    ['0', 'exits at once'],
    ['2000', 'exits after 2s'],
    ['10000', 'exits after 10s'],
    ['ignores', 'ignored'],
  ];
  return {
    label: 'On SIGTERM',
    kind: 'choice',
    value,
    choices: known.some(([each]) => each === value) ? known : [...known, [value, signalWords(signal)]],
    apply: (text) =>
      edit.setSignal(
        now(),
        container,
        text === ''
          ? undefined
          : text === 'ignores'
            ? { kind: 'ignores' }
            : { kind: 'exits', afterMs: Number(text), code: 143 },
      ),
  };
}

type Image = NonNullable<Scenario['images']>[number];

function imageWords(image: Image | undefined): string {
  if (image === undefined) return '';
  if (image.fails !== undefined) return `pull fails: ${safe(image.fails, 24)}`;
  return image.present === true ? 'present' : `pulled in ${length(image.takesMs ?? 0)}`;
}

function imageFields(image: string, known: Image | undefined, now: () => Scenario): readonly Field[] {
  return [
    durationField('Pull takes', known?.takesMs, 'as assumed', (ms) =>
      edit.setImage(now(), image, ms === undefined ? undefined : { takesMs: ms }),
    ),
    {
      label: 'Pull fails with',
      kind: 'text',
      value: known?.fails ?? '',
      placeholder: 'not found',
      apply: (text) => edit.setImage(now(), image, text.trim() === '' ? undefined : { fails: text.trim() }),
    },
  ];
}

export function podChips(run: Run, app: App): readonly Chip[] {
  const now = (): Scenario => app.run?.input.scenario ?? run.input.scenario;
  const deleted = edit.deletionOf(run.input.scenario);
  const lost = edit.nodeLossOf(run.input.scenario);
  return [
    {
      name: 'deleted',
      value: deleted === undefined ? 'never' : `at ${length(deleted)}`,
      said: true,
      form: () => [durationField('Deleted at', deleted, 'never', (ms) => edit.setDeletion(now(), ms))],
    },
    {
      name: 'node lost',
      value: lost === undefined ? '' : `at ${length(lost)}`,
      said: lost !== undefined,
      form: () => [durationField('Node lost at', lost, 'never', (ms) => edit.setNodeLoss(now(), ms))],
    },
  ];
}

function durationField(
  label: string,
  valueMs: number | undefined,
  placeholder: string,
  apply: (ms: number | undefined) => Scenario,
): Field {
  return {
    label,
    placeholder,
    kind: 'duration',
    value: valueMs === undefined ? '' : length(valueMs),
    apply: (text) => {
      if (text.trim() === '') return apply(undefined);
      const ms = readDuration(text);
      return ms === undefined ? undefined : apply(ms);
    },
  };
}
