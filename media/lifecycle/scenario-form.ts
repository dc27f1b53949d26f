/** The Scenario as a row of chips: each says one behaviour and opens a small form; what is assumed has a dashed frame. */
import type { App, Run } from './app.ts';
import { addBehaviour, openChip, openGuesses } from './chip-forms.ts';
import { attributes, button, element, icon, iconButton, rebuild, setAttribute } from './dom.ts';
import { safe } from './format.ts';
import type { MenuName } from './hands.ts';
import { type Chip, containerChips, podChips } from './scenario-chips.ts';
import { containersOf, guessWords } from './scenario-facts.ts';

export function createScenarioForm(
  app: App,
  menu: (name: MenuName, anchor: HTMLElement) => void,
): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('section', 'form');
  root.setAttribute('aria-label', 'Scenario');
  const heading = element('h2');
  const fold = button('', 'fold-form', () => app.dispatch({ type: 'collapse', rowId: formId }));
  fold.append(icon('down'), 'Scenario');
  heading.append(fold);
  const chips = element('div', 'chips');
  const presetButton = button('Presets', 'quiet', () => menu('presets', presetButton));
  setAttribute(presetButton, 'aria-haspopup', 'menu');
  const more = iconButton('more', 'Scenario Actions', () => menu('scenarioActions', more));
  root.append(heading, chips, presetButton, more);
  const update = (): void => {
    const { run } = app;
    // A chip whose form is open stays where it is.
    const isOpen = !app.state.collapsed.includes(formId);
    root.classList.toggle('closed', !isOpen);
    setAttribute(fold, 'aria-expanded', String(isOpen));
    if (run === undefined || document.querySelector('.popover') !== null) return;
    const signature = JSON.stringify([run.input.scenario, run.timeline.assumptions, containersOf(run.input)]);
    rebuild(chips, signature, () => chipNodes(run, app));
  };
  return { root, update };
}

/** Among the ids of the rows that are folded away. */
const formId = 'scenario';

function chipNodes(run: Run, app: App): readonly Node[] {
  const containers = containersOf(run.input).map((container) => {
    const guesses = run.timeline.assumptions
      .filter((each) => each.container === container.name && each.source !== 'scenario')
      .map(guessWords);
    return group(container.name, containerChips(container, run.input.scenario), guesses, app);
  });
  return [...containers, group(undefined, podChips(run.input.scenario), [], app)];
}

/** What is said about a container or the Pod, what was assumed, and `+` for what is not said yet. */
function group(
  container: string | undefined,
  chips: readonly Chip[],
  guesses: readonly string[],
  app: App,
): HTMLElement {
  const made = element('div', 'group');
  made.append(element('span', 'who', safe(container ?? 'pod', 24)));
  const opening = (shown: HTMLButtonElement): HTMLButtonElement => {
    made.append(attributes(shown, { 'aria-haspopup': 'dialog', 'aria-expanded': false }));
    return shown;
  };
  for (const chip of chips.filter((each) => each.value !== '')) {
    const shown = opening(button('', 'chip', () => openChip(app, shown, container, chip.name)));
    shown.append(element('span', 'name', chip.name), element('span', '', chip.value));
  }
  if (guesses.length > 0) {
    const guess = opening(button(`${guesses.length} assumed`, 'chip guess', () => openGuesses(guess, guesses)));
    guess.title = guesses.join('\n');
  }
  if (chips.some((each) => each.value === '')) {
    const add = opening(iconButton('plus', 'Add Behavior', () => addBehaviour(app, add, container)));
    attributes(add, { 'aria-haspopup': 'menu', 'aria-label': `Add behavior of ${safe(container ?? 'pod', 40)}` });
  }
  return made;
}
