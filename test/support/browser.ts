/** Finds a Chromium for tests, starts it headless and cut off from the network, or says how to get one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const fixedPlaces = [
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export const browserArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Path of a browser: `PODSCOPE_CHROMIUM`, the PATH, the usual places. */
export function findBrowser(
  environment: Environment = process.env,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const chosen = environment['PODSCOPE_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...fixedPlaces.slice(0, 1), ...onPath, ...fixedPlaces.slice(1)].find((path) => exists(path));
}

/**
 * Says, once for a test file, whether its tests in a browser can run. Without one they do not run and the reason is printed;
 * where `PODSCOPE_REQUIRE_BROWSER=1` that is a failure.
 */
export function browserForTests(
  part: string,
  environment: Environment = process.env,
  exists?: (path: string) => boolean,
): string | undefined {
  const path = findBrowser(environment, exists);
  if (path !== undefined) return path;
  const reason = `${part} did not run: no Chromium found. Install one (Debian: apt-get install chromium) or set PODSCOPE_CHROMIUM to its path.`;
  if (environment['PODSCOPE_REQUIRE_BROWSER'] === '1') throw new Error(reason);
  console.log(reason);
  return undefined;
}

export function startBrowser(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: browserArguments });
}
