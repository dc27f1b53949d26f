/** Measures the panel in a browser: bundle, first paint, model to picture, frames while zooming over 10,000 marks. `bench/panel.ts` runs it; no test does. */
import { gzipSync } from 'node:zlib';
import type { Panel } from '../../media/lifecycle/panel.ts';
import type { WebviewFile } from '../../scripts/lib/webview-build.ts';
import { findBrowser, startBrowser } from '../support/browser.ts';
import { bundle, openPanel, type PanelPage } from './harness.ts';
import { manyEndMs, manyModel } from './many.ts';
import { modelOf, scene, settings } from './pods.ts';

declare const podscopePanel: Panel;

/** Rounds of zooming: other work on the machine only ever makes a round slower, so the best one is what the code takes. */
const rounds = 3;

/** Each with a context of its own, without anything kept from the one before. */
const pages = 5;

interface Frames {
  readonly gaps: readonly number[];
  readonly draws: readonly number[];
}

const path = findBrowser();
if (path === undefined)
  console.log('The panel was not measured: no Chromium found. Set PODSCOPE_CHROMIUM to its path.');
else await measure(path);

async function measure(browserPath: string): Promise<void> {
  const { files, first, withShell } = await bundle('media/lifecycle/main.ts');
  const of = (names: readonly string[]): readonly WebviewFile[] => files.filter(({ name }) => names.includes(name));
  say('panel, first picture', `${sizeWords(of(first))} (280, 90)`);
  say('… of a Pod of scripts', `${sizeWords(of(withShell))} (280, 90)`);
  say('panel, all of it', sizeWords(files));
  const browser = await startBrowser(browserPath);
  const greeting = [{ type: 'init' as const, language: 'en', settings }, modelOf(scene('start'))];
  const paints: number[] = [];
  for (let page = 0; page < pages; page++) {
    const opened = await openPanel(browser, { width: 1400, height: 800, greeting });
    paints.push(await firstPaint(opened));
    await opened.page.context().close();
  }
  paints.sort((one, other) => one - other);
  say(
    'first paint',
    `median ${at(paints, 0.5)} ms after the scripts have arrived (300), worst ${at(paints, 1)} of ${pages} pages`,
  );
  const panel = await openPanel(browser, { width: 1400, height: 800 });
  await panel.send(...greeting);
  const latencies = await panel.page.evaluate(measureModels, { model: modelOf(scene('start')) });
  say('model to picture', `${shares(latencies)} ms over ${latencies.length} models (p95 100)`);
  await panel.send(manyModel());
  const measured: Frames[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await panel.page.evaluate(measureFrames, manyEndMs));
  const [best] = measured.sort((one, other) => Math.max(...one.gaps) - Math.max(...other.gaps));
  if (best !== undefined) {
    say('zoom, 10,000 marks', `frame gaps ${shares(best.gaps)} ms, worst ${at(best.gaps, 1)} ms (33)`);
    const draws = measured.map((each) => Number(at(each.draws, 0.95)));
    say('', `script a frame ${shares(best.draws)} ms; p95 of each round ${draws.join(', ')} ms (4)`);
  }
  await browser.close();
}

function say(what: string, words: string): void {
  console.log(`${what.padEnd(22)} ${words}`);
}

function sizeWords(files: readonly WebviewFile[]): string {
  const sum = (size: (text: string) => number): number => files.reduce((all, { text }) => all + size(text), 0);
  const minified = sum((text) => Buffer.byteLength(text));
  return `${kilo(minified)} kB minified, ${kilo(sum((text) => gzipSync(text, { level: 9 }).length))} kB gzip`;
}

function kilo(bytes: number): number {
  return Math.round(bytes / 1000);
}

function shares(values: readonly number[]): string {
  return `p50 ${at(values, 0.5)}, p95 ${at(values, 0.95)}`;
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
}

/**
 * From the arrival of the scripts, which is before they start, to the first picture on the screen; the host has the model at hand. Before
 * it nothing with content is painted, or this would measure an empty panel.
 */
async function firstPaint({ page }: PanelPage): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  const [arrived, drawn, painted] = await page.evaluate(() => {
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    // The scripts of the first picture; what comes later is not waited for.
    const scripts = resources.filter(({ name }) => /\/(?:lifecycle|start)\.js$/.test(name));
    const startOf = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
    const arrival = Math.max(...scripts.map(({ responseEnd }) => responseEnd));
    return [arrival, startOf('painted'), startOf('first-contentful-paint')] as const;
  });
  if (!(painted >= drawn))
    throw new Error(`Something was painted at ${painted} ms, before the picture was drawn at ${drawn} ms.`);
  return painted - arrived;
}

/** In the page: 40 models one after the other, as a keystroke each brings them. */
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
async function measureFrames(endMs: number): Promise<Frames> {
  const { app, chart } = podscopePanel;
  const [gaps, draws]: [number[], number[]] = [[], []];
  const start = performance.now();
  let before = start;
  for (;;) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - before);
    before = now;
    const phase = (performance.now() - start) / 4000;
    if (phase >= 1) return { gaps: gaps.slice(2), draws };
    const size = endMs * (0.02 + 0.98 * Math.abs(Math.cos(phase * Math.PI * 2)));
    app.dispatch({ type: 'window', fromMs: (endMs - size) / 2, toMs: (endMs + size) / 2 });
    const from = performance.now();
    chart.update();
    draws.push(performance.now() - from);
  }
}
