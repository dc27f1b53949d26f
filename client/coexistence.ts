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

/** Ours, without what Red Hat's extension says at the same place: errors of the YAML itself, and fields that its schema does not know. */
export function withoutRepeated<T extends vscode.Diagnostic>(uri: vscode.Uri, own: readonly T[]): T[] {
  if (!hasYamlExtension()) return [...own];
  const foreign = foreignDiagnostics(uri);
  if (foreign.length === 0) return [...own];
  return own.filter(
    (diagnostic) =>
      !isStructural(codeOf(diagnostic)) ||
      !foreign.some(
        ({ range }) =>
          range.isEqual(diagnostic.range) ||
          (codeOf(diagnostic).startsWith('yaml') && range.start.line === diagnostic.range.start.line),
      ),
  );
}

/** Keys of the API that a schema completes as well; our values, references and whole manifests stay. */
export function withoutPlainKeys<T extends vscode.CompletionItem>(
  document: vscode.TextDocument,
  items: readonly T[],
): T[] {
  if (!hasForeignSchema(document)) return [...items];
  return items.filter(
    ({ kind, insertText }) => kind !== vscode.CompletionItemKind.Property || insertText instanceof vscode.SnippetString,
  );
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

/** Codes of the strict decoder and of the reader: a schema and a YAML parser find the same. */
function isStructural(code: string): boolean {
  return code.startsWith('dec-') || code.startsWith('yaml');
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

function matches(pattern: string, document: vscode.TextDocument): boolean {
  const simple = pattern.startsWith('/') || pattern.startsWith('**') ? pattern : `**/${pattern}`;
  return vscode.languages.match({ language: 'yaml', pattern: simple }, document) > 0;
}
