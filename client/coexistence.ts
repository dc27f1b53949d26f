/**
 * Life beside the YAML extension of Red Hat: what it says already we do not say again. Asked anew for every answer, so that installing,
 * disabling or mapping a schema counts at once.
 */
import * as vscode from 'vscode';

const redHat = 'redhat.vscode-yaml';
const microsoft = 'ms-kubernetes-tools.vscode-kubernetes-tools';

/** Whether it is there and running. */
export function hasYamlExtension(): boolean {
  return vscode.extensions.getExtension(redHat)?.isActive === true;
}

/** Whether it knows a schema for this document: by a line of the text, by its settings, or because another extension brings one. */
export function hasForeignSchema(document: vscode.TextDocument): boolean {
  if (!hasYamlExtension()) return false;
  if (vscode.extensions.getExtension(microsoft) !== undefined) return true;
  if (/^#\s*yaml-language-server:\s*\$schema=/m.test(document.getText().slice(0, 4_096))) return true;
  if (foreignDiagnostics(document.uri).some(({ source }) => source?.startsWith('yaml-schema') === true)) return true;
  const mapped = vscode.workspace
    .getConfiguration('yaml', document.uri)
    .get<Record<string, string | readonly string[]>>('schemas', {});
  return Object.values(mapped)
    .flat()
    .some((pattern) => matches(pattern, document));
}

/** Ours, without what Red Hat's extension says already: errors of the YAML itself, and what its schema finds at the same place. */
export function withoutRepeated<T extends vscode.Diagnostic>(uri: vscode.Uri, own: readonly T[]): T[] {
  if (!hasYamlExtension() || setting('schemaValidation', uri) !== 'auto') return [...own];
  const foreign = foreignDiagnostics(uri);
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  return own.filter((diagnostic) => !foreign.some((other) => isSaidBy(other, diagnostic, document)));
}

/** Whether hovers carry the API's own description: not where a schema brings it, unless the user wants both. */
export function wantsFieldDocs(document: vscode.TextDocument): boolean {
  return setting('hover.fieldDocs', document.uri) !== 'auto' || !hasForeignSchema(document);
}

const asking = new Set<string>();

/** True while others are asked what they complete: then we say nothing, or they and we would ask each other for ever. */
export function isAsking(document: vscode.TextDocument): boolean {
  return asking.has(document.uri.toString());
}

/** Ours without the labels that another extension offers at the same place. */
export async function withoutOffered<T extends vscode.CompletionItem>(
  document: vscode.TextDocument,
  position: vscode.Position,
  items: readonly T[],
): Promise<T[]> {
  if (!hasYamlExtension() || items.length === 0) return [...items];
  const offered = await labelsOfOthers(document, position);
  return items.filter((item) => !offered.has(labelOf(item)));
}

async function labelsOfOthers(document: vscode.TextDocument, position: vscode.Position): Promise<ReadonlySet<string>> {
  const key = document.uri.toString();
  asking.add(key);
  try {
    const list = await vscode.commands.executeCommand<vscode.CompletionList | undefined>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    // Words of the text are offered by VS Code itself, and only where nobody knows better.
    const known = (list?.items ?? []).filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    return new Set(known.map(labelOf));
  } finally {
    asking.delete(key);
  }
}

function labelOf({ label }: vscode.CompletionItem): string {
  return (typeof label === 'string' ? label : label.label).trim();
}

function setting(name: string, uri: vscode.Uri): string {
  return vscode.workspace.getConfiguration('podscope', uri).get<string>(name, 'auto');
}

/** What it said of a document, to know when it says something else. */
export function foreignFingerprint(uri: vscode.Uri): string {
  return foreignDiagnostics(uri)
    .map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`)
    .join('\n');
}

function foreignDiagnostics(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source !== undefined && /^(yaml|YAML)/.test(source));
}

/** Whether one of theirs means the same as one of ours: fields and types at the same place, a missing field, a value that none may be. */
function isSaidBy(
  { range, message, source = '' }: vscode.Diagnostic,
  own: vscode.Diagnostic,
  document: vscode.TextDocument | undefined,
): boolean {
  const code = codeOf(own);
  const isSchema = source.startsWith('yaml-schema');
  if (code === 'yaml') return !isSchema && isSameDocument(document, range.start.line, own.range.start.line);
  if (code === 'dec-duplicate-key-yaml') return !isSchema && range.start.line === own.range.start.line;
  const missing = /^Missing property "([^"]+)"/.exec(message)?.[1];
  if (missing !== undefined)
    return own.message.includes(`${missing}: Required value`) && range.contains(own.range.start);
  if (!range.isEqual(own.range)) return false;
  return code.startsWith('dec-') || (/Unsupported value/.test(own.message) && /not accepted/.test(message));
}

/** Whether no `---` stands between two lines. */
function isSameDocument(document: vscode.TextDocument | undefined, one: number, other: number): boolean {
  for (let line = Math.min(one, other) + 1; line <= Math.max(one, other); line++)
    if (document?.lineAt(line).text.startsWith('---') === true) return false;
  return true;
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function matches(pattern: string, document: vscode.TextDocument): boolean {
  const simple = pattern.startsWith('/') || pattern.startsWith('**') ? pattern : `**/${pattern}`;
  return vscode.languages.match({ language: 'yaml', pattern: simple }, document) > 0;
}
