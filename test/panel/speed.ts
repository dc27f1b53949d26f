/** Measures the panel in a browser: first paint, model to picture, frames while zooming over 10,000 marks. `bench/panel.ts` runs it; no test does. */
import type { Lane, Span, Timeline } from '../../core/simulation.ts';
import { findBrowser, startBrowser } from '../support/browser.ts';
import { bundle, openPanel } from './harness.ts';
import { container, inputOf, modelOf, podOf, scenes } from './pods.ts';

const settings = { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true };
const lanes = Array.from({ length: 12 }, (_, index): Lane => ({
  id: `container/c${index}`,
  kind: 'container',
  name: `c${index}`,
  container: `c${index}`,
  role: 'regular',
  marks: [],
  spans: Array.from({ length: 834 }, (_each, at): Span => ({
    startMs: at * 700,
    endMs: at * 700 + 700,
    state: at % 3 === 0 ? 'ready' : at % 3 === 1 ? 'running' : 'backoff',
    label: 'x',
  })),
}));
const many: Timeline = {
  endMs: 583_800,
  endedBecause: 'horizon reached',
  podName: 'many',
  lanes,
  status: [],
  kubectl: [],
  events: [],
  endpoints: [],
  assumptions: [],
  causes: [],
};

interface Frames {
  readonly gaps: readonly number[];
  readonly draws: readonly number[];
}

const path = findBrowser();
if (path === undefined) {
  console.log('The panel was not measured: no Chromium found. Set PODSCOPE_CHROMIUM to its path.');
} else {
  const { script, style } = await bundle();
  console.log(`panel bundle            ${Math.round((script.length + style.length) / 1000)} kB minified`);
  const browser = await startBrowser(path);
  const panel = await openPanel(browser, { width: 1400, height: 800 });
  const [first] = Object.values(scenes);
  if (first !== undefined) await panel.send({ type: 'init', language: 'en', settings }, modelOf(first));
  const paint = await panel.page.evaluate(
    () =>
      performance.getEntriesByType('paint').find((entry) => entry.name === 'first-contentful-paint')?.startTime ?? NaN,
  );
  const started = await panel.page.evaluate(
    () =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).find((entry) =>
        entry.name.endsWith('.js'),
      )?.responseEnd ?? NaN,
  );
  console.log(`first paint             ${Math.round(paint - started)} ms after the script has arrived`);
  const latencies = await panel.page.evaluate(measureModels, { model: modelOf(first ?? inputOf({})) });
  console.log(
    `model to picture        p50 ${p(latencies, 0.5)} ms, p95 ${p(latencies, 0.95)} ms over ${latencies.length}`,
  );
  await panel.send({
    ...modelOf({ ...inputOf(podOf('many', { containers: [container('c0')] })), timeline: many } as never),
    uri: 'file:///many.yaml',
    version: 1,
  });
  const frames = await panel.page.evaluate(measureFrames);
  console.log(
    `zoom over 10,000 marks  frames p50 ${p(frames.gaps, 0.5)} ms, p95 ${p(frames.gaps, 0.95)} ms, worst ${p(frames.gaps, 1)} ms; script a frame p50 ${p(frames.draws, 0.5)} ms, p95 ${p(frames.draws, 0.95)} ms, over ${frames.gaps.length} frames`,
  );
  await browser.close();
}

function p(values: readonly number[], share: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
}

/** In the page: 40 models one after the other, each with one number changed. */
async function measureModels({ model }: { readonly model: ReturnType<typeof modelOf> }): Promise<readonly number[]> {
  const times: number[] = [];
  for (let version = 2; version < 42; version++) {
    const from = performance.now();
    postMessage({ ...model, version }, '*');
    await new Promise<void>((resolve) => {
      const check = (): void => {
        const said = (globalThis as unknown as { said: { type: string; version?: number }[] }).said;
        if (said.some((message) => message.type === 'painted' && message.version === version)) resolve();
        else setTimeout(check, 1);
      };
      check();
    });
    times.push(performance.now() - from);
  }
  return times;
}

/** In the page: 4 s of zooming in and out, a step a frame. */
async function measureFrames(): Promise<Frames> {
  const { app, chart } = (
    globalThis as unknown as {
      podscopePanel: { app: { dispatch: (action: unknown) => void }; chart: { update: () => void } };
    }
  ).podscopePanel;
  const [gaps, draws]: [number[], number[]] = [[], []];
  const start = performance.now();
  let before = start;
  for (;;) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - before);
    before = now;
    const phase = (performance.now() - start) / 4000;
    if (phase >= 1) return { gaps: gaps.slice(2), draws };
    const size = 583_800 * (0.02 + 0.98 * Math.abs(Math.cos(phase * Math.PI * 2)));
    app.dispatch({ type: 'window', fromMs: (583_800 - size) / 2, toMs: (583_800 + size) / 2 });
    const from = performance.now();
    chart.update();
    draws.push(performance.now() - from);
  }
}
