/** The built panel in a page like VS Code's webview: strict policy, a host that records, a theme's variables. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { panelPage } from '../../client/panel-page.ts';
import type { Panel } from '../../media/lifecycle/panel.ts';
import type { HostMessage, PanelMessage } from '../../protocol/webview.ts';
import { buildWebview, type WebviewBuild } from '../../scripts/lib/webview-build.ts';
import { type ThemeName, themeClasses, themeVariables } from '../support/themes.ts';

const origin = 'http://panel.test';
const root = fileURLToPath(new URL('../../', import.meta.url));

const bundles = new Map<string, Promise<WebviewBuild>>();

/** Built as the product is, once for a test process. */
export function bundle(entry = 'test/panel/entry.ts'): Promise<WebviewBuild> {
  const made = bundles.get(entry) ?? buildWebview(entry, root);
  bundles.set(entry, made);
  return made;
}

export interface PanelPage {
  readonly page: Page;
  /** As the host does it. */
  readonly send: (
    ...messages: readonly (Pick<HostMessage, 'type'> & Readonly<Record<string, unknown>>)[]
  ) => Promise<void>;
  /** What the panel said so far. */
  readonly said: () => Promise<readonly PanelMessage[]>;
  readonly violations: readonly string[];
  readonly errors: readonly string[];
  /** Names of the files that were asked for, in order. */
  readonly requests: readonly string[];
  /** Two frames later everything is drawn. */
  readonly settle: () => Promise<void>;
  readonly shot: (path: string) => Promise<void>;
}

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly deviceScaleFactor?: number;
  readonly fontSize?: number;
  /** As the operating system says it. */
  readonly reducedMotion?: boolean;
  readonly bodyClasses?: readonly string[];
  readonly state?: unknown;
  /** Another start of the panel: what is packaged. */
  readonly entry?: string;
  /** Files that never arrive. */
  readonly refused?: RegExp;
  /** Files that wait for this. */
  readonly held?: { readonly files: RegExp; readonly until: Promise<void> };
  /** What the host answers at once when the panel says that it is ready. */
  readonly greeting?: readonly (Pick<HostMessage, 'type'> & Readonly<Record<string, unknown>>)[];
}

export async function openPanel(browser: Browser, options: PageOptions = {}): Promise<PanelPage> {
  const { theme = 'dark', width = 1200, height = 760 } = options;
  const { files } = await bundle(options.entry);
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const violations: string[] = [];
  const errors: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(`${error.message}\n${error.stack ?? ''}`));
  const requests: string[] = [];
  await page.route('**/*', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    requests.push(name);
    const body = name === '' ? pageText() : files.find((file) => file.name === name)?.text;
    if (body === undefined || options.refused?.test(name) === true) return route.abort();
    if (options.held?.files.test(name) === true) await options.held.until;
    const kind = name.endsWith('.js') ? 'javascript' : name.endsWith('.css') ? 'css' : 'html';
    return route.fulfill({ contentType: `text/${kind}; charset=utf-8`, body });
  });
  const variables = {
    ...themeVariables(theme),
    ...(options.fontSize === undefined ? {} : { 'font-size': `${options.fontSize}px` }),
  };
  await page.addInitScript(fakeHost, {
    variables,
    classes: [...themeClasses(theme), ...(options.bodyClasses ?? [])],
    state: options.state ?? null,
    greeting: options.greeting ?? [],
  });
  await page.goto(`${origin}/`);
  const settle = async (): Promise<void> => {
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
  };
  return {
    page,
    violations,
    errors,
    requests,
    settle,
    send: async (...messages) => {
      await page.evaluate(
        (all) => {
          for (const message of all) postMessage({ v: 1, ...message }, '*');
        },
        [...messages] as readonly object[],
      );
      await settle();
      if (options.refused === undefined && options.held === undefined) await whole(page);
      await settle();
    },
    said: () => page.evaluate(() => (globalThis as unknown as { said: PanelMessage[] }).said),
    shot: async (path) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
}

/** Waits for what comes after the first picture, if there is something to show. */
async function whole(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    if (typeof podscopePanel === 'undefined') return true;
    const { app, hands } = podscopePanel;
    return hands.now() !== undefined || (app.model === undefined && !app.isEmpty);
  });
}

declare const podscopePanel: Panel;

/** The very page that the client serves, with a fixed nonce. */
const pageText = (): string =>
  panelPage({
    cspSource: origin,
    nonce: 'test',
    language: 'en',
    script: `${origin}/lifecycle.js`,
    start: `${origin}/start.js`,
    style: `${origin}/lifecycle.css`,
  });

interface FakeHost {
  readonly variables: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
  readonly state: unknown;
  readonly greeting: readonly object[];
}

/** Runs in the page before anything else. */
function fakeHost({ variables, classes, state, greeting }: FakeHost): void {
  const said: unknown[] = [];
  let kept = state;
  const answers = true;
  Object.assign(globalThis, {
    said,
    acquireVsCodeApi: () => ({
      postMessage: (message: { readonly type: string; readonly id?: number }) => {
        performance.mark(message.type);
        said.push(structuredClone(message));
        if (message.type === 'ready') for (const each of greeting) postMessage({ v: 1, ...each }, '*');
        if (message.id !== undefined) postMessage({ v: 1, type: 'reply', id: message.id, ok: answers }, '*');
      },
      getState: () => kept,
      setState: (next: unknown) => {
        kept = structuredClone(next);
        Object.assign(globalThis, { keptState: kept });
      },
    }),
  });
  const dress = (): void => {
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    document.body?.classList.add(...classes);
  };
  document.addEventListener('DOMContentLoaded', dress);
  new MutationObserver((_, observer) => {
    if (document.body !== null) {
      dress();
      observer.disconnect();
    }
  }).observe(document, { childList: true, subtree: true });
}
