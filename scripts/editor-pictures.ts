/** Takes the pictures of README that show a real editor: an error with its fix, and a Pod beside its life. `npm run pictures` runs it. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, howToGetChromium, openPage } from './lib/browser.ts';
import { editors } from './lib/editors.ts';
import { chdirToRoot, root } from './lib/run.ts';

/** What an author who wants to see text and picture has: no side bars, nothing that moves. */
const calm = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'files.exclude': { '.vscode': true },
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.enablePreview': false,
  'workbench.layoutControl.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
};

chdirToRoot();
const chromium = findChromium();
if (chromium === undefined) throw new Error(`Pictures of the editor need a browser: ${howToGetChromium}`);
const folder = mkdtempSync(join(tmpdir(), 'podscope-pictures-'));
cpSync(join(root, 'examples'), folder, { recursive: true });
mkdirSync(join(folder, '.vscode'));
writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify(calm));
const editor = editors.find(({ id }) => id === 'node');
if (editor === undefined) throw new Error('no editor "node"');
const running = await editor.start({ extension: root, folder });
const { page, close } = await openPage(chromium, { width: 1400, height: 840 }, 1.5);
try {
  await page.goto(running.url);
  await pictureOfError(page);
  await pictureOfWhatIf(page);
} finally {
  await close();
  await running.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function pictureOfError(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1100, height: 460 });
  await openFile(page, 'readinessprobe.yaml');
  await command(page, 'View: Toggle Secondary Side Bar Visibility');
  const squiggle = page.locator('.squiggly-error').first();
  await squiggle.waitFor({ timeout: 60_000 });
  await command(page, 'View: Toggle Primary Side Bar Visibility');
  const word = page.locator('.view-line', { hasText: 'readinessprobe:' }).last();
  await word.hover({ position: { x: 90, y: 8 } });
  await page.locator('.monaco-hover:visible').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(800);
  await page.screenshot({ path: picture('editor-error') });
  await page.mouse.move(5, 5);
}

async function pictureOfWhatIf(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1400, height: 840 });
  await openFile(page, 'liveness-404.yaml');
  await page.locator('.codelens-decoration a', { hasText: 'Simulate Pod' }).first().click({ timeout: 60_000 });
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await panel.locator('canvas').first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1000);
  // The second life of the container, so that the inspector tells why it ended.
  const chart = panel.locator('.surface').first();
  const web = await panel.locator('.names .lane', { hasText: /^web/ }).first().boundingBox();
  const all = await chart.boundingBox();
  if (web !== null && all !== null) await page.mouse.click(all.x + all.width * 0.18, web.y + web.height * 0.75);
  await page.waitForTimeout(1000);
  await page.screenshot({ path: picture('editor-what-if') });
}

/** By the quick open box, as the keyboard does it; a workbench that is still starting does not hear the first keys. */
async function openFile(page: Page, name: string): Promise<void> {
  await page.getByRole('treeitem', { name: 'readinessprobe.yaml' }).or(page.locator('.tab')).first().waitFor();
  await choose(page, 'Control+P', name);
  await page.locator('.tab.active', { hasText: name }).waitFor({ timeout: 30_000 });
}

async function choose(page: Page, key: string, words: string): Promise<void> {
  const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();
  for (let tries = 0; tries < 10 && !(await entry.isVisible()); tries++) {
    await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    await page.keyboard.type(words);
    await entry.waitFor({ timeout: 6000 }).catch(() => undefined);
  }
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
}

function command(page: Page, title: string): Promise<void> {
  return choose(page, 'F1', title);
}

function picture(name: string): string {
  return join(root, 'docs', 'pictures', `${name}.png`);
}
