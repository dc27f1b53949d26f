/** The Scenario as a row of chips: each says one behaviour and opens a small form; what is assumed has a dashed frame. */
import type { App, Run } from './app.ts';
import { attributes, button, element, icon, iconButton, rebuild, setAttribute } from './dom.ts';
import { safe } from './format.ts';
import { guessWords } from './inspector.ts';
import { type MenuItem, openMenu, openPopover } from './menu.ts';
import { presets } from './presets.ts';
import { type Chip, containerChips, type Field, podChips } from './scenario-chips.ts';
import * as edit from './scenario-edit.ts';

export function createScenarioForm(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('section', 'form');
  root.setAttribute('aria-label', 'Scenario');
  const heading = element('h2', '', 'Scenario');
  const chips = element('div', 'chips');
  const presetButton = button('Presets', 'quiet', () => openMenu(presetButton, 'Presets', presetItems(app)));
  setAttribute(presetButton, 'aria-haspopup', 'menu');
  const more = iconButton('more', 'Scenario Actions', () => openMenu(more, 'Scenario Actions', actionItems(app)));
  root.append(heading, chips, presetButton, more);
  const update = (): void => {
    const { run } = app;
    // A chip whose form is open stays where it is.
    if (run === undefined || document.querySelector('.popover') !== null) return;
    const signature = JSON.stringify([run.input.scenario, run.timeline.assumptions, edit.containersOf(run.input)]);
    rebuild(chips, signature, () => chipNodes(run, app));
  };
  return { root, update };
}

function presetItems(app: App): readonly MenuItem[] {
  return app.run === undefined
    ? []
    : presets(app.run.input).map((each) => ({ text: each.title, run: () => app.tryScenario(each.scenario) }));
}

function actionItems(app: App): readonly MenuItem[] {
  const { model, run } = app;
  if (model === undefined || run === undefined) return [];
  const file: MenuItem =
    model.scenarioFile === undefined
      ? { text: 'Save as File…', run: () => void app.request({ type: 'saveScenario', scenario: run.input.scenario }) }
      : {
          text: 'Open Scenario File',
          hint: safe(model.scenarioFile, 30),
          run: () => app.post({ type: 'openScenario' }),
        };
  const [nothing] = presets(run.input);
  return [
    file,
    ...(nothing === undefined ? [] : [{ text: 'Reset', run: () => app.tryScenario(nothing.scenario) } as const]),
  ];
}

function chipNodes(run: Run, app: App): readonly Node[] {
  const containers = edit.containersOf(run.input).map((container) => {
    const chips = containerChips(container, run, app);
    const guesses = run.timeline.assumptions
      .filter((each) => each.container === container.name && each.source !== 'scenario')
      .map(guessWords);
    const unsaid = chips.filter((each) => !each.said);
    return group(container.name, [
      ...chips.filter((each) => each.said).map((each) => chipNode(each, app)),
      ...(guesses.length > 0 ? [guessChip(guesses)] : []),
      ...(unsaid.length > 0 ? [adder(container.name, unsaid, app)] : []),
    ]);
  });
  const chips = podChips(run, app);
  const unsaid = chips.filter((each) => !each.said);
  const said = chips.filter((each) => each.said).map((each) => chipNode(each, app));
  return [...containers, group('pod', unsaid.length > 0 ? [...said, adder('pod', unsaid, app)] : said)];
}

function group(who: string, nodes: readonly Node[]): HTMLElement {
  const made = element('div', 'group');
  made.append(element('span', 'who', safe(who, 24)), ...nodes);
  return made;
}

function chipNode(chip: Chip, app: App): HTMLElement {
  const made = attributes(element('button', 'chip'), {
    type: 'button',
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
  });
  made.append(element('span', 'name', chip.name), element('span', '', chip.value));
  made.addEventListener('click', () => {
    openPopover(made, chip.name, fieldNodes(chip, app), () => close(app));
  });
  return made;
}

function guessChip(guesses: readonly string[]): HTMLElement {
  const made = attributes(element('button', 'chip guess', `${guesses.length} assumed`), {
    type: 'button',
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
  });
  made.title = guesses.join('\n');
  made.addEventListener('click', () => {
    const list = element('ul', 'guesses');
    for (const guess of guesses) list.append(element('li', '', safe(guess, 300)));
    const box = openPopover(made, 'Assumed', [element('h2', 'sub', 'Assumed, because nothing says it'), list]);
    box.tabIndex = -1;
    box.focus();
  });
  return made;
}

/** `+` offers what is not said yet. */
function adder(container: string, chips: readonly Chip[], app: App): HTMLElement {
  const made = attributes(element('button', 'icon add'), {
    type: 'button',
    'aria-label': `Add behavior of ${safe(container, 40)}`,
    title: 'Add Behavior',
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  made.append(icon('plus'));
  made.addEventListener('click', () =>
    openMenu(
      made,
      'Add Behavior',
      chips.map((chip) => ({
        text: chip.name,
        run: () => {
          openPopover(made, chip.name, fieldNodes(chip, app), () => close(app));
        },
      })),
    ),
  );
  return made;
}

function fieldNodes(chip: Chip, app: App): readonly Node[] {
  return chip.form().map((field) => {
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
