/** What the in-editor tests do: open, read problems, hover, fix, simulate. Uses the public API of VS Code only. */
import type * as vscode from 'vscode';
import type { PodscopeApi } from '../../client/extension.ts';

export type Api = typeof vscode;

export class Editor {
  readonly vs: Api;
  constructor(vs: Api) {
    this.vs = vs;
  }

  uri(name: string): vscode.Uri {
    const folder = this.vs.workspace.workspaceFolders?.[0];
    if (folder === undefined) throw new Error('no workspace folder');
    return this.vs.Uri.joinPath(folder.uri, name);
  }

  async open(name: string): Promise<vscode.TextDocument> {
    const document = await this.vs.workspace.openTextDocument(this.uri(name));
    await this.vs.window.showTextDocument(document, this.vs.ViewColumn.One);
    return document;
  }

  async hasFile(name: string): Promise<boolean> {
    return this.vs.workspace.fs.stat(this.uri(name)).then(
      () => true,
      () => false,
    );
  }

  /** Empty where there is no such file. */
  async fileText(name: string): Promise<string> {
    return (await this.hasFile(name))
      ? new TextDecoder().decode(await this.vs.workspace.fs.readFile(this.uri(name)))
      : '';
  }

  /** Ours only. */
  problems(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
    return this.vs.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'podscope');
  }

  async hoverText(document: vscode.TextDocument, at: string): Promise<string> {
    const position = document.positionAt(document.getText().indexOf(at) + 1);
    const hovers = await this.vs.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .join('\n');
  }

  async applyFirstFix(document: vscode.TextDocument, problem: vscode.Diagnostic): Promise<string> {
    const kind = this.vs.CodeActionKind.QuickFix.value;
    const actions = await this.vs.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
      kind,
      5,
    );
    const action =
      actions.find(({ edit, isPreferred }) => edit !== undefined && isPreferred === true) ??
      actions.find(({ edit }) => edit !== undefined);
    if (action?.edit === undefined)
      throw new Error(`no fix for ${problem.message}: ${actions.map(({ title }) => title).join(', ')}`);
    await this.vs.workspace.applyEdit(action.edit);
    return action.title;
  }

  async api(): Promise<PodscopeApi> {
    const extension = this.vs.extensions.getExtension<PodscopeApi>('podscope.podscope');
    if (extension === undefined) throw new Error('Podscope is not installed here');
    return extension.activate() as Promise<PodscopeApi>;
  }

  /** Opens the panel for the active editor and waits until it has painted a picture that satisfies `accept`. */
  async simulate(accept: (summary: string) => boolean = () => true): Promise<string> {
    await this.vs.commands.executeCommand('podscope.simulate');
    const { panelSummary } = await this.api();
    return until('the panel paints', () => {
      const summary = panelSummary();
      return summary !== undefined && accept(summary) ? summary : undefined;
    });
  }

  /** The driver outside takes a picture when it reads this line. */
  async screenshot(name: string): Promise<void> {
    console.log(`PODSCOPE_SCREENSHOT ${name}`);
    await pause(800);
  }

  /** Our icons in the title bars of all groups that are on the screen; the driver outside counts them. */
  async expectTitleIcons(name: string, count: number): Promise<void> {
    await this.expectOnScreen(name, '.editor-group-container .title .editor-actions .codicon-pulse', count);
  }

  /** So many elements of the page; the driver outside counts them, and the count is a case of its own. */
  async expectOnScreen(name: string, selector: string, count: number): Promise<void> {
    console.log(`PODSCOPE_EXPECT ${JSON.stringify({ name, selector, count })}`);
    await pause(2_500);
  }

  /** Clicks in the panel and waits for words there; the driver outside does it, and it is a case of its own. */
  async expectInPanel(
    name: string,
    wanted: { readonly click: readonly string[]; readonly selector: string; readonly text: string },
  ): Promise<void> {
    console.log(`PODSCOPE_PANEL ${JSON.stringify({ name, ...wanted })}`);
    await pause(5_000);
  }

  /** A line among the results. */
  say(text: string): void {
    console.log(`PODSCOPE_SAY ${text}`);
  }

  async closeAll(): Promise<void> {
    await this.vs.commands
      .executeCommand('workbench.action.revertAndCloseActiveEditor')
      .then(undefined, () => undefined);
    await this.vs.commands.executeCommand('workbench.action.closeAllEditors');
  }
}

/** Polls, because editors tell little about when they are done. Fails with the question after the time limit. */
export async function until<T>(
  question: string,
  ask: () => T | undefined | Promise<T | undefined>,
  limitMs = 15_000,
): Promise<T> {
  for (let waited = 0; waited < limitMs; waited += 50) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await pause(50);
  }
  throw new Error(`Waited ${limitMs / 1000} s in vain until ${question}`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
