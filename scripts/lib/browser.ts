/** Finds a Chromium and opens pages of a real editor in it, headless. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** `PODSCOPE_CHROMIUM`, else the first of the usual names on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['PODSCOPE_CHROMIUM'];
  if (named !== undefined) return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  return found ?? (existsSync(macChrome) ? macChrome : undefined);
}

export const howToGetChromium =
  'install Chromium or Chrome (Debian: apt-get install chromium), or name one in PODSCOPE_CHROMIUM';

export interface OpenPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** A fresh profile that lets webviews of `*.localhost` use their service worker. `scale` is device pixels a CSS pixel. */
export async function openPage(
  executablePath: string,
  size = { width: 1500, height: 950 },
  scale = 1,
): Promise<OpenPage> {
  const profile = mkdtempSync(join(tmpdir(), 'podscope-profile-'));
  mkdirSync(join(profile, 'Default'), { recursive: true });
  writeFileSync(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }),
  );
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: flags,
    viewport: size,
    deviceScaleFactor: scale,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page, close };
}
