/**
 * Beside other people's extensions: alone, with Red Hat's YAML extension, with a schema in it, and with Microsoft's Kubernetes extension on
 * top. Each step is taken in the running editor, without a reload, and after each the same questions are asked.
 */
import type * as vscode from 'vscode';
import type { Case } from './cases.ts';
import { type Editor, pause, until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

const redHat = 'redhat.vscode-yaml';
const microsoft = 'ms-kubernetes-tools.vscode-kubernetes-tools';
const folder = 'others';

export const coexistenceCases: readonly Case[] = [
  {
    name: 'beside others 1: alone, everything is ours',
    run: async (editor) => {
      await misspelled(editor, 'alone');
      await noLabelTwice(editor);
      await oneOutline(editor);
      match(await hoverAt(editor, 'livenessprobe.yaml', 'containers'), /List of containers belonging to the pod/);
      equal(await brokenYaml(editor), ['podscope']);
    },
  },
  {
    name: "beside others 2: Red Hat's extension without a schema, installed into the running editor",
    run: async (editor) => {
      await editor.open('readinessprobe.yaml');
      await install(editor, 'red-hat', redHat);
      await misspelled(editor, 'alone');
      await noLabelTwice(editor);
      await oneOutline(editor);
      match(await hoverAt(editor, 'livenessprobe.yaml', 'containers'), /List of containers belonging to the pod/);
      equal(await brokenYaml(editor), ['YAML']);
      await anchors(editor);
    },
  },
  {
    name: 'beside others 3: with a Kubernetes schema in the settings',
    run: async (editor) => {
      const pod = await editor.open('readinessprobe.yaml');
      await mapSchema(editor, true);
      await until('the schema counts', () => (foreign(editor, pod).length > 0 ? true : undefined));
      await misspelled(editor, 'shared');
      await noLabelTwice(editor);
      await oneOutline(editor);
      await noSentenceTwice(editor);
      await equalMeanings(editor);
      await bothIfWanted(editor);
    },
  },
  {
    name: 'beside others 4: the schema is taken away again',
    run: async (editor) => {
      await mapSchema(editor, false);
      await misspelled(editor, 'alone');
      match(await hoverAt(editor, 'livenessprobe.yaml', 'containers'), /List of containers belonging to the pod/);
    },
  },
  {
    name: "beside others 5: Microsoft's Kubernetes extension brings the schema",
    run: async (editor) => {
      const pod = await editor.open('readinessprobe.yaml');
      await install(editor, 'microsoft', microsoft);
      await until('its schema counts', () => (foreign(editor, pod).length > 0 ? true : undefined));
      await misspelled(editor, 'shared');
      await noLabelTwice(editor);
      await oneOutline(editor);
      await noSentenceTwice(editor);
    },
  },
];

/** `readinessprobe` is said once, by us or by them, and has its fix either way. */
async function misspelled(editor: Editor, by: 'alone' | 'shared'): Promise<void> {
  const document = await editor.open('readinessprobe.yaml');
  const at = document.getText().indexOf('readinessprobe:');
  const here = (): readonly vscode.Diagnostic[] =>
    editor.vs.languages
      .getDiagnostics(document.uri)
      .filter(({ range, severity }) => severity === 0 && range.contains(document.positionAt(at + 1)));
  const wanted = by === 'alone' ? 'podscope' : 'yaml-schema';
  const said = await until(`one of ${wanted} says it`, () => {
    const found = here();
    return found.length === 1 && found[0]?.source?.startsWith(wanted) === true ? found : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${JSON.stringify(here().map(({ source, message }) => [source, message]))}`);
  });
  match(said[0]?.message ?? '', /readinessprobe/);
  const actions = await editor.vs.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    said[0]?.range,
    editor.vs.CodeActionKind.QuickFix.value,
  );
  const titles = actions.map(({ title }) => title);
  equal(titles.filter((title) => title === 'Rename to readinessProbe').length, 1);
}

/** At the key of a container, at the value of an enumeration, and at the beginning of an empty file. */
async function noLabelTwice(editor: Editor): Promise<void> {
  const document = await editor.open('readinessprobe.yaml');
  const edit = new editor.vs.WorkspaceEdit();
  const end = new editor.vs.Position(document.lineCount, 0);
  edit.insert(document.uri, end, '\n      imagePullPolicy: \n      ');
  await editor.vs.workspace.applyEdit(edit);
  const last = document.lineCount - 1;
  const value = document.lineAt(last - 1).range.end;
  const keys = await labelsAt(editor, document, document.lineAt(last).range.end);
  ok(keys.includes('resources'), `keys of a container: ${keys.join(', ')}`);
  const values = await labelsAt(editor, document, value);
  ok(values.includes('IfNotPresent'), `values: ${values.join(', ')}`);
  equal([repeated(keys), repeated(values)], [[], []]);
  await editor.closeAll();
}

async function labelsAt(editor: Editor, document: vscode.TextDocument, at: vscode.Position): Promise<string[]> {
  const list = await editor.vs.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    at,
  );
  return list.items
    .filter(({ kind }) => kind !== editor.vs.CompletionItemKind.Text)
    .map(({ label }) => (typeof label === 'string' ? label : label.label).trim());
}

function repeated(labels: readonly string[]): readonly string[] {
  return labels.filter((label, index) => labels.indexOf(label) !== index);
}

async function oneOutline(editor: Editor): Promise<void> {
  const document = await editor.open('livenessprobe.yaml');
  const roots = await until('an outline comes', async () => {
    const symbols = await editor.vs.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return symbols !== undefined && symbols.length > 0 ? symbols : undefined;
  });
  const starts = roots.map(({ range }) => range.start.line);
  equal(starts, [...new Set(starts)]);
}

async function hoverAt(editor: Editor, name: string, at: string): Promise<string> {
  const document = await editor.open(name);
  return until('a hover comes', async () => (await editor.hoverText(document, at)) || undefined);
}

/** Whole sentences of all hovers at a place. */
async function noSentenceTwice(editor: Editor): Promise<void> {
  for (const at of ['livenessProbe', 'image:', 'periodSeconds', 'containers']) {
    const text = await hoverAt(editor, 'livenessprobe.yaml', at);
    const sentences = text
      .replace(/[*`_\\]/g, '')
      .split(/(?<=\.)\s+|\n+/)
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence.length > 20);
    equal([at, repeated(sentences)], [at, []]);
  }
}

/** Who speaks of the line that is no YAML. */
async function brokenYaml(editor: Editor): Promise<readonly string[]> {
  const document = await editor.open('livenessprobe.yaml');
  const edit = new editor.vs.WorkspaceEdit();
  edit.insert(document.uri, new editor.vs.Position(document.lineCount, 0), '\n broken: [\n');
  await editor.vs.workspace.applyEdit(edit);
  await until('an error comes', () => (errors(editor, document).length > 0 ? true : undefined));
  await pause(1_500);
  const sources = [...new Set(errors(editor, document).map(({ source }) => source ?? ''))];
  await editor.closeAll();
  return sources;
}

/** A type, an enumeration and a missing field: each is said once. */
async function equalMeanings(editor: Editor): Promise<void> {
  const file = await editor.open('many.yaml');
  const lines = await until('all is said', () => {
    const found = errors(editor, file).map(({ range, source }) => `${range.start.line} ${source?.slice(0, 6)}`);
    return found.length >= 3 ? found : undefined;
  });
  await pause(1_500);
  const now = errors(editor, file).map(({ range }) => range.start.line);
  equal([lines.length >= 3, repeated(now.map(String))], [true, []]);
}

/** `podscope.schemaValidation: on` brings ours back, `off` silences them also without anybody else. */
async function bothIfWanted(editor: Editor): Promise<void> {
  const settings = editor.vs.workspace.getConfiguration('podscope');
  const document = await editor.open('readinessprobe.yaml');
  const ours = (): number => editor.problems(document).filter(({ severity }) => severity === 0).length;
  await settings.update('schemaValidation', 'on', editor.vs.ConfigurationTarget.Workspace);
  await until('ours is back', () => (ours() === 1 ? true : undefined));
  await settings.update('schemaValidation', undefined, editor.vs.ConfigurationTarget.Workspace);
  await until('ours is gone', () => (ours() === 0 ? true : undefined));
}

/** Definition and rename of anchors are theirs. */
async function anchors(editor: Editor): Promise<void> {
  const document = await editor.open('anchors.yaml');
  const at = document.positionAt(document.getText().indexOf('*labels') + 2);
  const found = await until('a definition comes', async () => {
    const places = await editor.vs.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    return places.length > 0 ? places : undefined;
  });
  const lines = found.map((place) => ('range' in place ? place.range : place.targetRange).start.line);
  equal([...new Set(lines)], [4]);
  const edit = await editor.vs.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    at,
    'tags',
  );
  const texts = edit.entries().flatMap(([, edits]) => edits.map(({ newText }) => newText.replace(/^[&*]/, '')));
  equal(texts, ['tags', 'tags']);
}

function errors(editor: Editor, document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return editor.vs.languages.getDiagnostics(document.uri).filter(({ severity }) => severity === 0);
}

function foreign(editor: Editor, document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return editor.vs.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source?.startsWith('yaml-schema') === true);
}

async function install(editor: Editor, name: string, id: string): Promise<void> {
  ok(editor.vs.extensions.getExtension(id) === undefined, `${id} is not there yet`);
  await editor.vs.commands.executeCommand(
    'workbench.extensions.installExtension',
    editor.uri(`${folder}/${name}.vsix`),
  );
  await until(
    `${id} runs`,
    () => (editor.vs.extensions.getExtension(id)?.isActive === true ? true : undefined),
    30_000,
  );
}

async function mapSchema(editor: Editor, isOn: boolean): Promise<void> {
  const value = isOn
    ? { [editor.uri(`${folder}/pod-schema.json`).with({ scheme: 'file', authority: '' }).toString()]: '*.yaml' }
    : undefined;
  await editor.vs.workspace.getConfiguration('yaml').update('schemas', value, editor.vs.ConfigurationTarget.Workspace);
}
