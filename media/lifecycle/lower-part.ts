/** Below the chart: inspector, comparison or sweep beside the Events, the Scenario under them; tabs where it is narrow. */
import type { App } from './app.ts';
import type { Geometry } from './chart.ts';
import { createComparePane } from './compare-pane.ts';
import { createDetails } from './details.ts';
import { attributes, button, element, setAttribute, show } from './dom.ts';
import { createSearch } from './events-search.ts';
import { createEventsTable } from './events-table.ts';
import type { MenuName } from './hands.ts';
import { createScenarioForm } from './scenario-form.ts';
import { createSweepPane } from './sweep-pane.ts';

export interface LowerPart {
  /** Opens the search in the Events. */
  readonly find: () => void;
  readonly update: () => void;
}

/** Fills `root`, which has its size already, so that nothing else moves. */
export function createLowerPart(
  app: App,
  root: HTMLElement,
  geometry: () => Geometry | undefined,
  menu: (name: MenuName, anchor: HTMLElement) => void,
): LowerPart {
  const [left, columns] = [element('section', 'left'), element('div', 'columns')];
  const inspector = element('div', 'body inspector');
  const [events, compare, sweep] = [createEventsTable(app), createComparePane(app), createSweepPane(app)];
  const [search, form] = [createSearch(app, events.root), createScenarioForm(app, menu)];
  const tabs = [leftTabs(app, left), narrowTabs(app, root)];
  left.append(inspector, compare.root, sweep.root);
  columns.append(left, events.root);
  root.append(columns, form.root);
  const views = [...tabs, form, events, search, createDetails(app, geometry, inspector), compare, sweep];
  return {
    find: () => {
      app.dispatch({ type: 'pane', pane: 'events' });
      search.open();
    },
    update: () => {
      for (const view of views) view.update();
    },
  };
}

type View = { readonly update: () => void };

/** What the left pane shows. */
function leftTabs(app: App, left: HTMLElement): View {
  const root = attributes(element('div', 'left-tabs'), { role: 'group', 'aria-label': 'Left pane' });
  const choices = (['inspector', 'compare', 'sweep'] as const).map(
    (name) => [name, button(capital(name), 'tab-button', () => app.dispatch({ type: 'left', left: name }))] as const,
  );
  root.append(...choices.map(([, made]) => made));
  left.append(root);
  const update = (): void => {
    const isCompared = app.run?.baseline !== undefined;
    const now = app.state.left === 'compare' && !isCompared ? 'inspector' : app.state.left;
    for (const [name, made] of choices) {
      show(made, name !== 'compare' || isCompared);
      setAttribute(made, 'aria-pressed', String(name === now));
    }
    left.dataset['shown'] = now;
  };
  return { update };
}

/** Which pane is shown where there is room for one. */
function narrowTabs(app: App, lower: HTMLElement): View {
  const root = attributes(element('div', 'tabs narrow-only'), { role: 'tablist', 'aria-label': 'Details' });
  const tabs = (['inspector', 'events', 'scenario'] as const).map((pane) => {
    const made = button(capital(pane), 'tab', () => app.dispatch({ type: 'pane', pane }));
    return [pane, attributes(made, { role: 'tab' })] as const;
  });
  root.append(...tabs.map(([, made]) => made));
  lower.append(root);
  const update = (): void => {
    const { pane } = app.state;
    lower.dataset['pane'] = pane;
    for (const [name, made] of tabs) {
      setAttribute(made, 'aria-selected', String(name === pane));
      made.tabIndex = name === pane ? 0 : -1;
    }
  };
  return { update };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
