/** What is selected: what it is, since when, why as a chain of causes with links, and the numbers that decide it. */
import type { Cause } from '../../core/simulation.ts';
import type { EditableNumber } from '../../protocol/webview.ts';
import type { App, Run } from './app.ts';
import { causeOf, chainOf } from './causes.ts';
import type { Geometry } from './chart.ts';
import { difference } from './compare.ts';
import { attributes, changed, element, rebuild, setText, show } from './dom.ts';
import { moment, safe } from './format.ts';
import { find, type Hit } from './hit.ts';
import { fieldLink, lineOf, revealLink } from './links.ts';
import { numberAt, setNumber } from './numbers.ts';
import { addFact, overviewOf } from './overview.ts';
import { canvasPainter } from './paint-canvas.ts';
import { swatch } from './scene/swatch.ts';
import { isFailure } from './scene/probe-lane.ts';
import { whatIf, whatIfHere } from './what-if.ts';
import { isWithin } from './within.ts';
import { hitTimes, hitTitle, rowTitle } from './words.ts';

/** Fills the inspector from now on. */
export function createDetails(
  app: App,
  geometry: () => Geometry | undefined,
  root: HTMLElement,
): { readonly update: () => void } {
  const [about, here] = [element('div'), element('div')];
  let of: readonly unknown[] = [];
  const update = (): void => {
    const { run } = app;
    const rows = geometry()?.layout.rows ?? [];
    const hit = find(rows, app.state.selection);
    const why = hit === undefined || run === undefined ? undefined : causeOf(hit, run, app.state.playheadMs);
    const key = [run?.timeline, app.state.selection, app.theme, app.model, hit === undefined ? 0 : 1, why];
    if (run === undefined || isEditing(root)) return;
    const hereKey = `${app.state.selection?.rowId} ${app.state.selection?.atMs} ${app.state.playing ? '' : Math.round(app.state.playheadMs)} ${JSON.stringify(run.input.scenario)}`;
    rebuild(here, hereKey, () => (hit === undefined ? whatIf(app) : whatIfHere(hit, run, app)));
    if (!changed(of, key)) return;
    of = key;
    about.replaceChildren(...(hit === undefined ? overviewOf(run, app) : describe(hit, run, app)));
    if (!about.isConnected) root.replaceChildren(about, here);
  };
  return { update };
}

/** A field that is being typed in is not taken away under the fingers. */
const isEditing = (root: HTMLElement): boolean =>
  document.activeElement instanceof HTMLInputElement && root.contains(document.activeElement);

function describe(hit: Hit, run: Run, app: App): readonly Node[] {
  const head = element('div', 'title');
  if (hit.kind === 'span' && hit.row.lane.kind === 'container') head.append(swatchOf(hit, app));
  head.append(element('b', '', rowTitle(hit.row)), element('span', '', safe(hitTitle(hit), 120)));
  const facts = element('dl');
  addFact(facts, 'Time', hitTimes(hit));
  if (hit.kind === 'span') for (const [name, value] of hit.span.facts ?? []) addFact(facts, name, value);
  if (hit.kind === 'mark') addMarkFacts(facts, hit, run);
  const causes = chainOf(run.timeline.causes, causeOf(hit, run, app.state.playheadMs));
  const nodes: Node[] = [head, facts];
  if (causes.length > 0) nodes.push(chain(causes, app));
  nodes.push(...edits(hit, causes, run, app));
  return nodes;
}

function addMarkFacts(facts: HTMLElement, hit: Extract<Hit, { kind: 'mark' }>, run: Run): void {
  const { mark } = hit;
  if (mark.earliestMs !== undefined && mark.latestMs !== undefined && mark.latestMs - mark.earliestMs > 1) {
    addFact(facts, 'Kubelet', `may choose any moment from ${moment(mark.earliestMs)} to ${moment(mark.latestMs)}`);
  }
  if (mark.kind.startsWith('event-')) {
    for (const event of run.timeline.events) {
      const write = event.counts.find((each) => Math.abs(each.atMs - mark.atMs) < 1);
      if (write !== undefined && (mark.label === undefined || mark.label === event.reason))
        addFact(facts, event.reason, write.message ?? event.message);
    }
  }
  if (hit.near.length > 1) addFact(facts, 'Here', `${hit.near.length} marks in the same place`);
  if (isFailure(mark) && mark.label !== undefined) addFact(facts, 'Answer', mark.label);
}

function swatchOf(hit: Extract<Hit, { kind: 'span' }>, app: App): HTMLCanvasElement {
  const canvas = attributes(element('canvas', 'swatch'), { 'aria-hidden': true });
  const ratio = app.theme.unit * (devicePixelRatio || 1);
  [canvas.width, canvas.height] = [Math.round(24 * ratio), Math.round(18 * ratio)];
  canvasPainter(canvas, { palette: app.theme.palette, fontFamily: app.theme.fontFamily, ratio }).paint(
    swatch(hit.span.state, 24, 18),
  );
  return canvas;
}

function chain(causes: readonly Cause[], app: App): HTMLElement {
  const list = attributes(element('ol', 'why'), { 'aria-label': 'Why' });
  for (const cause of causes) {
    const item = element('li');
    const words = element('div', '', safe(cause.text, 200));
    if (cause.detail !== undefined) words.append(element('small', '', safe(cause.detail, 200)));
    item.append(words);
    const target = linkOf(cause, app);
    if (target !== undefined) item.append(target);
    list.append(item);
  }
  return list;
}

/** `checkout.yaml:27`; hovering marks the line, Ctrl or Cmd moves the focus there. */
function linkOf(cause: Cause, app: App): HTMLElement | undefined {
  const { model } = app;
  if (model === undefined) return undefined;
  const { field, scenarioField } = cause;
  if (scenarioField !== undefined) {
    const line = model.scenarioLines === undefined ? undefined : lineOf(model.scenarioLines, scenarioField);
    if (model.scenarioFile === undefined) return element('span', 'dim', 'Scenario');
    return named(
      revealLink(app, line === undefined ? 'scenario' : `scenario:${line}`, { scenarioField }),
      scenarioField,
    );
  }
  if (field === undefined) return undefined;
  const made = fieldLink(app, field, 'YAML');
  made.addEventListener('pointerenter', () => app.post({ type: 'highlight', field }));
  made.addEventListener('pointerleave', () => app.post({ type: 'highlight' }));
  return named(made, field);
}

function named(made: HTMLButtonElement, field: string): HTMLButtonElement {
  made.title = field;
  return attributes(made, { 'aria-label': `${made.textContent}, ${field}` });
}

/** Numbers of the manifest that take part in the chain, or stand below the selected lane's field. Three at most: the nearest. */
function edits(hit: Hit, causes: readonly Cause[], run: Run, app: App): readonly Node[] {
  const numbers = app.model?.numbers ?? [];
  const named_ = causes.flatMap((cause) => numbers.filter((each) => each.field === cause.field));
  const below =
    hit.row.lane.field === undefined || hit.row.lane.kind === 'container'
      ? []
      : numbers.filter((each) => isWithin(each.field, hit.row.lane.field ?? ''));
  const chosen = [...new Set([...named_, ...below])].slice(0, 3);
  return chosen.map((each) => editRow(each, run, app));
}

function editRow(number: EditableNumber, run: Run, app: App): HTMLElement {
  const row = element('label', 'edit');
  const value = numberAt(run.input, number.field) ?? number.value;
  const input = attributes(element('input'), {
    type: 'number',
    min: number.minimum,
    step: 1,
    value,
    ...(number.maximum === undefined ? {} : { max: number.maximum }),
  });
  const effect = element('span', 'dim s11');
  const name = number.field
    .replace(/^.*?\b(\w+Probe\.|lifecycle\.)/, '$1')
    .replace(/^.*\.spec\./, '')
    .replace(/^spec\./, '');
  row.append(input, element('code', '', safe(name, 60)), effect);
  row.title = number.field;
  const read = (): number | undefined => {
    const typed = Number(input.value);
    return input.value !== '' &&
      Number.isInteger(typed) &&
      typed >= number.minimum &&
      typed <= (number.maximum ?? 2 ** 31 - 1)
      ? typed
      : undefined;
  };
  input.addEventListener('input', () => {
    const typed = read();
    attributes(input, { 'aria-invalid': typed === undefined });
    if (typed !== undefined) app.editNumber(number.field, typed, false);
  });
  input.addEventListener('change', () => {
    const typed = read();
    if (typed === undefined) input.value = String(value);
    else app.editNumber(number.field, typed, true);
  });
  setTimeout(() => {
    if (row.isConnected) app.attempt(() => setText(effect, effectOf(number, value, run, app)));
  }, 60);
  show(effect, true);
  return row;
}

/** What one step more would change: `with 4: Ready 5s later`. */
function effectOf(number: EditableNumber, value: number, run: Run, app: App): string {
  const steps = [value + 1, value - 1].filter((each) => each >= number.minimum && each <= (number.maximum ?? Infinity));
  for (const step of steps) {
    const other = app.simulate({
      ...setNumber(run.input, number.field, step),
      settings: { ...run.input.settings, withCauses: false },
    });
    const [first] = difference(run.timeline, other).sentences;
    if (first !== undefined) return `with ${step}: ${first}`;
  }
  return number.isDefault ? 'default' : '';
}
