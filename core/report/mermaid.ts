/** A run as a Gantt chart in Mermaid's language, for Markdown. */
import type { Lane, Span, Timeline } from '../simulator/timeline.ts';
import { formatTimestamp } from '../kube/timestamp.ts';
import { laneTitle, lastChangeMs, oneLine, visibleSpans } from './words.ts';

const MIDNIGHT_MS = 946_684_800_000;
const shown: ReadonlySet<string> = new Set(['phase', 'status', 'ready', 'endpoint', 'container', 'hook', 'grace']);

/** Mermaid draws every span as a line of its own: more would not be readable. */
const MOST_SPANS = 400;

/** Time counts from 00:00:00, the Pod's creation. */
export function mermaidGantt(timeline: Timeline): string {
  const end = Math.min(timeline.endMs, Math.max(1000, Math.ceil(lastChangeMs(timeline) * 1.15)));
  let left = MOST_SPANS;
  const sections = timeline.lanes
    .filter((lane) => shown.has(lane.kind))
    .flatMap((lane) => {
      const spans = visibleSpans(lane)
        .filter((span) => span.startMs < end)
        .slice(0, left);
      left -= spans.length;
      return spans.length
        ? [`    section ${plain(laneTitle(lane))}`, ...spans.map((span) => task(span, end)), ...milestones(lane, end)]
        : [];
    });
  const cut = left === 0 ? ['    %% the first 400 spans'] : [];
  return (
    [
      'gantt',
      `    title Pod ${plain(timeline.podName)}`,
      '    dateFormat YYYY-MM-DDTHH:mm:ss.SSS',
      `    axisFormat ${end > 3_600_000 ? '%H:%M' : '%M:%S'}`,
      ...cut,
      ...sections,
    ].join('\n') + '\n'
  );
}

function task(span: Span, end: number): string {
  const tag =
    {
      failed: 'crit, ',
      backoff: 'crit, ',
      completed: 'done, ',
      waiting: 'done, ',
      pulling: 'done, ',
      no: 'done, ',
      ready: 'active, ',
      yes: 'active, ',
    }[span.state as string] ?? '';
  return `    ${plain(span.label) || span.state} :${tag}${instant(span.startMs)}, ${instant(Math.min(span.endMs, end))}`;
}

function milestones(lane: Lane, end: number): string[] {
  const marks = lane.marks.filter(
    (mark) =>
      (mark.kind === 'restart' || mark.kind === 'killed' || mark.kind === 'sigkill') && !mark.fine && mark.atMs < end,
  );
  return marks.map((mark) => `    ${plain(mark.label ?? mark.kind)} :milestone, ${instant(mark.atMs)}, 0d`);
}

function instant(ms: number): string {
  return formatTimestamp(MIDNIGHT_MS + ms).replace('Z', `.${String(ms % 1000).padStart(3, '0')}`);
}

/** What has a meaning in Mermaid's language becomes a space. */
function plain(text: string): string {
  return oneLine(text)
    .replace(/[:;#,%"<>{}`]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
}
