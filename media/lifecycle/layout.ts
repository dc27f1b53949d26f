/** Which lanes are rows of the picture, and where each stands. All sizes in design pixels (13 px type). */
import type { Lane, LaneKind, Span, Timeline } from '../../core/simulation.ts';
import { sameCourse } from './same-course.ts';

export interface Row {
  /** `container/app`, with `#base` for the baseline's row below it. */
  readonly id: string;
  readonly lane: Lane;
  /** True for a ghost lane of the baseline. */
  readonly base: boolean;
  /** The baseline's signal, drawn as a dashed line into the same row. */
  readonly ghost?: Lane;
  readonly name: string;
  readonly note: string;
  readonly sub: boolean;
  /** Set on rows that can be folded away with their probes, hooks and signals. */
  readonly open?: boolean;
  /** Top and height of the drawing, from the top of the first row. */
  readonly y: number;
  readonly h: number;
  /** Top of the name line: the same as `y` when names stand beside the lanes. */
  readonly nameY: number;
  readonly nameH: number;
}

export interface LayoutInput {
  readonly timeline: Timeline;
  readonly baseline?: { readonly title: string; readonly timeline: Timeline };
  readonly narrow: boolean;
  /** Ids of container lanes whose sub-lanes are folded away. */
  readonly collapsed: readonly string[];
  /** Kinds that are shown on demand. */
  readonly shown: readonly LaneKind[];
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly height: number;
}

export const sizes = {
  names: 188,
  overview: 32,
  ruler: 24,
  lane: 20,
  sub: 18,
  nameLine: 14,
  top: 4,
  bottom: 5,
  padding: 12,
} as const;

/** Shown only when asked for. */
export const onDemand: readonly LaneKind[] = ['condition', 'log', 'memory'];

const subKinds: readonly LaneKind[] = ['probe', 'hook', 'signals', 'grace', 'log', 'memory', 'condition'];

export function layOut(input: LayoutInput): Layout {
  const rows: Row[] = [];
  let y: number = sizes.top;
  const base = new Map(input.baseline?.timeline.lanes.map((lane) => [lane.id, lane]));
  const merged = endpointFollowsReady(input.timeline);
  const push = (lane: Lane, own: Pick<Row, 'base' | 'name' | 'note'> & Partial<Pick<Row, 'ghost' | 'open'>>): void => {
    const sub = subKinds.includes(lane.kind);
    const nameH = input.narrow ? sizes.nameLine : 0;
    const h = sub || lane.kind === 'events' ? sizes.sub : sizes.lane;
    rows.push({
      id: lane.id + (own.base ? '#base' : ''),
      lane,
      sub,
      ...own,
      nameY: y,
      nameH: nameH === 0 ? h : nameH,
      y: y + nameH,
      h,
    });
    y += nameH + h;
  };
  for (const lane of input.timeline.lanes) {
    if (isHidden(lane, input, merged)) continue;
    const before = base.get(lane.id);
    const differs = before !== undefined && !sameCourse(before, lane);
    const isSignal = lane.kind === 'ready' || lane.kind === 'endpoint';
    const open =
      lane.kind === 'container' && hasChildren(input.timeline, lane)
        ? { open: !input.collapsed.includes(lane.id) }
        : {};
    push(lane, {
      base: false,
      name: lane.name,
      note: noteOf(lane, merged),
      ...open,
      ...(differs && isSignal ? { ghost: before } : {}),
    });
    const isEmpty = before === undefined || before.spans.length + before.marks.length === 0;
    if (differs && !isEmpty && (lane.kind === 'container' || lane.kind === 'probe'))
      push(before, { base: true, name: lane.name, note: input.baseline?.title ?? '' });
  }
  return { rows, height: y + sizes.bottom };
}

function isHidden(lane: Lane, input: LayoutInput, merged: boolean): boolean {
  if (onDemand.includes(lane.kind) && !input.shown.includes(lane.kind)) return true;
  if (lane.kind === 'endpoint' && merged) return true;
  if (lane.kind === 'phase' && input.narrow) return true;
  if (
    lane.kind !== 'container' &&
    lane.container !== undefined &&
    input.collapsed.includes(`container/${lane.container}`)
  )
    return true;
  return (
    lane.spans.length === 0 &&
    lane.marks.length === 0 &&
    lane.kind !== 'moments' &&
    lane.kind !== 'events' &&
    lane.kind !== 'probe'
  );
}

function hasChildren(timeline: Timeline, lane: Lane): boolean {
  return timeline.lanes.some(
    (other) => other.kind !== 'container' && other.container !== undefined && other.container === lane.container,
  );
}

/** One row is enough while the Pod is in its endpoints exactly when it is Ready. */
function endpointFollowsReady(timeline: Timeline): boolean {
  const endpoint = timeline.lanes.find((lane) => lane.kind === 'endpoint');
  if (endpoint === undefined) return false;
  const ready = timeline.lanes.find((lane) => lane.kind === 'ready');
  const ups = (lane: Lane | undefined): readonly Span[] => (lane?.spans ?? []).filter((span) => span.state !== 'no');
  const [one, other] = [ups(ready), ups(endpoint)];
  return one.length === other.length && one.every((span, index) => follows(span, other[index]));
}

function follows(span: Span, other: Span | undefined): boolean {
  return (
    other?.state === 'yes' && Math.abs(span.startMs - other.startMs) < 1000 && Math.abs(span.endMs - other.endMs) < 1000
  );
}

function noteOf(lane: Lane, merged: boolean): string {
  if (lane.kind === 'ready') return merged ? 'in endpoints' : '';
  if (lane.kind === 'status') return 'kubectl';
  if (lane.kind === 'signals') return '▽ TERM ▼ KILL';
  if (lane.kind === 'events') return '▲ Warning';
  if (lane.kind === 'container' && lane.note === undefined)
    return lane.role === undefined || lane.role === 'regular' ? '' : lane.role;
  return lane.note ?? '';
}
