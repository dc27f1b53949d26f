/** Where one looks first at a run: playhead, window, and what the run comes to in a line. */
import type { App, Run } from './app.ts';
import { restartsBefore } from './at.ts';
import { fitScale } from './scale.ts';

/** Where the playhead stands at first: when it all settled (Ready, but not crammed at the left edge), or at the first failure, or at the end. */
export function firstLook(run: Run | undefined): number {
  if (run === undefined) return 0;
  const { timeline } = run;
  const moments = timeline.lanes.find((lane) => lane.kind === 'moments')?.marks ?? [];
  const ready = moments.find((mark) => mark.label === 'Ready')?.atMs;
  const failed = timeline.events.find((event) => event.type === 'Warning' && event.reason !== 'Unhealthy')?.counts[0]
    ?.atMs;
  const settled = ready === undefined ? undefined : Math.max(ready, timeline.endMs * 0.05);
  return Math.min(timeline.endMs, failed ?? settled ?? timeline.endMs);
}

/** Where it is narrow the first view is shorter instead of denser: a window as a panel of 800 px would have room for. */
export function narrowWindow(own: Pick<App, 'run' | 'state' | 'settings' | 'theme'>): number | undefined {
  const { run } = own;
  if (run === undefined || restartsOf(run) < 4) return undefined;
  const gaps = own.state.folding && own.settings.collapseIdle !== 'never' ? run.gaps : [];
  const scale = fitScale({ fromMs: 0, toMs: run.timeline.endMs, width: 800, padding: 12, gaps, foldWidth: 34 });
  const toMs = scale.time(innerWidth / own.theme.unit - 12);
  return toMs < run.timeline.endMs * 0.95 ? toMs : undefined;
}

/** Runs that repeat themselves are what gets dense. */
const restartsOf = ({ timeline }: Run): number =>
  Math.max(
    0,
    ...timeline.lanes.filter((lane) => lane.kind === 'container').map((lane) => restartsBefore(lane, Infinity)),
  );

export function summaryOf(own: Pick<App, 'run' | 'model'>): string {
  if (own.run === undefined) return own.model?.rejected?.message ?? 'nothing to simulate';
  const last = own.run.timeline.kubectl.at(-1);
  return `${own.run.timeline.podName} ${last?.ready ?? ''} ${last?.status ?? ''} restarts ${last?.restarts ?? '0'}`;
}
