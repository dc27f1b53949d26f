/** A state as a legend shows it. */
import type { SpanState } from '../../../core/simulation.ts';
import { shape } from './container-lane.ts';
import type { Primitive } from './primitives.ts';
import { check, cross, rect } from './primitives.ts';

/** A bar as a legend shows it. */
export function swatch(state: SpanState, width: number, height: number): readonly Primitive[] {
  const parts = shape(state, { left: 0, right: width, top: 0, height });
  if (state === 'failed') return [...parts, ...cross('failing', width / 2, height / 2, 3.5)];
  return state === 'completed'
    ? [...parts, rect('background', width / 2 - 6, 0, 12, height), check('text', width / 2 - 4, height / 2)]
    : parts;
}
