/** What people share: the picture as SVG and PNG, the run as text, Mermaid, Markdown, JSON and Chrome trace. */
import { chromeTrace, eventsMarkdown, mermaidGantt, textChart } from '../../core/simulation.ts';
import type { App } from './app.ts';
import { kubectlAt, valueAt } from './at.ts';
import { rangeFacts } from './compare.ts';
import { type Geometry, headScene } from './chart.ts';
import { eventRowsAt } from './event-rows.ts';
import { safe } from './format.ts';
import { highlightedScene, rangeTitle } from './highlights.ts';
import { find } from './hit.ts';
import { sizes } from './layout.ts';
import { canvasPainter } from './paint-canvas.ts';
import { svg } from './paint-svg.ts';
import { overviewScene } from './scene/head.ts';
import type { Primitive, Scene } from './scene/primitives.ts';
import { rect } from './scene/primitives.ts';
import { lanesScene } from './scene/scene.ts';
import { hitTimes, hitTitle, rowTitle } from './words.ts';

export function fileName(app: App, format: string): string {
  const name = (app.run?.timeline.podName ?? 'pod').replace(/[^a-z0-9.-]+/gi, '-').slice(0, 63);
  return `${name}.${format === 'trace' ? 'trace.json' : format}`;
}

/** The picture as it stands, names and values included. */
export function pictureScene(app: App, at: Geometry): Scene {
  const { draw, layout } = at;
  const run = app.run;
  const top = sizes.overview + sizes.ruler;
  const left = draw.narrow ? 0 : sizes.names;
  const height = top + layout.height + 24;
  if (run === undefined) return { width: left + draw.width, height, primitives: [] };
  const { state } = app;
  const rules = headScene(app, draw);
  const head = [...overviewScene(run.timeline, draw.width), ...rules.primitives];
  const whole: Geometry = { ...at, scrollY: 0, viewHeight: layout.height };
  const still = lanesScene({ draw, layout, grid: rules.grid, fromY: 0, toY: layout.height });
  const lanes = [...still, ...highlightedScene({ app, run, geometry: whole, hover: undefined, lanes: still })];
  const line = kubectlAt(run, state.playheadMs);
  const foot = `${run.timeline.podName}   READY ${line.ready}   STATUS ${line.status}   RESTARTS ${line.restarts}   AGE ${line.age}`;
  const primitives: Primitive[] = [
    ...head.map((part) => moved(part, left, 0)),
    ...lanes.map((part) => moved(part, left, top)),
    ...names(app, at, top),
    rect('line', 0, sizes.overview, left + draw.width, 1),
    rect('line', 0, top, left + draw.width, 1),
    rect('line', 0, top + layout.height, left + draw.width, 1),
    ...(left === 0 ? [] : [rect('line', left - 1, 0, 1, top + layout.height)]),
    { kind: 'text', x: 8, y: height - 8, text: safe(foot, 200), paint: 'text', size: 12 },
  ];
  return { width: left + draw.width, height, primitives };
}

function names(app: App, at: Geometry, top: number): readonly Primitive[] {
  const { measure, narrow, width } = at.draw;
  return at.layout.rows.flatMap((row): readonly Primitive[] => {
    const y = top + row.nameY + row.nameH / 2 + 4;
    const value = valueAt(row.lane, app.state.playheadMs);
    const x = row.sub ? 24 : 16;
    const right = (narrow ? width : sizes.names) - 8;
    const valueWidth = value.text === '' ? 0 : measure(value.text, 12) + 8;
    const name = fitted(safe(row.name, 64), right - x - valueWidth, measure);
    const noteX = Math.max(84, x + measure(name, 12) + 8);
    const note: Primitive[] =
      row.note !== '' && noteX + measure(row.note, 11) < right - valueWidth
        ? [{ kind: 'text', x: noteX, y, text: row.note, paint: 'dim', size: 11 }]
        : [];
    const parts: Primitive[] = [{ kind: 'text', x, y, text: name, paint: row.sub ? 'dim' : 'text', size: 12 }, ...note];
    return value.text === ''
      ? parts
      : [
          ...parts,
          {
            kind: 'text',
            x: right,
            y,
            text: value.text,
            paint: value.alarm ? 'failing' : 'text',
            size: 12,
            align: 'right',
            ...(value.alarm ? { bold: true } : {}),
          },
        ];
  });
}

function fitted(text: string, room: number, measure: (text: string, size: number) => number): string {
  if (measure(text, 12) <= room) return text;
  let cut = text.length;
  while (cut > 1 && measure(`${text.slice(0, cut)}…`, 12) > room) cut--;
  return `${text.slice(0, cut)}…`;
}

function moved(part: Primitive, dx: number, dy: number): Primitive {
  if (part.kind === 'path')
    return { ...part, points: part.points.map((value, index) => value + (index % 2 === 0 ? dx : dy)) };
  if (part.kind === 'hatch') return { ...part, x: part.x + dx, y: part.y + dy, anchor: part.anchor + dx };
  return { ...part, x: part.x + dx, y: part.y + dy };
}

export function pictureSvg(app: App, at: Geometry | undefined): string {
  if (at === undefined) return '';
  const name = app.run?.timeline.podName ?? '';
  return svg(
    pictureScene(app, at),
    { palette: app.theme.palette, fontFamily: app.theme.fontFamily },
    `Pod Lifecycle: ${name}`,
    textOf(app),
  );
}

/** Base64 of a PNG at twice the size. */
export function picturePng(app: App, at: Geometry | undefined): string {
  if (at === undefined) return '';
  const scene = pictureScene(app, at);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(scene.width * 2), Math.round(scene.height * 2)];
  const painter = canvasPainter(canvas, { palette: app.theme.palette, fontFamily: app.theme.fontFamily, ratio: 2 });
  painter.paint([rect('background', 0, 0, scene.width, scene.height), ...scene.primitives]);
  return canvas.toDataURL('image/png').replace(/^data:[^,]*,/, '');
}

/** kubectl's line, its Events and the chart in characters, at the playhead. */
export function textOf(app: App): string {
  const { run, state } = app;
  if (run === undefined) return '';
  const line = kubectlAt(run, state.playheadMs);
  const get = table([
    ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
    [run.timeline.podName, line.ready, line.status, line.restarts, line.age],
  ]);
  const events = eventRowsAt(run, state.playheadMs).map((row) => [
    row.type,
    row.reason,
    row.age,
    row.from,
    row.message,
  ]);
  return [
    get,
    '',
    'Events:',
    table([['Type', 'Reason', 'Age', 'From', 'Message'], ...events]),
    '',
    textChart(run.timeline, { width: 120 }),
    '',
  ].join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('   '),
    )
    .join('\n');
}

export const eventsTableOf = (app: App): string =>
  app.run === undefined ? '' : eventsMarkdown(app.run.timeline, app.state.playheadMs);
export const mermaidOf = (app: App): string => (app.run === undefined ? '' : mermaidGantt(app.run.timeline));

export function jsonOf(app: App): string {
  return app.run === undefined
    ? ''
    : `${JSON.stringify({ input: app.run.input, timeline: app.run.timeline }, undefined, 2)}\n`;
}

/** Trace Event Format: opens in Perfetto and in Chrome's performance panel. */
export const traceOf = (app: App): string =>
  app.run === undefined ? '' : `${JSON.stringify(chromeTrace(app.run.timeline))}\n`;

/** The chosen range or the selected thing, in a line. */
export function rangeText(app: App, at: Geometry | undefined): string {
  const { run, state } = app;
  if (run === undefined) return '';
  if (state.range !== undefined)
    return `${rangeTitle(state.range.fromMs, state.range.toMs)}: ${rangeFacts(run.timeline, state.range.fromMs, state.range.toMs).join(', ')}`;
  const hit = find(at?.layout.rows ?? [], state.selection);
  return hit === undefined ? textOf(app) : `${rowTitle(hit.row)}: ${hitTitle(hit)}, ${hitTimes(hit)}`;
}
