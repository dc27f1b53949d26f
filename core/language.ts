/** Door 1: opens manifest files and answers what an editor or the command line asks about them. Offsets are UTF-16 units of the file. */
import { authoringAt, type FieldDocs } from './features/authoring.ts';
import { checkedFixes } from './features/checked-fixes.ts';
import { createNearby } from './features/nearby-objects.ts';
import { diagnoseManifest, type Finding } from './features/diagnose.ts';
import { diagnoseFile } from './features/diagnose-file.ts';
import { complete, type CompletionItem } from './features/completion.ts';
import { hover, type Hover } from './features/hover.ts';
import { type Location, type OtherFile, placesOf, prepareRename, rename, type RenameProblem } from './features/references.ts';
import { type DocumentSymbol, documentSymbols } from './features/symbols.ts';
import { suppressFixes } from './features/suppress-fix.ts';
import { defaultVerdictSettings, type Verdict, type VerdictSettings, verdictOf } from './features/verdict.ts';
import { createManifestCache, type FileDocument, type ManifestFile, openManifestFile } from './model/manifest-file.ts';
import type { Manifest } from './model/manifest.ts';
import type { Diagnostic, Fix } from './text/diagnostic.ts';
import type { Range, TextEdit } from './text/range.ts';

export type { Diagnostic, Fix, Level, RelatedInformation, Severity } from './text/diagnostic.ts';
export type { Range, TextEdit } from './text/range.ts';
export type { FileDocument, ManifestFile } from './model/manifest-file.ts';
export { editField, fieldAt, numbersOf, offsetsOfFields, rangeOfField } from './features/lifecycle.ts';
export { simulationInput, type SimulationQuestion } from './features/simulation-input.ts';
export type { EditableNumber } from './features/editable-numbers.ts';
export { clusterObjects } from './features/cluster-objects.ts';
export { type DocumentReport, reportDocument } from './features/document-report.ts';
export { applyEdits } from './features/checked-fixes.ts';
export type { FieldDocs } from './features/authoring.ts';
export type { CompletionItem } from './features/completion.ts';
export type { Hover } from './features/hover.ts';
export type { Location, OtherFile, RenameProblem } from './features/references.ts';
export type { DocumentSymbol } from './features/symbols.ts';
export type { Verdict, VerdictSettings } from './features/verdict.ts';
export { createWorkspaceIndex } from './features/workspace-index.ts';
export type { Workspace, WorkspaceIndex, WorkspaceObject } from './workspace.ts';

export interface LanguageSettings extends VerdictSettings {
  /** Severity by rule, over the rule's own. */
  readonly rules?: Readonly<Record<string, 'off' | 'hint' | 'info' | 'warning' | 'error'>>;
}

export interface Language {
  /** Splits and reads a text; documents that did not change since the last call are not read again. */
  openFile(text: string, uri?: string): ManifestFile;
  diagnose(file: ManifestFile, settings?: LanguageSettings): readonly Diagnostic[];
  /** The fixes of a diagnosis that were tried: it goes away, and the server refuses nothing new. Edits count from the start of the file. */
  fixes(file: ManifestFile, diagnostic: Diagnostic, settings?: LanguageSettings): readonly Fix[];
  /** Comments that silence a finding, smallest scope first; offered last. */
  suppressions(file: ManifestFile, diagnostic: Diagnostic): readonly Fix[];
  /** The server's verdict on a document; undefined for one that it is not asked about. */
  verdict(document: FileDocument, settings?: LanguageSettings): Verdict | undefined;
  /** What stands at an offset, our own answer first; `docs` are the API's descriptions, if they are loaded. */
  hover(file: ManifestFile, offset: number, docs?: FieldDocs): Hover | undefined;
  /** What may stand at an offset, the most useful first. */
  complete(file: ManifestFile, offset: number): readonly CompletionItem[];
  symbols(file: ManifestFile): readonly DocumentSymbol[];
  /** All places of the name under an offset, definitions first; empty elsewhere. */
  places(uri: string, file: ManifestFile, offset: number, others?: readonly OtherFile[]): readonly Location[];
  /** What a rename would replace; undefined where there is no name of ours. */
  prepareRename(file: ManifestFile, offset: number): { readonly range: Range; readonly placeholder: string } | undefined;
  rename(
    uri: string, file: ManifestFile, offset: number, newName: string, others?: readonly OtherFile[],
  ): ReadonlyMap<string, readonly TextEdit[]> | RenameProblem | undefined;
  /** How many documents were read so far; for tests of the cache. */
  documentsRead(): number;
}

interface Judged {
  readonly settings: LanguageSettings;
  readonly verdict: Verdict | undefined;
  findings?: readonly Finding[];
}

/** A language service with a cache of its own. Settings are compared by identity: pass the same object as long as nothing changed. */
export function createLanguage(): Language {
  const cache = createManifestCache();
  const judged = new WeakMap<Manifest, Judged>();
  const judge = (manifest: Manifest, settings: LanguageSettings): Judged => {
    const known = judged.get(manifest);
    if (known?.settings === settings) return known;
    const fresh = { settings, verdict: verdictOf(manifest, settings) };
    judged.set(manifest, fresh);
    return fresh;
  };
  const findingsOf = (manifest: Manifest, settings: LanguageSettings): readonly Finding[] => {
    const entry = judge(manifest, settings);
    return (entry.findings ??= diagnoseManifest(manifest, entry.verdict));
  };
  const nearby = createNearby();
  const open = (text: string, uri?: string): ManifestFile => openManifestFile(text, uri, cache);
  const diagnose = (file: ManifestFile, settings: LanguageSettings = defaultVerdictSettings): readonly Diagnostic[] => {
    const settingsFor = ({ manifest }: FileDocument): LanguageSettings => (manifest === undefined ? settings : nearby(file, manifest, settings));
    return diagnoseFile(file, {
      settings: settingsFor,
      server: (document) => (document.manifest === undefined ? [] : findingsOf(document.manifest, settingsFor(document))),
    });
  };
  return {
    openFile: open,
    diagnose,
    fixes: (file, diagnostic, settings) => (
      checkedFixes(file.text, diagnostic, diagnose(file, settings), (text) => diagnose(open(text, file.uri), settings))
    ),
    suppressions: suppressFixes,
    hover(file, offset, docs) {
      const document = authoringAt(file, offset);
      return document && hover(document, offset, docs);
    },
    complete: (file, offset) => complete(file, offset),
    symbols: documentSymbols,
    places: placesOf,
    prepareRename,
    rename,
    verdict: ({ manifest }, settings = defaultVerdictSettings) => manifest && judge(manifest, settings).verdict,
    documentsRead: cache.reads,
  };
}
