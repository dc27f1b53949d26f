/** The driver's hands in the panel: clicks there and waits for words. */
import type { Page } from 'playwright-core';
import type { CaseResult } from './run.ts';

export interface WantedInPanel {
  readonly name: string;
  /** Clicked one after the other. */
  readonly click: readonly string[];
  readonly selector: string;
  readonly text: string;
}

/** Elements of a webview lie two frames deep. */
export async function expectInPanel(page: Page, { name, click, selector, text }: WantedInPanel): Promise<CaseResult> {
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  try {
    for (const each of click) await panel.locator(each).click({ timeout: 4_000 });
    await panel.locator(selector, { hasText: text }).waitFor({ timeout: 4_000 });
    return { name, ok: true };
  } catch (error) {
    const found = await panel
      .locator(selector)
      .allInnerTexts()
      .catch(() => []);
    return { name, ok: false, error: `${String(error).split('\n', 1)[0] ?? ''}; found ${JSON.stringify(found)}` };
  }
}
