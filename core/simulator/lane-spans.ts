/** What the rows of the picture are drawn from, and how changes become spans. */
import type { ContainerEntry } from './log.ts';
import type { EndpointChange, KubectlLine, PodEvent, Span } from './timeline.ts';
import type { PodLife } from './world.ts';

export interface LaneContext {
  /** What the log says of each container. */
  readonly entries: ReadonlyMap<string, readonly ContainerEntry[]>;
  readonly life: PodLife;
  readonly endMs: number;
  readonly kubectl: readonly KubectlLine[];
  readonly endpoints: readonly EndpointChange[];
  readonly events: readonly PodEvent[];
}

/** When the object was gone, first. */
export const goneAt = ({ life }: LaneContext): number | undefined => life.log.versions.find(({ pod }) => !pod)?.atMs;

/** The cause of an entry or a version, for a span or a mark. */
export const causeOf = (entry: { readonly cause?: number | undefined } | undefined): { readonly cause?: number } =>
  entry?.cause === undefined ? {} : { cause: entry.cause };

/** A change lasts until the next one; moments that nobody would notice are marked. */
export const FINE_MS = 200;

export function spansOf(
  changes: readonly { readonly atMs: number; readonly span: Omit<Span, 'startMs' | 'endMs'> | undefined }[],
  endMs: number,
): readonly Span[] {
  const spans: Span[] = [];
  changes.forEach(({ atMs, span }, i) => {
    const isLast = i + 1 === changes.length,
      until = changes[i + 1]?.atMs ?? endMs;
    if (!span || (until <= atMs && !isLast)) return;
    const last = spans.at(-1),
      isSame = last?.endMs === atMs && last.label === span.label && last.state === span.state;
    const body = isSame ? spans.pop()! : { startMs: atMs, endMs: until, ...span };
    spans.push({ ...body, endMs: until, ...(isLast ? { open: true } : {}) });
  });
  return spans.map((span) =>
    !span.open && span.endMs - span.startMs < FINE_MS ? { ...span, fine: true as const } : span,
  );
}
