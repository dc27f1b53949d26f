/** Paints primitives on a canvas. Edges are rounded to device pixels, hatches come from cached tiles, one fill style at a time. */
import type { Paint, Palette } from './colors.ts';
import type { Pattern, Primitive } from './scene/primitives.ts';
import { patterns } from './scene/patterns.ts';
import { stripHeight, stripStyles } from './scene/strip.ts';

export interface CanvasTheme {
  readonly palette: Palette;
  readonly fontFamily: string;
  /** Device pixels a design pixel: device pixel ratio times font size over 13. */
  readonly ratio: number;
}

/** How often a canvas was touched, for tests that count instead of measuring time. */
export interface PaintCount {
  calls: number;
}

export interface CanvasPainter {
  /** Paints over what is there; y of the primitives is shifted up by `offsetY`. */
  readonly paint: (primitives: readonly Primitive[], offsetY?: number) => void;
  readonly clear: () => void;
  readonly counted: PaintCount;
}

export function canvasPainter(canvas: HTMLCanvasElement, theme: CanvasTheme): CanvasPainter {
  const context = canvas.getContext('2d');
  const counted: PaintCount = { calls: 0 };
  if (context === null) return { paint: () => undefined, clear: () => undefined, counted };
  const tiles = new Map<string, CanvasPattern | null>();
  const pen: Pen = {
    context,
    theme,
    tiles,
    strip: undefined,
    counted,
    snap: (value) => Math.round(value * theme.ratio),
    offsetY: 0,
    fill: '',
    font: '',
  };
  const paint = (primitives: readonly Primitive[], offsetY = 0): void => {
    // A canvas that was resized has forgotten its styles.
    Object.assign(pen, { offsetY, fill: '', font: '' });
    for (const primitive of primitives) paintOne(primitive, pen);
  };
  return { paint, counted, clear: () => context.clearRect(0, 0, canvas.width, canvas.height) };
}

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly theme: CanvasTheme;
  readonly tiles: Map<string, CanvasPattern | null>;
  readonly counted: PaintCount;
  readonly snap: (value: number) => number;
  /** Where strips are made before they are put in their place. */
  strip: { readonly context: CanvasRenderingContext2D; readonly image: ImageData } | undefined;
  offsetY: number;
  /** What was set last: setting costs more than comparing. */
  fill: string;
  font: string;
}

function paintOne(part: Primitive, pen: Pen): void {
  pen.counted.calls++;
  switch (part.kind) {
    case 'rect':
      return paintRect(part, pen);
    case 'frame':
      return paintFrame(part, pen);
    case 'hatch':
      return paintHatch(part, pen);
    case 'strip':
      return paintStrip(part, pen);
    case 'path':
      return paintPath(part, pen);
    case 'circle':
      return paintCircle(part, pen);
    case 'text':
      return paintText(part, pen);
  }
}

/** A box in device pixels; never thinner than one. */
function box(
  part: { x: number; y: number; w: number; h: number },
  pen: Pen,
): readonly [number, number, number, number] {
  const [x, y] = [pen.snap(part.x), pen.snap(part.y - pen.offsetY)];
  return [x, y, Math.max(1, pen.snap(part.x + part.w) - x), Math.max(1, pen.snap(part.y + part.h - pen.offsetY) - y)];
}

function paintRect(part: Extract<Primitive, { kind: 'rect' }>, pen: Pen): void {
  const { context } = pen;
  const [x, y, w, h] = box(part, pen);
  setFill(pen, pen.theme.palette[part.paint]);
  if (part.alpha !== undefined) context.globalAlpha = part.alpha;
  // A rectangle as thin as a hairline stays one at every zoom.
  context.fillRect(x, y, part.w <= 1 ? hairline(pen) : w, part.h <= 1 ? hairline(pen) : h);
  if (part.alpha !== undefined) context.globalAlpha = 1;
}

function setFill(pen: Pen, colour: string): void {
  if (colour !== pen.fill) pen.context.fillStyle = pen.fill = colour;
}

const hairline = (pen: Pen): number => Math.max(1, Math.floor(pen.theme.ratio));

function paintFrame(part: Extract<Primitive, { kind: 'frame' }>, pen: Pen): void {
  const { context } = pen;
  const thick = Math.max(1, Math.round((part.width ?? 1) * Math.floor(pen.theme.ratio)));
  const [x, y, w, h] = box(part, pen);
  setStroke(part, thick, pen);
  context.strokeRect(x + thick / 2, y + thick / 2, Math.max(0, w - thick), Math.max(0, h - thick));
}

function setStroke(part: { readonly paint: Paint; readonly dash?: readonly number[] }, width: number, pen: Pen): void {
  const { context, theme } = pen;
  context.strokeStyle = theme.palette[part.paint];
  context.lineWidth = width;
  context.setLineDash((part.dash ?? []).map((length) => length * theme.ratio));
}

function paintPath(part: Extract<Primitive, { kind: 'path' }>, pen: Pen): void {
  const { context, theme } = pen;
  context.beginPath();
  for (let index = 0; index < part.points.length; index += 2) {
    const [x, y] = [
      (part.points[index] ?? 0) * theme.ratio,
      ((part.points[index + 1] ?? 0) - pen.offsetY) * theme.ratio,
    ];
    // Half pixels of the design stay half pixels of the device, so that hairlines are crisp.
    const [px, py] = [Math.floor(x) + 0.5, Math.floor(y) + 0.5];
    if (index === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  }
  if (part.close === true) context.closePath();
  if (part.fill === true) {
    setFill(pen, theme.palette[part.paint]);
    context.fill();
    return;
  }
  setStroke(part, Math.max(1, (part.width ?? 1) * theme.ratio), pen);
  context.stroke();
}

function paintCircle(part: Extract<Primitive, { kind: 'circle' }>, pen: Pen): void {
  const { context, theme } = pen;
  context.beginPath();
  context.arc(
    Math.floor(part.x * theme.ratio) + 0.5,
    Math.floor((part.y - pen.offsetY) * theme.ratio) + 0.5,
    part.r * theme.ratio,
    0,
    7,
  );
  setFill(pen, theme.palette[part.fill]);
  context.fill();
  setStroke(part, hairline(pen), pen);
  context.stroke();
}

function paintText(part: Extract<Primitive, { kind: 'text' }>, pen: Pen): void {
  const { context, theme } = pen;
  const font = `${part.bold === true ? 600 : 400} ${part.size * theme.ratio}px ${theme.fontFamily}`;
  if (font !== pen.font) context.font = pen.font = font;
  context.textAlign = part.align ?? 'left';
  context.textBaseline = 'alphabetic';
  setFill(pen, theme.palette[part.paint]);
  context.fillText(part.text, Math.round(part.x * theme.ratio), Math.round((part.y - pen.offsetY) * theme.ratio));
}

function paintHatch(part: Extract<Primitive, { kind: 'hatch' }>, pen: Pen): void {
  const { context } = pen;
  const fill = tile(part.pattern, part.paint, pen);
  if (fill === null) return;
  const [x, y, w, h] = box(part, pen);
  // The pattern travels with the bar when one pans, instead of standing still behind a moving window.
  const anchor = pen.snap(part.anchor);
  const left = x - anchor;
  context.setTransform(1, 0, 0, 1, anchor, y);
  context.fillStyle = fill;
  pen.fill = '';
  if (part.endHeight === undefined) context.fillRect(left, 0, w, h);
  else {
    context.beginPath();
    context.moveTo(left, 0);
    context.lineTo(left + w, h - pen.snap(part.endHeight));
    context.lineTo(left + w, h);
    context.lineTo(left, h);
    context.closePath();
    context.fill();
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}

function tile(pattern: Pattern, paint: Paint, pen: Pen): CanvasPattern | null {
  const key = `${pattern} ${paint}`;
  const known = pen.tiles.get(key);
  if (known !== undefined) return known;
  const { pitch, strokes, width } = patterns[pattern];
  const size = Math.max(3, Math.round(pitch * pen.theme.ratio));
  const scale = size / pitch;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.strokeStyle = pen.theme.palette[paint];
  context.lineWidth = width * scale;
  for (const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] of strokes) {
    context.beginPath();
    context.moveTo(x1 * scale, y1 * scale);
    context.lineTo(x2 * scale, y2 * scale);
    context.stroke();
  }
  const made = pen.context.createPattern(canvas, 'repeat');
  pen.tiles.set(key, made);
  return made;
}

/** How high a state must be to show in each row of a strip. */
const stripRows = [12, 12, 8, 8, 8, 1, 8, 8, 8, 8, 12, 12];

/** All cells of a strip as one small image: its cost depends on its width, not on how many states it tells. */
function paintStrip(part: Extract<Primitive, { kind: 'strip' }>, pen: Pen): void {
  const { cells } = part;
  const width = cells.length;
  const strip = stripOf(pen, width);
  if (strip === undefined) return;
  const { image, context } = strip;
  const pixels = new Uint32Array(image.data.buffer);
  const colours = stripStyles.map((style) =>
    style === undefined ? 0 : pixelOf(pen.theme.palette[part.paint === 'neutral' ? 'neutral' : style.paint]),
  );
  const made = new Map<number, number>();
  stripRows.forEach((height, y) => {
    const [from, known] = [y * image.width, made.get(height)];
    if (known !== undefined) return void pixels.copyWithin(from, known, known + width);
    made.set(height, from);
    const shown = Uint32Array.from(colours, (colour, number) =>
      (stripStyles[number]?.height ?? 0) < height ? 0 : colour,
    );
    for (let x = 0; x < width; x++) pixels[from + x] = shown[cells[x] ?? 0] ?? 0;
  });
  context.putImageData(image, 0, 0, 0, 0, width, stripHeight);
  const [x, y, w, h] = box({ x: part.x, y: part.y, w: width, h: stripHeight }, pen);
  pen.context.imageSmoothingEnabled = false;
  pen.context.drawImage(context.canvas, 0, 0, width, stripHeight, x, y, w, h);
}

/** One canvas for all strips of a painter; it only ever gets wider. */
function stripOf(pen: Pen, width: number): Pen['strip'] {
  if (pen.strip !== undefined && pen.strip.image.width >= width) return pen.strip;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, stripHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  pen.strip = context === null ? undefined : { context, image: context.createImageData(width, stripHeight) };
  return pen.strip;
}

/** `#rrggbb` as the bytes of a pixel in memory. */
const pixelOf = (colour: string): number => {
  const rgb = parseInt(colour.slice(1), 16);
  return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
};
