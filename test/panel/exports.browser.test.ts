/** What people share opens in the tools it is made for, and says what the screen says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { simulate, type SimulationInput, type Timeline } from '../../core/simulation.ts';
import type { PanelMessage } from '../../protocol/webview.ts';
import type { PanelPage } from './harness.ts';
import { command, inBrowser, last, scene, select, settings } from './in-browser.ts';
import { modelOf, scenes } from './pods.ts';
import { runSchema } from './run-schema.ts';
import { traceProblems } from './trace-format.ts';

type Commands = Parameters<typeof command>[1];

/** What the panel hands over for a command. */
async function shared(panel: PanelPage, name: Commands, type: 'copy' | 'save' = 'save'): Promise<string> {
  await command(panel, name);
  return (await last(panel, type))?.text ?? assert.fail(name);
}

/** The line of `kubectl get pod` on the screen, as words. */
async function kubectlLine(panel: PanelPage): Promise<readonly string[]> {
  return panel.page.locator('.kube .mono').allInnerTexts();
}

const eventRows = (panel: PanelPage): Promise<readonly (readonly string[])[]> =>
  panel.page
    .locator('.events tbody tr:visible')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));

inBrowser('what the panel shares', ({ open, close, bare, browser }) => {
  for (const name of Object.keys(scenes)) {
    test(`text and Markdown of ${name} say what the screen says`, async () => {
      const panel = await open(name);
      const text = await shared(panel, 'copyText', 'copy');
      const [head = '', row = ''] = text.split('\n');
      assert.deepEqual(head.split(/ {2,}/), ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE']);
      assert.deepEqual(row.split(/ {2,}/), await kubectlLine(panel));
      const markdown = await shared(panel, 'copyEvents', 'copy');
      const lines = markdown.trim().split('\n');
      assert.equal(lines[0], '| At | Type | Reason | Seen | From | Message |');
      const rows = await eventRows(panel);
      assert.equal(lines.length - 2, rows.length);
      for (const [index, cells] of rows.entries()) {
        assert.ok(text.includes(cells.at(-1) ?? ''), cells.join(' '));
        const written = (lines[index + 2] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\', ''));
        assert.deepEqual([written[2], written[3], written[5]], [cells[0], cells[1], cells[3]]);
      }
      await close(panel);
    });

    test(`the JSON of ${name} keeps its schema and runs to the same timeline again`, async () => {
      const panel = await open(name);
      const json = JSON.parse(await shared(panel, 'saveJson')) as { input: SimulationInput; timeline: Timeline };
      const validate = new Ajv({ strict: false, allErrors: true }).compile(runSchema);
      assert.equal(validate(json), true, JSON.stringify(validate.errors?.slice(0, 3)));
      const again = simulate(json.input);
      assert.deepEqual(json.timeline.events, JSON.parse(JSON.stringify(again.events)));
      assert.deepEqual(json.timeline.kubectl, JSON.parse(JSON.stringify(again.kubectl)));
      await close(panel);
    });

    test(`the Chrome trace of ${name} keeps the rules of its format and holds every span`, async () => {
      const panel = await open(name);
      const trace = JSON.parse(await shared(panel, 'saveTrace')) as { traceEvents: readonly { ph: string }[] };
      assert.deepEqual(traceProblems(trace), []);
      const { timeline } = JSON.parse(await shared(panel, 'saveJson')) as { timeline: Timeline };
      const spans = timeline.lanes.reduce((sum, lane) => sum + lane.spans.length, 0);
      assert.equal(trace.traceEvents.filter(({ ph }) => ph === 'X').length, spans);
      await close(panel);
    });

    test(`the SVG of ${name} is well-formed, stands alone and has the words of the screen; the PNG its size`, async () => {
      const panel = await open(name);
      const svg = await shared(panel, 'saveSvg');
      const parsed = await panel.page.evaluate((text) => {
        const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
        const texts = [...documentElement.querySelectorAll('text')].map((each) => each.textContent);
        const links = [...documentElement.querySelectorAll('*')].flatMap((each) =>
          [...each.attributes].filter(({ value }) => /url\((?!#)|https?:\/\/(?!www\.w3\.org)/.test(value)),
        );
        const size = ['width', 'height'].map((side) => Number(documentElement.getAttribute(side)));
        return { root: documentElement.nodeName, texts, links: links.length, size };
      }, svg);
      assert.equal(parsed.root, 'svg');
      assert.equal(parsed.links, 0);
      const names = await panel.page.locator('.names .lane b').allTextContents();
      const values = await panel.page.locator('.names .lane em').allTextContents();
      for (const word of [...names, ...values.filter((each) => each !== '')])
        assert.ok(parsed.texts.includes(word), `${word} is not in the SVG`);
      const png = Buffer.from(await shared(panel, 'savePng'), 'base64');
      assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
      assert.deepEqual(
        [png.readUInt32BE(16), png.readUInt32BE(20)],
        parsed.size.map((side) => Math.round(side * 2)),
      );
      await close(panel);
    });
  }

  test('the Mermaid text of every scene is read and drawn by Mermaid, with the lanes as its sections', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.addScriptTag({
      content: readFileSync(createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js'), 'utf8'),
    });
    for (const name of Object.keys(scenes)) {
      const panel = await open(name);
      const text = await shared(panel, 'copyMermaid', 'copy');
      const drawn = await page.evaluate(async (gantt) => {
        const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
        mermaid.initialize({ startOnLoad: false });
        const { diagramType } = await mermaid.parse(gantt);
        const { svg } = await mermaid.render('drawn', gantt);
        const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
        const sections = [...documentElement.querySelectorAll('.sectionTitle')].map((each) => each.textContent);
        return { diagramType, sections, tasks: documentElement.querySelectorAll('.task').length };
      }, text);
      assert.equal(drawn.diagramType, 'gantt');
      const sections = [...text.matchAll(/^ {4}section (.*)$/gm)].map(([, title]) => title);
      assert.deepEqual(drawn.sections, sections);
      assert.equal(drawn.tasks, [...text.matchAll(/^ {4}[^:\n]+ :/gm)].length);
      const containers = await panel.page.locator('.names .lane:not(.sub) b').allTextContents();
      for (const container of containers.filter((each) => !/^(moments|phase|STATUS|Ready|endpoint|events)$/.test(each)))
        assert.ok(
          sections.some((section) => section?.includes(container)),
          container,
        );
      await close(panel);
    }
    await context.close();
  });

  test('hostile names leave every export whole', async () => {
    const panel = await bare();
    const hostile = structuredClone(scene('start')) as SimulationInput & {
      pod: { metadata: { name: string }; spec: { containers: { name: string }[] } };
    };
    const name = '<b>"a"</b> & ]]> | :crit, `x` \u202e \u0007 🚀';
    hostile.pod.metadata.name = name;
    for (const each of hostile.pod.spec.containers) each.name = name;
    await panel.send({ type: 'init', language: 'en', settings }, modelOf(hostile));
    const svg = await shared(panel, 'saveSvg');
    const root = await panel.page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName,
      svg,
    );
    assert.equal(root, 'svg');
    assert.deepEqual(traceProblems(JSON.parse(await shared(panel, 'saveTrace'))), []);
    for (const line of (await shared(panel, 'copyMermaid', 'copy')).split('\n')) assert.doesNotMatch(line, /[<>`;]/);
    assert.match((await last(panel, 'save'))?.name ?? '', /^[\w.-]+$/);
    await close(panel);
  });

  test('the selection is copied as a line; what is compared stands below it', async () => {
    const panel = await open('liveness');
    await select(panel, 'container/liveness', 121_000, 131_000);
    await panel.settle();
    const text = await shared(panel, 'copySelection', 'copy');
    assert.match(text, /^liveness: terminating: SIGTERM ignored, 2m 00\.0s – 2m 30\.0s, 30s/);
    const message: Extract<PanelMessage, { type: 'copy' }> | undefined = await last(panel, 'copy');
    assert.equal(message?.format, 'selection');
    await close(panel);
  });
});

interface Mermaid {
  readonly initialize: (options: { readonly startOnLoad: boolean }) => void;
  readonly parse: (text: string) => Promise<{ readonly diagramType: string }>;
  readonly render: (id: string, text: string) => Promise<{ readonly svg: string }>;
}
