/** Door 1: opens manifest files and answers what an editor or the command line asks about them. Offsets are UTF-16 units of the file. */
import { diagnoseManifest, type Finding } from './features/diagnose.ts';
import { defaultVerdictSettings, type Verdict, type VerdictSettings, verdictOf } from './features/verdict.ts';
import { createManifestCache, type FileDocument, inFile, type ManifestFile, openManifestFile } from './model/manifest-file.ts';
import type { Manifest } from './model/manifest.ts';
import type { Diagnostic, Fix, RelatedInformation } from './text/diagnostic.ts';

export type { Diagnostic, Fix, Level, RelatedInformation, Severity } from './text/diagnostic.ts';
export type { Range, TextEdit } from './text/range.ts';
export type { FileDocument, ManifestFile } from './model/manifest-file.ts';
export type { Verdict, VerdictSettings } from './features/verdict.ts';

export interface LanguageSettings extends VerdictSettings {
  /** Severity by rule, over the rule's own. */
  readonly rules?: Readonly<Record<string, 'off' | 'hint' | 'info' | 'warning' | 'error'>>;
}

export interface Language {
  /** Splits and reads a text; documents that did not change since the last call are not read again. */
  openFile(text: string, uri?: string): ManifestFile;
  diagnose(file: ManifestFile, settings?: LanguageSettings): readonly Diagnostic[];
  /** The server's verdict on a document; undefined for one that it is not asked about. */
  verdict(document: FileDocument, settings?: LanguageSettings): Verdict | undefined;
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
  return {
    openFile: (text, uri) => openManifestFile(text, uri, cache),
    diagnose: (file, settings = defaultVerdictSettings) => file.documents.flatMap((document) => (
      document.manifest === undefined ? [] : findingsOf(document.manifest, settings).map((finding) => atFile(document, finding))
    )),
    verdict: ({ manifest }, settings = defaultVerdictSettings) => manifest && judge(manifest, settings).verdict,
    documentsRead: cache.reads,
  };
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
