/** What lies over the lanes and moves with the playhead: its line, and the grace period's rest. */
import type { App, Run } from './app.ts';
import type { Geometry, Hover } from './chart.ts';
import { moment } from './format.ts';
import type { Measure, Primitive } from './scene/primitives.ts';
import { label, rect } from './scene/primitives.ts';

export interface OverlayInput {
  readonly app: App;
  readonly run: Run;
  readonly geometry: Geometry;
  readonly hover: Hover | undefined;
  /** What stands in the lanes already: the playhead passes behind its labels. */
  readonly lanes: readonly Primitive[];
}

/** All of it that a picture shows which nobody has touched; `highlights.ts` adds the rest. */
export const overlayScene = (input: OverlayInput): readonly Primitive[] => [...playhead(input), ...graceLeft(input)];

function playhead({ app, geometry, lanes }: OverlayInput): readonly Primitive[] {
  const { draw, scrollY, viewHeight } = geometry;
  const x = draw.scale.x(app.state.playheadMs);
  if (x < -1 || x > draw.width + 1) return [];
  const parts: Primitive[] = [];
  let top = scrollY;
  const to = (bottom: number): void => {
    if (bottom > top)
      parts.push(rect('background', x - 1, top, 3, bottom - top), rect('focus', x, top, 1, bottom - top));
  };
  for (const [from, until] of labelsAt(x, lanes, draw.measure)) {
    to(from);
    top = Math.max(top, until);
  }
  to(scrollY + viewHeight);
  return parts;
}

/** Top and bottom of the labels that a vertical line would cross, from above. */
function labelsAt(x: number, lanes: readonly Primitive[], measure: Measure): readonly (readonly [number, number])[] {
  return lanes
    .flatMap((part): readonly (readonly [number, number])[] => {
      if (part.kind !== 'text' || x < part.x - 3 || x > part.x + measure(part.text, part.size) + 3) return [];
      return [[part.y - 10, part.y + 3]];
    })
    .sort(([one], [other]) => one - other);
}

function graceLeft({ app, geometry }: OverlayInput): readonly Primitive[] {
  const { draw } = geometry;
  const atMs = app.state.playheadMs;
  return geometry.layout.rows
    .filter((row) => row.lane.kind === 'grace')
    .flatMap((row) => {
      const span = row.lane.spans.find((each) => each.startMs <= atMs && atMs < each.endMs);
      if (span === undefined) return [];
      const words = `${moment(span.endMs - atMs)} left`;
      const width = draw.measure(words, 11);
      const x = draw.scale.x(atMs);
      return label(draw.measure, words, x + width + 12 > draw.width ? x - width - 4 : x + 5, row.y + row.h / 2);
    });
}
