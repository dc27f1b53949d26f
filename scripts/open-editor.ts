/** Opens the examples in an editor with this checkout's extension: a desktop one if there is one, else VS Code in the browser. `--check` proves it headless. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium, howToGetChromium, openPage } from './lib/browser.ts';
import { editors, type RunningEditor } from './lib/editors.ts';
import { chdirToRoot, root } from './lib/run.ts';

const desktop = ['code', 'codium', 'code-insiders'];
const examples = join(root, 'examples');

chdirToRoot();
if (process.argv.includes('--check')) await check();
else await start();

async function start(): Promise<void> {
  const command = process.argv.includes('--browser') ? undefined : desktop.find(onPath);
  if (command !== undefined) {
    console.log(`Opening the examples in ${command} ...`);
    const args = [
      '--new-window',
      `--extensionDevelopmentPath=${root}`,
      examples,
      join(examples, 'readinessprobe.yaml'),
    ];
    process.exit(spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1);
  }
  const { url, stop } = await startBrowserEditor(3000);
  console.log(`\nPodscope is ready: open ${url}\nThen open readinessprobe.yaml. Stop with Ctrl+C.`);
  openInBrowser(url);
  process.once('SIGINT', () => {
    void stop().then(() => {
      process.exit(0);
    });
  });
}

/** On Linux the newest VS Code with its Node extension host, elsewhere the build for browsers. */
function startBrowserEditor(port?: number): Promise<RunningEditor> {
  const id = process.platform === 'linux' ? 'node' : 'web';
  const editor = editors.find((one) => one.id === id);
  if (editor === undefined) throw new Error(`no editor ${id}`);
  console.log(`No desktop editor found (${desktop.join(', ')}): starting ${editor.title} ...`);
  return editor.start({ extension: root, folder: examples, ...(port === undefined ? {} : { port }) });
}

/** The editor opens, the example shows its error, and the icon for the panel is there. */
async function check(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    console.log(`npm start cannot be checked without a browser: ${howToGetChromium}`);
    process.exit(process.env['PODSCOPE_REQUIRE_BROWSER'] === '1' ? 1 : 0);
  }
  const { url, stop } = await startBrowserEditor();
  const { page, close } = await openPage(chromium);
  try {
    await page.goto(url);
    await page
      .getByRole('treeitem', { name: /readinessprobe\.yaml/ })
      .first()
      .dblclick({ timeout: 60_000 });
    const icon = page
      .locator('.editor-actions')
      .getByRole('button', { name: /Simulate Pod/ })
      .first();
    await icon.waitFor({ timeout: 60_000 });
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    console.log('npm start works: the example opens, shows its error and offers Simulate Pod.');
  } finally {
    mkdirSync(join(root, 'test', 'results'), { recursive: true });
    await page.screenshot({ path: join(root, 'test', 'results', 'npm-start.png') });
    await close();
    await stop();
  }
}

function onPath(command: string): boolean {
  const extensions = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => extensions.some((end) => existsSync(join(folder, command + end))));
}

function openInBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
