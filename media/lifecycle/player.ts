/** What goes on by itself: the playhead while playing, and the sentence for screen readers when it has come to rest. */
import type { App } from './app.ts';
import { step } from './commands.ts';

/** Moves the playhead while playing: every frame, or one stop at a time where motion is reduced. */
export function createPlayer(app: App): () => void {
  let before: number | undefined;
  let stepAt = 0;
  return () => {
    if (!app.state.playing || app.run === undefined) {
      before = undefined;
      return;
    }
    const now = performance.now();
    if (app.theme.reducedMotion) {
      if (now >= stepAt) {
        stepAt = now + 1000;
        step(app, 1);
      }
    } else {
      const elapsed = before === undefined ? 0 : Math.min(100, now - before);
      app.dispatch({ type: 'playhead', atMs: app.state.playheadMs + elapsed * app.state.speed });
      follow(app);
    }
    before = now;
    if (app.state.playheadMs >= app.state.endMs) app.dispatch({ type: 'play', playing: false });
    app.invalidate();
  };
}

/** The window pages on when the playhead leaves it. */
function follow(app: App): void {
  const { fromMs, toMs, playheadMs, endMs } = app.state;
  if (playheadMs <= toMs || toMs >= endMs) return;
  const size = toMs - fromMs;
  app.dispatch({ type: 'window', fromMs: playheadMs - size * 0.05, toMs: playheadMs + size * 0.95 });
}

/** One polite sentence when the playhead has come to rest; nothing while playing. */
export function createAnnouncer(app: App, say: (words: string) => void): () => void {
  let announced = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (app.state.playing || app.run === undefined) return;
    const line = app.run.timeline.kubectl.findLast((each) => each.atMs <= app.state.playheadMs + 0.5);
    const words =
      line === undefined
        ? ''
        : `At ${Math.round(app.state.playheadMs / 100) / 10} seconds: ${line.status}, ready ${line.ready}, restarts ${line.restarts}`;
    if (words === announced) return;
    announced = words;
    clearTimeout(timer);
    timer = setTimeout(() => say(words), 400);
  };
}
