/** The chart: names and values as DOM, lanes on a canvas, what moves on a second canvas over it. Only what changed is drawn again. */
import type { App, Run } from './app.ts';
import { type Names, newNames, updateNames } from './chart-names.ts';
import { build, type Parts } from './chart-parts.ts';
import { changed, show } from './dom.ts';
import { moment } from './format.ts';
import { canvasPainter, type CanvasPainter } from './paint-canvas.ts';
import { type Layout, layOut, type Row, sizes } from './layout.ts';
import { isNarrow } from './narrow.ts';
import { overlayScene } from './overlay.ts';
import { fitScale, type Scale, type ScaleInput } from './scale.ts';
import type { Draw } from './scene/draw.ts';
import { bubble, overviewScene, overviewWindow, type Ruler, ruler } from './scene/head.ts';
import type { Measure, Primitive } from './scene/primitives.ts';
import { lanesScene } from './scene/scene.ts';

/** What lies between the state and the screen in this frame; pointer and keys work with it. */
export interface Geometry {
  readonly layout: Layout;
  readonly draw: Draw;
  readonly scale: Scale;
  readonly scaleInput: ScaleInput;
  /** CSS pixels of a design pixel. */
  readonly unit: number;
  /** First visible height of the lanes and the height of their viewport, in design pixels. */
  readonly scrollY: number;
  readonly viewHeight: number;
}

export interface Chart {
  readonly root: HTMLElement;
  /** What lies above the lanes. */
  readonly head: HTMLElement;
  readonly lanes: HTMLElement;
  readonly surface: HTMLElement;
  readonly geometry: () => Geometry | undefined;
  readonly update: () => void;
  /** From now on it also shows what is pointed at, selected or governed by the field at the editor's cursor. */
  readonly highlight: (highlights: Highlights) => void;
  /** What the pointer adds to the picture: a frame around what is hovered, the handle that is dragged. */
  readonly setHover: (hover: Hover | undefined) => void;
  readonly counts: () => { readonly lanes: number; readonly overlay: number; readonly frames: number };
}

export interface Hover {
  readonly rowId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly handleMs?: number;
  readonly tip?: string;
}

export interface Highlights {
  readonly overlay: typeof overlayScene;
  /** Ids of rows that keep their colours; undefined for all. */
  readonly lit: (app: App, rows: readonly Row[]) => ReadonlySet<string> | undefined;
  /** How far a fold is open, by its start: 0 to 1. */
  readonly openness: (app: App, fromMs: number) => number;
}

/** Of a chart that nobody has touched. */
const still: Highlights = {
  overlay: overlayScene,
  lit: () => undefined,
  openness: ({ state }, fromMs) => Number(state.opened.includes(fromMs)),
};

const noRows: ReadonlySet<string> = new Set();

/** What the chart remembers from frame to frame. */
interface Own {
  readonly app: App;
  readonly parts: Parts;
  readonly names: Names;
  readonly counts: { lanes: number; overlay: number; frames: number };
  highlights: Highlights;
  geometry: Geometry | undefined;
  hover: Hover | undefined;
  /** What the lanes and the overview were drawn from. */
  lanesOf: readonly unknown[];
  overviewOf: readonly unknown[];
  grid: readonly number[];
  lanes: readonly Primitive[];
}

export function createChart(app: App): Chart {
  const parts = build();
  const { root, headSurface: head, lanes, surface } = parts;
  const own: Own = {
    app,
    parts,
    names: newNames(),
    counts: { lanes: 0, overlay: 0, frames: 0 },
    highlights: still,
    geometry: undefined,
    hover: undefined,
    lanesOf: [],
    overviewOf: [],
    grid: [],
    lanes: [],
  };
  lanes.addEventListener('scroll', app.invalidate);
  // What stands below may grow or shrink after the lanes were measured.
  new ResizeObserver(() => {
    const { geometry: at } = own;
    if (at !== undefined && viewHeightOf(parts, at.layout, at.unit) !== at.viewHeight) app.invalidate();
  }).observe(lanes);
  return {
    root,
    head,
    lanes,
    surface,
    update: () => update(own),
    counts: () => own.counts,
    geometry: () => own.geometry,
    highlight: (highlights) => Object.assign(own, { highlights }),
    setHover: (next) => {
      own.hover = next;
      app.invalidate();
    },
  };
}

function update(own: Own): void {
  const { app, parts } = own;
  const { run } = app;
  show(parts.root, run !== undefined);
  if (run === undefined) return;
  const at = measureAll(app, run, parts, own.highlights);
  own.geometry = at;
  own.counts.frames++;
  // While the text is broken none keeps its colours.
  const lit = app.stale === undefined ? own.highlights.lit(app, at.layout.rows) : noRows;
  updateNames(app, at, parts, own.names, lit);
  drawHead(own, run, at);
  drawLanes(own, run, at, lit);
  drawOverlay(own, run, at);
}

function drawHead(own: Own, run: Run, at: Geometry): void {
  const { app, parts } = own;
  const { draw } = at;
  const key = [run.timeline, draw.width, at.unit, app.theme, devicePixelRatio];
  if (changed(own.overviewOf, key)) {
    own.overviewOf = key;
    const painter = prepare(parts.overview, draw.width, sizes.overview, at.unit, app);
    painter.clear();
    painter.paint(overviewScene(run.timeline, draw.width));
  }
  const painter = prepare(parts.headCanvas, draw.width, sizes.overview + sizes.ruler, at.unit, app);
  painter.clear();
  const { primitives, grid } = headScene(app, draw);
  own.grid = grid;
  painter.paint(primitives);
}

/** What stands above the lanes and moves: the overview's window, the ruler, the playhead's bubble. */
export function headScene({ state }: Pick<App, 'state'>, draw: Draw): Ruler {
  const { endMs, fromMs, toMs, playheadMs } = state;
  const words = moment(playheadMs);
  const rules = ruler(draw, playheadMs, draw.measure(words, 11) + 10);
  const window = overviewWindow(endMs, fromMs, toMs, playheadMs, draw.width);
  return { grid: rules.grid, primitives: [...window, ...rules.primitives, ...bubble(draw, playheadMs, words)] };
}

function drawLanes(own: Own, run: Run, at: Geometry, lit: ReadonlySet<string> | undefined): void {
  const { app, grid } = own;
  const { draw, layout, scrollY, viewHeight, unit } = at;
  const { fromMs, toMs, perMs } = draw.scale;
  const view = [draw.width, viewHeight, scrollY, unit, devicePixelRatio, fromMs, toMs, perMs, grid.length];
  const key = [run.timeline, run.baseline, layout, app.theme, lit, ...view];
  if (!changed(own.lanesOf, key)) return;
  const range = { fromY: scrollY, toY: scrollY + viewHeight };
  own.lanes = lanesScene({ draw, layout, grid, ...range, ...(lit === undefined ? {} : { lit }) });
  own.counts.lanes = paintAnew(own, own.parts.canvas, at, own.lanes);
  // Not before: where a part is missing that draws a row it is all done again.
  own.lanesOf = key;
}

function drawOverlay(own: Own, run: Run, at: Geometry): void {
  const { app, hover, lanes } = own;
  const over = own.highlights.overlay({ app, run, geometry: at, hover, lanes });
  own.counts.overlay = paintAnew(own, own.parts.over, at, over);
}

/** Clears a canvas of the lanes and paints it; the number of calls. */
function paintAnew(own: Own, canvas: HTMLCanvasElement, at: Geometry, primitives: readonly Primitive[]): number {
  const painter = prepare(canvas, at.draw.width, at.viewHeight, at.unit, own.app);
  painter.clear();
  const before = painter.counted.calls;
  painter.paint(primitives, at.scrollY);
  return painter.counted.calls - before;
}

let textContext: CanvasRenderingContext2D | null | undefined;
const widths = new Map<string, number>();

/** Width of a text in design pixels, remembered. */
export function measureWith(fontFamily: string): Measure {
  return (text, size) => {
    const key = `${size} ${fontFamily} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    textContext ??= document.createElement('canvas').getContext('2d');
    if (textContext === null || textContext === undefined) return text.length * size * 0.55;
    textContext.font = `400 ${size}px ${fontFamily}`;
    const width = textContext.measureText(text).width;
    if (widths.size > 5000) widths.clear();
    widths.set(key, width);
    return width;
  };
}

function measureAll(app: App, run: Run, parts: Parts, { openness }: Highlights): Geometry {
  const { theme, state } = app;
  const unit = theme.unit;
  const whole = parts.root.clientWidth / unit;
  const narrow = isNarrow(app);
  const width = Math.max(60, whole - (narrow ? 0 : sizes.names));
  const layout = layoutOf(run, narrow, state);
  parts.track.style.height = `${layout.height / 13}em`;
  const measure = measureWith(theme.fontFamily);
  const scaleInput: ScaleInput = {
    fromMs: state.fromMs,
    toMs: state.toMs,
    width,
    padding: sizes.padding,
    foldWidth: narrow ? 34 : 48,
    gaps: isFolding(app) ? run.gaps.map((gap) => ({ ...gap, openness: openness(app, gap.fromMs) })) : [],
  };
  const scale = fitScale(scaleInput);
  const draw: Draw = { scale, width, narrow, highContrast: theme.highContrast, measure };
  const viewHeight = viewHeightOf(parts, layout, unit);
  return { layout, draw, scale, scaleInput, unit, scrollY: parts.lanes.scrollTop / unit, viewHeight };
}

const viewHeightOf = ({ lanes }: Parts, { height }: Layout, unit: number): number =>
  Math.min(height, Math.ceil(lanes.clientHeight / unit));

let laidOut: { readonly key: readonly unknown[]; readonly layout: Layout } | undefined;

/** Rows change with the run, the width and what is folded away; not with the window. */
function layoutOf(run: Run, narrow: boolean, { collapsed, shown }: App['state']): Layout {
  const { timeline, baseline } = run;
  const key = [timeline, baseline, narrow, collapsed, shown];
  if (laidOut === undefined || changed(laidOut.key, key)) {
    const input = { timeline, narrow, collapsed, shown };
    laidOut = { key, layout: layOut(baseline === undefined ? input : { ...input, baseline }) };
  }
  return laidOut.layout;
}

export const isFolding = (app: App): boolean => app.state.folding && app.settings.collapseIdle !== 'never';

const painters = new WeakMap<
  HTMLCanvasElement,
  { readonly painter: CanvasPainter; readonly theme: App['theme']; readonly ratio: number }
>();

/** Sizes a canvas in device pixels and gives its painter; both only change when they must. */
function prepare(canvas: HTMLCanvasElement, width: number, height: number, unit: number, app: App): CanvasPainter {
  const ratio = unit * (devicePixelRatio || 1);
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  canvas.style.width = `${w / (devicePixelRatio || 1)}px`;
  canvas.style.height = `${h / (devicePixelRatio || 1)}px`;
  const known = painters.get(canvas);
  if (known !== undefined && known.theme === app.theme && known.ratio === ratio) return known.painter;
  const painter = canvasPainter(canvas, { palette: app.theme.palette, fontFamily: app.theme.fontFamily, ratio });
  painters.set(canvas, { painter, theme: app.theme, ratio });
  return painter;
}
