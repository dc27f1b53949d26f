/** Decides from a document's text alone whether it is worth starting the language server: costs one regular expression on text in memory. */
import * as vscode from 'vscode';

const looksAt = 65_536;
/** Lines that hold them in all likelihood; a document hands out its first lines without putting megabytes together. */
const linesAt = 2_000;
const keyAtMargin = /^(?:- )?["']?(apiVersion|kind)["']?[ \t]*:/gm;

/** `podscope.yaml` is served, too. */
const configuration = /(^|\/)podscope\.ya?ml$/;

/** True for YAML whose first 64 KB hold `apiVersion` and `kind` at column 0. */
export function looksLikeKubernetes(text: string): boolean {
  const found = new Set<string | undefined>();
  for (const match of text.slice(0, looksAt).matchAll(keyAtMargin)) {
    found.add(match[1]);
    if (found.size === 2) return true;
  }
  return false;
}

/** Documents that Podscope serves: YAML in an editor, of any file system, but no notebook cells and no old sides of a diff. */
export function isServed(document: vscode.TextDocument): boolean {
  return (
    document.languageId === 'yaml' &&
    servedSchemes.has(document.uri.scheme) &&
    (configuration.test(document.uri.path) || looksLikeKubernetes(document.getText(new vscode.Range(0, 0, linesAt, 0))))
  );
}

const unserved = ['git', 'gitfs', 'output', 'vscode-notebook-cell', 'vscode-scm', 'review', 'pr'];
const servedSchemes = { has: (scheme: string): boolean => !unserved.includes(scheme) };
