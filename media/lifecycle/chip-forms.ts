/** The small forms behind the chips of the Scenario. */
import type { ImageBehaviour, Scenario } from '../../core/simulation.ts';
import type { App } from './app.ts';
import { attributes, element, setAttribute } from './dom.ts';
import { length, safe } from './format.ts';
import { openMenu, openPopover } from './menu.ts';
import { readDuration } from './read-duration.ts';
import { type Chip, containerChips, podChips, signalWords } from './scenario-chips.ts';
import {
  setDeletion,
  setExit,
  setImage,
  setNodeLoss,
  setProbeFailure,
  setSignal,
  setStartup,
} from './scenario-edit.ts';
import {
  behaviourOf,
  type ContainerFacts,
  containersOf,
  deletionOf,
  nodeLossOf,
  probeFailureOf,
  type ProbeFacts,
} from './scenario-facts.ts';

/** A labelled input of a popover; `apply` gets what is typed, undefined for nothing. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly kind: 'duration' | 'number' | 'text' | 'choice';
  readonly choices?: readonly (readonly [string, string])[];
  readonly apply: (text: string) => Scenario | undefined;
}

/** Opens the form of a chip; `container` is undefined for the Pod's own. */
export function openChip(app: App, anchor: HTMLElement, container: string | undefined, name: string): void {
  const { run } = app;
  if (run === undefined) return;
  const now = (): Scenario => app.run?.input.scenario ?? run.input.scenario;
  const facts = containersOf(run.input).find((each) => each.name === container);
  const fields = facts === undefined ? podFields(name, now) : containerFields(facts, name, now);
  openPopover(anchor, name, fieldNodes(fields, app), () => close(app));
}

/** `+` offers what is not said yet. */
export function addBehaviour(app: App, anchor: HTMLElement, container: string | undefined): void {
  const { run } = app;
  if (run === undefined) return;
  const { scenario } = run.input;
  const facts = containersOf(run.input).find((each) => each.name === container);
  const chips: readonly Chip[] = facts === undefined ? podChips(scenario) : containerChips(facts, scenario);
  const items = chips
    .filter((each) => each.value === '')
    .map(({ name }) => ({ text: name, run: () => openChip(app, anchor, container, name) }));
  openMenu(anchor, 'Add Behavior', items);
}

export function openGuesses(anchor: HTMLElement, guesses: readonly string[]): void {
  const list = element('ul', 'guesses');
  for (const guess of guesses) list.append(element('li', '', safe(guess, 300)));
  const box = openPopover(anchor, 'Assumed', [element('h2', 'sub', 'Assumed, because nothing says it'), list]);
  box.tabIndex = -1;
  box.focus();
}

type Now = () => Scenario;

function containerFields(container: ContainerFacts, name: string, now: Now): readonly Field[] {
  const behaviour = behaviourOf(now(), container.name);
  const probe = container.probes.find((each) => each.kind === name);
  if (probe !== undefined) return probeFields(container.name, probe, now);
  switch (name) {
    case 'start-up': {
      const apply = (ms: number | undefined): Scenario => setStartup(now(), container.name, ms);
      return [durationField('Listens after', behaviour?.instances?.[0]?.listensAfterMs, '1s', apply)];
    }
    case 'exits':
      return exitFields(container.name, now);
    case 'SIGTERM':
      return [signalField(container.name, behaviour?.onSignal, now)];
    default:
      return imageFields(
        container.image,
        now().images?.find((each) => each.image === container.image),
        now,
      );
  }
}

function podFields(name: string, now: Now): readonly Field[] {
  return name === 'deleted'
    ? [durationField('Deleted at', deletionOf(now()), 'never', (ms) => setDeletion(now(), ms))]
    : [durationField('Node lost at', nodeLossOf(now()), 'never', (ms) => setNodeLoss(now(), ms))];
}

function probeFields(container: string, probe: ProbeFacts, now: Now): readonly Field[] {
  const current = (): ReturnType<typeof probeFailureOf> => probeFailureOf(behaviourOf(now(), container), probe.kind);
  const failure = current();
  return [
    durationField('Fails from', failure?.fromMs, 'never', (ms) => {
      const toMs = current()?.toMs;
      return setProbeFailure(
        now(),
        container,
        probe,
        ms === undefined ? undefined : { fromMs: ms, ...(toMs === undefined || toMs <= ms ? {} : { toMs }) },
      );
    }),
    durationField('Passes again from', failure?.toMs, 'never', (ms) => {
      const fromMs = current()?.fromMs ?? 0;
      return setProbeFailure(now(), container, probe, {
        fromMs,
        ...(ms === undefined || ms <= fromMs ? {} : { toMs: ms }),
      });
    }),
  ];
}

function exitFields(container: string, now: () => Scenario): readonly Field[] {
  const exits = (): { afterMs: number; code: number } | undefined =>
    behaviourOf(now(), container)?.instances?.[0]?.exits;
  return [
    durationField('Exits after', exits()?.afterMs, 'never', (ms) =>
      setExit(now(), container, ms === undefined ? undefined : { code: 1, ...exits(), afterMs: ms }),
    ),
    {
      label: 'Exit code',
      kind: 'number',
      value: String(exits()?.code ?? 1),
      apply: (text) =>
        /^\d{1,3}$/.test(text.trim()) && Number(text) < 256
          ? setExit(now(), container, { afterMs: exits()?.afterMs ?? 10_000, code: Number(text) })
          : undefined,
    },
  ];
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
      setSignal(
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

function imageFields(image: string, known: ImageBehaviour | undefined, now: () => Scenario): readonly Field[] {
  return [
    durationField('Pull takes', known?.takesMs, 'as assumed', (ms) =>
      setImage(now(), image, ms === undefined ? undefined : { takesMs: ms }),
    ),
    {
      label: 'Pull fails with',
      kind: 'text',
      value: known?.fails ?? '',
      placeholder: 'not found',
      apply: (text) => setImage(now(), image, text.trim() === '' ? undefined : { fails: text.trim() }),
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

function fieldNodes(fields: readonly Field[], app: App): readonly Node[] {
  return fields.map((field) => {
    const row = element('label', 'field');
    row.append(element('span', '', field.label), inputOf(field, app));
    return row;
  });
}

function inputOf(field: Field, app: App): HTMLElement {
  const input =
    field.kind === 'choice'
      ? element('select')
      : attributes(element('input'), {
          type: 'text',
          inputmode: field.kind === 'text' ? 'text' : 'numeric',
          spellcheck: false,
        });
  for (const [value, text] of field.choices ?? []) input.append(attributes(element('option', '', text), { value }));
  if (field.placeholder !== undefined) input.setAttribute('placeholder', field.placeholder);
  input.value = field.value;
  const apply = (commit: boolean): void => {
    const made = field.apply(input.value);
    setAttribute(input, 'aria-invalid', made === undefined ? 'true' : undefined);
    if (made !== undefined) app.editScenario(made, commit);
  };
  input.addEventListener('input', () => apply(false));
  input.addEventListener('change', () => apply(true));
  return input;
}

/** What was typed last is told to the host, and the chips may follow. */
function close(app: App): void {
  app.settleScenario();
  app.invalidate();
}
