/** What is selected: what it is, since when, why as a chain of causes with links, and the numbers that decide it. */
import type { Cause } from '../../core/simulation.ts';
import type { EditableNumber } from '../../protocol/webview.ts';
import type { App, Run } from './app.ts';
import type { Geometry } from './chart.ts';
import { difference } from './compare.ts';
import { attributes, changed, element, rebuild, show } from './dom.ts';
import { length, moment, safe } from './format.ts';
import { find, type Hit } from './hit.ts';
import { fieldLink, lineOf, revealLink } from './links.ts';
import { isWithin } from './lit.ts';
import { numberAt, setNumber } from './numbers.ts';
import { canvasPainter } from './paint-canvas.ts';
import { swatch } from './scene/container-lane.ts';
import { isFailure } from './scene/probe-lane.ts';
import { whatIf, whatIfHere } from './what-if.ts';
import { hitTimes, hitTitle, rowTitle } from './words.ts';

export interface Inspector {
  readonly root: HTMLElement;
  readonly update: () => void;
}

export function createInspector(app: App, geometry: () => Geometry | undefined): Inspector {
  const root = element('div', 'body inspector');
  const [about, here] = [element('div'), element('div')];
  root.append(about, here);
  let of: readonly unknown[] = [];
  const update = (): void => {
    const { run } = app;
    const rows = geometry()?.layout.rows ?? [];
    const hit = find(rows, app.state.selection);
    const why = hit === undefined || run === undefined ? undefined : causeOf(hit, run, app.state.playheadMs);
    const key = [run?.timeline, app.state.selection, app.theme, app.model, hit === undefined ? 0 : 1, why];
    if (run === undefined || isEditing(root)) return;
    const hereKey = `${app.state.selection?.rowId} ${app.state.selection?.atMs} ${app.state.playing ? '' : Math.round(app.state.playheadMs)} ${JSON.stringify(run.input.scenario)}`;
    rebuild(here, hereKey, () => (hit === undefined ? [] : whatIfHere(hit, run, app)));
    if (!changed(of, key)) return;
    of = key;
    about.replaceChildren(...(hit === undefined ? overviewOf(run, app) : describe(hit, run, app)));
  };
  return { root, update };
}

/** A field that is being typed in is not taken away under the fingers. */
const isEditing = (root: HTMLElement): boolean =>
  document.activeElement instanceof HTMLInputElement && root.contains(document.activeElement);

/** With nothing selected: how the run went, what was assumed. */
function overviewOf(run: Run, app: App): readonly Node[] {
  const { timeline } = run;
  const kind = app.model?.kind ?? 'Pod';
  const head = element('div', 'title');
  head.append(element('b', '', safe(timeline.podName, 63)), element('span', '', verdict(run)));
  const template = kind === 'Pod' ? [] : [element('p', 'dim', `One Pod of this ${safe(kind, 40)}'s template.`)];
  const facts = element('dl');
  addFact(facts, 'Run', `${length(timeline.endMs)}, ${timeline.endedBecause}`);
  for (const moment_ of timeline.lanes.find((lane) => lane.kind === 'moments')?.marks ?? []) {
    if (
      moment_.kind === 'moment' &&
      (moment_.label === 'Ready' || moment_.label === 'Deleted' || moment_.label === 'Gone')
    )
      addFact(facts, moment_.label, moment(moment_.atMs));
  }
  const guesses = timeline.assumptions.filter((each) => each.source === 'assumed' || each.source === 'image');
  const nodes: Node[] = [head, ...template, facts];
  if (guesses.length > 0) {
    const list = element('ul', 'guesses');
    for (const guess of guesses) {
      const item = element('li');
      item.append(
        element('b', '', safe(guess.container ?? 'Pod', 40)),
        element('span', '', safe(guessWords(guess), 200)),
      );
      list.append(item);
    }
    nodes.push(element('h2', 'sub', 'Assumed, because neither the manifest nor a Scenario says it'), list);
  }
  nodes.push(...whatIf(app), element('p', 'dim s11', 'Click a bar or a mark to see why it is there.'));
  return nodes;
}

/** The container's name stands before it already. */
export const guessWords = ({ container, text }: Run['timeline']['assumptions'][number]): string =>
  container === undefined ? text : text.replace(`container ${container} `, '');

function verdict(run: Run): string {
  const last = run.timeline.kubectl.at(-1);
  return last === undefined
    ? ''
    : `${last.status}, ready ${last.ready}, ${last.restarts.split(' ')[0]} restarts at the end`;
}

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

function addFact(list: HTMLElement, name: string, value: string): void {
  list.append(element('dt', '', name.charAt(0).toUpperCase() + name.slice(1)), element('dd', '', safe(value, 300)));
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

/** Why a running container is not ready is what its probes say at the playhead; everything else carries its own cause. */
export function causeOf(hit: Hit, run: Run, atMs: number): number | undefined {
  if (hit.kind === 'mark') return hit.mark.cause;
  const { span, row } = hit;
  if (row.lane.kind !== 'container' || span.state !== 'running') return span.cause;
  const until = Math.min(span.endMs, Math.max(span.startMs, atMs));
  const failures = run.timeline.lanes
    .filter((lane) => lane.kind === 'probe' && lane.container === row.lane.container && lane.probe !== 'liveness')
    .flatMap((lane) => lane.marks.filter((mark) => isFailure(mark) && mark.atMs >= span.startMs && mark.atMs <= until));
  const last = failures.reduce<(typeof failures)[number] | undefined>(
    (latest, mark) => (latest === undefined || mark.atMs > latest.atMs ? mark : latest),
    undefined,
  );
  return last?.cause ?? span.cause;
}

const longestChain = 8;

/** A cause and what it came from, nearest first, each once. */
export function chainOf(causes: readonly Cause[], from: number | undefined): readonly Cause[] {
  const found = new Set<number>(from === undefined ? [] : [from]);
  // A set is walked in the order of its growth: first what a cause came from, then what that came from.
  for (const index of found) {
    if (found.size >= longestChain) break;
    for (const before of causes[index]?.because ?? []) found.add(before);
  }
  return [...found].flatMap((index) => causes[index] ?? []).slice(0, longestChain);
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
    if (row.isConnected)
      rebuild(effect, String(value), () => [document.createTextNode(effectOf(number, value, run, app))]);
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
