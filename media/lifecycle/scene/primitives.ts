/** The picture as plain data: a list of primitives in design pixels (13 px type). Painters turn it into canvas, SVG or text. */
import type { Paint } from '../colors.ts';

export type Pattern = 'waiting' | 'pulling' | 'backoff' | 'stripes' | 'ladder';

interface Common {
  /** What it shows: `container/app#3`, `probe/app/liveness@20321`. Only on primitives that stand for something. */
  readonly id?: string;
}

export type Primitive =
  | (Common & {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly paint: Paint;
      readonly alpha?: number;
    })
  | (Common & {
      readonly kind: 'frame';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly paint: Paint;
      readonly dash?: readonly number[];
      readonly width?: number;
    })
  /** Filled with a pattern that is anchored at `x`; `endHeight` makes it a wedge that ends lower, its foot level. */
  | (Common & {
      readonly kind: 'hatch';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly paint: Paint;
      readonly pattern: Pattern;
      readonly anchor: number;
      readonly startHeight?: number;
      readonly endHeight?: number;
    })
  /** States of a pixel each, by their numbers in `strip.ts`; `neutral` makes all of them grey. */
  | (Common & {
      readonly kind: 'strip';
      readonly x: number;
      readonly y: number;
      readonly cells: Uint8Array;
      readonly paint: 'serving' | 'neutral';
    })
  /** x, y, x, y, …; strokes are centred on the coordinates, so hairlines are given on half pixels. */
  | (Common & {
      readonly kind: 'path';
      readonly points: readonly number[];
      readonly paint: Paint;
      readonly fill?: true;
      readonly close?: true;
      readonly width?: number;
      readonly dash?: readonly number[];
    })
  | (Common & {
      readonly kind: 'circle';
      readonly x: number;
      readonly y: number;
      readonly r: number;
      readonly paint: Paint;
      readonly fill: Paint;
    })
  | (Common & {
      readonly kind: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly paint: Paint;
      readonly size: 11 | 12 | 13;
      readonly align?: 'left' | 'center' | 'right';
      readonly bold?: true;
    });

/** Width of a text in design pixels. */
export type Measure = (text: string, size: number) => number;

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly primitives: readonly Primitive[];
}

export const rect = (
  paint: Paint,
  x: number,
  y: number,
  w: number,
  h: number,
): Primitive & { readonly kind: 'rect' } => ({ kind: 'rect', x, y, w, h, paint });

/** The same with what is below it shining through. */
export const pale = (part: Extract<Primitive, { kind: 'rect' }>, alpha: number): Primitive => ({ ...part, alpha });

export const line = (paint: Paint, points: readonly number[], width = 1): Primitive => ({
  kind: 'path',
  points,
  paint,
  width,
});

export const solid = (paint: Paint, points: readonly number[]): Primitive => ({
  kind: 'path',
  points,
  paint,
  fill: true,
  close: true,
});

/** Words of the picture, `y` at their foot. */
export const words = (
  text: string,
  x: number,
  y: number,
  paint: Paint = 'text',
): Primitive & { readonly kind: 'text' } => ({ kind: 'text', x, y, text, paint, size: 11 });

/** Parts of one thing: the first carries its id. */
export const named = (id: string, parts: readonly Primitive[]): readonly Primitive[] =>
  parts.map((part, index) => (index === 0 ? { ...part, id } : part));

/** A label on a patch of the background colour, so that it keeps the contrast of normal text. `middle` is the middle of its line. */
export function label(
  measure: Measure,
  text: string,
  x: number,
  middle: number,
  paint: Paint = 'text',
): readonly Primitive[] {
  const width = measure(text, 11);
  return [rect('background', x - 3, middle - 6.5, width + 6, 13), words(text, x, middle + 4, paint)];
}

/** ✓ and ✕ drawn, not set: the same in every font. */
export const check = (paint: Paint, x: number, middle: number): Primitive =>
  line(paint, [x, middle + 0.5, x + 3, middle + 3.5, x + 8, middle - 3.5], 1.5);

export const cross = (paint: Paint, x: number, middle: number, reach: number, width = 2): readonly Primitive[] => [
  line(paint, [x - reach, middle - reach, x + reach, middle + reach], width),
  line(paint, [x + reach, middle - reach, x - reach, middle + reach], width),
];
