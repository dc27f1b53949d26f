/** Door 1: opens manifest files and answers what an editor or the command line asks about them. Offsets are UTF-16 units of the file. */
import { authoringAt, type FieldDocs } from './features/authoring.ts';
import { checkedFixes } from './features/checked-fixes.ts';
import { createNearby } from './features/nearby-objects.ts';
import { diagnoseManifest, type Finding } from './features/diagnose.ts';
import { containerRanges, ruleDiagnostics } from './features/diagnose-rules.ts';
import { complete, type CompletionItem } from './features/completion.ts';
import { hover, type Hover } from './features/hover.ts';
import { type Location, type OtherFile, placesOf, prepareRename, rename, type RenameProblem } from './features/references.ts';
import { type DocumentSymbol, documentSymbols } from './features/symbols.ts';
import { podOf } from './features/pod-of.ts';
import { readSuppressions, type Suppression, suppressionOf } from './features/suppression.ts';
import { defaultVerdictSettings, type Verdict, type VerdictSettings, verdictOf } from './features/verdict.ts';
import { createManifestCache, type FileDocument, inFile, type ManifestFile, openManifestFile } from './model/manifest-file.ts';
import type { Manifest } from './model/manifest.ts';
import type { Diagnostic, Fix, RelatedInformation } from './text/diagnostic.ts';
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
    const suppressions = suppressionsOf(file);
    return file.documents.flatMap((document) => {
      if (document.manifest === undefined) return [];
      const own = nearby(file, document.manifest, settings);
      const server = findingsOf(document.manifest, own).map((finding) => atFile(document, finding));
      const said = server.filter(({ code, range }) => suppressionOf(suppressions, code, range) === undefined);
      return [...said, ...rulesOf(document, own, suppressions)].sort(byPlace);
    });
  };
  return {
    openFile: open,
    diagnose,
    fixes: (file, diagnostic, settings) => (
      checkedFixes(file.text, diagnostic, diagnose(file, settings), (text) => diagnose(open(text, file.uri), settings))
    ),
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

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return left.range.start - right.range.start || left.range.end - right.range.end;
}

/** What the rules say of one document; nothing while the server cannot read it. */
function rulesOf(document: FileDocument, settings: LanguageSettings, suppressions: readonly Suppression[]): readonly Diagnostic[] {
  const { manifest } = document;
  if (manifest === undefined || manifest.read.decodeError !== undefined || manifest.isPatch) return [];
  const pod = podOf(manifest, { kubernetesVersion: settings.kubernetesVersion, objects: settings.objects ?? [] });
  if (pod === undefined) return [];
  const findings = ruleDiagnostics(manifest, pod, settings.rules ?? {}, (code, at) =>
    suppressionOf(suppressions, code, inFile(document, at)) !== undefined);
  return findings.map((finding) => atFile(document, finding));
}

function suppressionsOf(file: ManifestFile): readonly Suppression[] {
  if (!file.text.includes('podscope-ignore')) return [];
  const containers = file.documents.flatMap((document) => {
    const pod = document.manifest && podOf(document.manifest);
    return document.manifest && pod ? containerRanges(document.manifest, pod).map((range) => inFile(document, range)) : [];
  });
  return readSuppressions(file.text, { documents: file.documents.map(({ start, end }) => ({ start, end })), containers });
}

/** Moves a finding from its document's text to the file. */
function atFile(document: FileDocument, finding: Finding): Diagnostic {
  return {
    ...finding,
    document: document.index,
    range: inFile(document, finding.range),
    ...(finding.related && { related: finding.related.map((entry) => relatedInFile(document, entry)) }),
    ...(finding.fixes && { fixes: finding.fixes.map((fix) => fixInFile(document, fix)) }),
  };
}

function relatedInFile(document: FileDocument, entry: RelatedInformation): RelatedInformation {
  return entry.uri === undefined ? { ...entry, range: inFile(document, entry.range) } : entry;
}

function fixInFile(document: FileDocument, fix: Fix): Fix {
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, range: inFile(document, edit.range) })) };
}
