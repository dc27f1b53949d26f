/** Links into the YAML and the Scenario: a click reveals the place, with Ctrl or Cmd the focus goes there. */
import type { App } from './app.ts';
import { button } from './dom.ts';
import { safe } from './format.ts';

export interface RevealTarget {
  readonly field?: string;
  readonly scenarioField?: string;
  readonly line?: number;
}

export function revealLink(app: App, text: string, target: RevealTarget): HTMLButtonElement {
  return button(text, 'link', (event) =>
    app.post({ type: 'reveal', ...target, focus: event.ctrlKey || event.metaKey }),
  );
}

/** `checkout.yaml:27`. */
export function fieldLink(app: App, field: string, unknownLine: string): HTMLButtonElement {
  const { model } = app;
  const line = model === undefined ? undefined : lineOf(model.lines, field);
  const file = safe(model?.file ?? '', 32);
  return revealLink(app, line === undefined ? unknownLine || file : `${file}:${line}`, { field });
}

/** The line of a field, or of the nearest thing above it that has one. */
export function lineOf(lines: Readonly<Record<string, number>>, field: string): number | undefined {
  for (
    let path = field;
    path !== '';
    path = path.slice(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))))
  ) {
    const line = lines[path];
    if (line !== undefined) return line;
  }
  return undefined;
}
