/** Scenarios that expect something as tests of VS Code: one item a file, a Scenario, an expectation; a failure opens at its moment in the panel. */
import * as vscode from 'vscode';
import {
  type LspRange,
  runScenarioRequest,
  type RunScenarioParams,
  type RunScenarioResult,
  scenarioTestsRequest,
  type ScenarioTest,
  type ScenarioTestsParams,
  type ScenarioTestsResult,
} from '../protocol/lsp.ts';
import type { LifecyclePanels } from './lifecycle-panels.ts';
import type { ServerLink } from './server-link.ts';

const pattern = '**/*.scenario.{yaml,yml}';
const maxFiles = 1000;
const pauseMs = 500;

export class ScenarioTests implements vscode.Disposable {
  readonly #server: ServerLink;
  readonly #panels: LifecyclePanels;
  readonly #controller = vscode.tests.createTestController('podscope.scenarios', 'Podscope Scenarios');
  readonly #listeners: vscode.Disposable[];
  readonly #pauses = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(server: ServerLink, panels: LifecyclePanels) {
    this.#server = server;
    this.#panels = panels;
    this.#controller.resolveHandler = (item) => (item === undefined ? this.#discover() : this.#readFile(item));
    this.#controller.refreshHandler = () => this.#discover();
    this.#controller.createRunProfile(
      vscode.l10n.t('Check expectations'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.#run(request, token),
      true,
    );
    this.#listeners = [
      this.#controller,
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#later(document);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#later(document);
      }),
    ];
  }

  /** From a lens: runs one Scenario and shows what came of it. */
  async check(uri: vscode.Uri, id: string): Promise<void> {
    const file = this.#fileItem(uri);
    await this.#readFile(file);
    const scenario = file.children.get(id);
    if (scenario !== undefined)
      await this.#run(new vscode.TestRunRequest([scenario]), new vscode.CancellationTokenSource().token);
  }

  dispose(): void {
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Asked for only when somebody looks at the tests. */
  async #discover(): Promise<void> {
    const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', maxFiles);
    const open = vscode.workspace.textDocuments.filter(mayHoldScenario).map(({ uri }) => uri);
    const wanted = new Map([...uris, ...open].map((uri) => [uri.toString(), uri]));
    this.#controller.items.forEach(({ id }) => {
      if (!wanted.has(id)) this.#controller.items.delete(id);
    });
    for (const uri of wanted.values()) this.#fileItem(uri);
  }

  #later(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const isKnown = this.#controller.items.get(key) !== undefined;
    if (!isKnown && !mayHoldScenario(document)) return;
    clearTimeout(this.#pauses.get(key));
    const pause = setTimeout(() => {
      this.#pauses.delete(key);
      void this.#readFile(this.#fileItem(document.uri));
    }, pauseMs);
    this.#pauses.set(key, pause);
  }

  #fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.#controller.items.get(id);
    if (known !== undefined) return known;
    const item = this.#controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.#controller.items.add(item);
    return item;
  }

  async #readFile(item: vscode.TestItem): Promise<void> {
    if (item.uri === undefined || item.parent !== undefined) return;
    await this.#server.start();
    const params: ScenarioTestsParams = { uri: item.uri.toString() };
    const result = await this.#server.request<ScenarioTestsParams, ScenarioTestsResult | null>(
      scenarioTestsRequest,
      params,
    );
    const scenarios = (result?.scenarios ?? []).filter(({ expectations }) => expectations.length > 0);
    if (scenarios.length === 0) this.#controller.items.delete(item.id);
    else item.children.replace(scenarios.map((scenario) => this.#scenarioItem(item.uri, scenario)));
  }

  #scenarioItem(uri: vscode.Uri | undefined, { id, name, range, expectations }: ScenarioTest): vscode.TestItem {
    const item = this.#controller.createTestItem(id, name, uri);
    item.range = toRange(range);
    item.children.replace(
      expectations.map((expectation, index) => {
        const child = this.#controller.createTestItem(`${id}/${index}`, expectation.title, uri);
        child.range = toRange(expectation.range);
        child.sortText = String(index).padStart(4, '0');
        return child;
      }),
    );
    return item;
  }

  async #run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    try {
      for (const item of await this.#scenariosOf(request)) {
        if (token.isCancellationRequested) break;
        await this.#runScenario(run, item, request);
      }
    } finally {
      run.end();
    }
  }

  /** The Scenarios in which something was asked for: an expectation runs with its Scenario. */
  async #scenariosOf({ include, exclude }: vscode.TestRunRequest): Promise<readonly vscode.TestItem[]> {
    if (include === undefined && this.#controller.items.size === 0) await this.#discover();
    const asked = include ?? childrenOf(this.#controller.items);
    const found = new Set<vscode.TestItem>();
    for (const item of asked) {
      if (item.parent === undefined) {
        if (item.children.size === 0) await this.#readFile(item);
        for (const child of childrenOf(item.children)) found.add(child);
      } else found.add(item.parent.parent === undefined ? item : item.parent);
    }
    return [...found].filter((item) => exclude?.includes(item) !== true);
  }

  async #runScenario(run: vscode.TestRun, item: vscode.TestItem, { include }: vscode.TestRunRequest): Promise<void> {
    const all = childrenOf(item.children);
    const own = all.filter((child) => include?.includes(child) === true);
    const asked = own.length === 0 ? all : own;
    for (const child of [item, ...asked]) run.started(child);
    const params: RunScenarioParams = { uri: item.uri?.toString() ?? '', id: item.id };
    const result = await this.#server.request<RunScenarioParams, RunScenarioResult | null>(runScenarioRequest, params);
    const problem = result?.problem ?? (result === null || result === undefined ? 'The Scenario is gone.' : undefined);
    if (problem !== undefined) {
      run.errored(item, messageAt(item, problem));
      return;
    }
    for (const child of asked) this.#report(run, child, result);
    if (asked.every((child) => result?.results[indexOf(child)]?.met === true)) run.passed(item);
    else run.failed(item, messageAt(item, vscode.l10n.t('Not all expectations are met.')));
    await this.#showFirstFailure(asked, result);
  }

  #report(run: vscode.TestRun, child: vscode.TestItem, result: RunScenarioResult | null | undefined): void {
    const told = result?.results[indexOf(child)];
    if (told === undefined) run.skipped(child);
    else if (told.met) run.passed(child);
    else {
      const because = told.because === undefined ? '' : ` ${vscode.l10n.t('Before it: {0}', told.because)}`;
      run.failed(child, messageAt(child, `${told.reason}, ${vscode.l10n.t('at {0} s', told.atMs / 1000)}.${because}`));
    }
  }

  async #showFirstFailure(
    asked: readonly vscode.TestItem[],
    result: RunScenarioResult | null | undefined,
  ): Promise<void> {
    const failed = asked.map((child) => result?.results[indexOf(child)]).find((told) => told?.met === false);
    if (failed === undefined || result?.place === undefined) return;
    const { uri, podId, scenarioId } = result.place;
    const panel = await this.#panels.openFile({ uri: vscode.Uri.parse(uri), podId, scenarioId });
    panel.showMoment(failed.atMs);
  }
}

function childrenOf(items: vscode.TestItemCollection): readonly vscode.TestItem[] {
  return [...items].map(([, item]) => item);
}

const indexOf = (child: vscode.TestItem): number => Number(child.id.slice(child.id.lastIndexOf('/') + 1));

function messageAt(item: vscode.TestItem, text: string): vscode.TestMessage {
  const message = new vscode.TestMessage(text);
  if (item.uri !== undefined && item.range !== undefined) message.location = new vscode.Location(item.uri, item.range);
  return message;
}

function toRange({ start, end }: LspRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function mayHoldScenario(document: vscode.TextDocument): boolean {
  return document.languageId === 'yaml' && /podscope\.dev\//.test(document.getText());
}
