/** The whole picture of the lanes as a list of primitives, and what lies over it: playhead, selection, hover, ranges. */
import type { Row } from '../layout.ts';
import type { Layout } from '../layout.ts';
import type { Paint } from '../colors.ts';
import { containerLane } from './container-lane.ts';
import type { Draw } from './draw.ts';
import { eventsLane, graceLane, momentsLane, signalsLane, zigzag } from './mark-lanes.ts';
import { probeLane } from './probe-lane.ts';
import type { Primitive } from './primitives.ts';
import { rect } from './primitives.ts';
import { hookLane, logLane, memoryLane } from './rare-lanes.ts';
import { signalLane, textLane, textLaneLabels } from './signal-lanes.ts';

export interface LanesInput {
  readonly draw: Draw;
  readonly layout: Layout;
  /** x of the ruler's labelled ticks. */
  readonly grid: readonly number[];
  /** Rows outside of these heights are not drawn. */
  readonly fromY: number;
  readonly toY: number;
  /** Ids of rows that keep their colours; undefined for all, empty for none. */
  readonly lit?: ReadonlySet<string>;
}

/** Everything in the lanes that does not depend on the playhead. */
export function lanesScene(input: LanesInput): readonly Primitive[] {
  const { draw, layout } = input;
  const primitives: Primitive[] = [];
  if (!draw.highContrast)
    for (const x of input.grid) primitives.push(rect('line', x, input.fromY, 1, input.toY - input.fromY));
  const rows = layout.rows.filter((row) => row.y + row.h >= input.fromY && row.y <= input.toY);
  const moments = layout.rows.find((row) => row.lane.kind === 'moments');
  const ordered = moments === undefined || rows.includes(moments) ? rows : [moments, ...rows];
  for (const row of ordered) primitives.push(...muted(laneOf(row, draw, input.toY), row, input.lit));
  for (const fold of draw.scale.folds) {
    primitives.push(
      ...zigzag(fold.left, input.fromY - (input.fromY % 8), input.toY),
      ...zigzag(fold.right, input.fromY - (input.fromY % 8), input.toY),
    );
  }
  for (const row of rows) if (isText(row)) primitives.push(...muted(textLaneLabels(row, draw), row, input.lit));
  return primitives;
}

const isText = (row: Row): boolean =>
  row.lane.kind === 'phase' || row.lane.kind === 'status' || row.lane.kind === 'condition';

function laneOf(row: Row, draw: Draw, bottom: number): readonly Primitive[] {
  switch (row.lane.kind) {
    case 'moments':
      return momentsLane(row, draw, bottom);
    case 'phase':
    case 'status':
    case 'condition':
      return textLane(row, draw);
    case 'ready':
    case 'endpoint':
      return signalLane(row, draw);
    case 'container':
      return containerLane(row, draw);
    case 'probe':
      return probeLane(row, draw);
    case 'hook':
      return hookLane(row, draw);
    case 'signals':
      return signalsLane(row, draw);
    case 'grace':
      return graceLane(row, draw);
    case 'events':
      return eventsLane(row, draw);
    case 'log':
      return logLane(row, draw);
    case 'memory':
      return memoryLane(row, draw);
  }
}

const roles: readonly Paint[] = ['serving', 'working', 'backoff', 'failing', 'ending'];

function muted(primitives: readonly Primitive[], row: Row, lit: ReadonlySet<string> | undefined): readonly Primitive[] {
  if (lit === undefined || lit.has(row.id)) return primitives;
  return primitives.map((part) => (roles.includes(part.paint) ? { ...part, paint: 'neutral' } : part));
}
