/** The built panel in a page like VS Code's webview: strict policy, a host that records, a theme's variables. */
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { panelPage } from '../../client/panel-page.ts';
import type { HostMessage, PanelMessage } from '../../protocol/webview.ts';
import { type ThemeName, themeClasses, themeVariables } from '../support/themes.ts';

const origin = 'http://panel.test';
const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

const bundles = new Map<string, Promise<Bundle>>();

/** Built once for a test process. */
export function bundle(entry = 'test/panel/entry.ts'): Promise<Bundle> {
  const made = bundles.get(entry) ?? buildBundle(entry);
  bundles.set(entry, made);
  return made;
}

async function buildBundle(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [`${root}${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    outdir: 'out',
    charset: 'utf8',
  });
  const text = (ending: string): string => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
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
  readonly bundle?: Bundle;
}

export async function openPanel(browser: Browser, options: PageOptions = {}): Promise<PanelPage> {
  const { theme = 'dark', width = 1200, height = 760 } = options;
  const files = options.bundle ?? (await bundle());
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
  const types: Readonly<Record<string, readonly [string, string]>> = {
    '/': ['text/html', pageText()],
    '/lifecycle.js': ['text/javascript', files.script],
    '/lifecycle.css': ['text/css', files.style],
  };
  await page.route('**/*', (route) => {
    const [contentType, body] = types[new URL(route.request().url()).pathname] ?? [];
    return body === undefined ? route.abort() : route.fulfill({ contentType: `${contentType}; charset=utf-8`, body });
  });
  const variables = {
    ...themeVariables(theme),
    ...(options.fontSize === undefined ? {} : { 'font-size': `${options.fontSize}px` }),
  };
  await page.addInitScript(fakeHost, {
    variables,
    classes: [...themeClasses(theme), ...(options.bodyClasses ?? [])],
    state: options.state ?? null,
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
    settle,
    send: async (...messages) => {
      await page.evaluate(
        (all) => {
          for (const message of all) postMessage({ v: 1, ...message }, '*');
        },
        [...messages] as readonly object[],
      );
      await settle();
      await settle();
    },
    said: () => page.evaluate(() => (globalThis as unknown as { said: PanelMessage[] }).said),
    shot: async (path) => {
      mkdirSync(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
  };
}

/** The very page that the client serves, with a fixed nonce. */
const pageText = (): string =>
  panelPage({
    cspSource: origin,
    nonce: 'test',
    language: 'en',
    script: `${origin}/lifecycle.js`,
    style: `${origin}/lifecycle.css`,
  });

interface FakeHost {
  readonly variables: Readonly<Record<string, string>>;
  readonly classes: readonly string[];
  readonly state: unknown;
}

/** Runs in the page before anything else. */
function fakeHost({ variables, classes, state }: FakeHost): void {
  const said: unknown[] = [];
  let kept = state;
  const answers = true;
  Object.assign(globalThis, {
    said,
    acquireVsCodeApi: () => ({
      postMessage: (message: { readonly id?: number }) => {
        said.push(structuredClone(message));
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
