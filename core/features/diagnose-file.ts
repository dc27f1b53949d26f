/** All diagnoses of a file: what the server says, what the rules say, without what is silenced, and the quietest of several on one place. */
import type { Scenario } from '../behaviour/scenario.ts';
import { documentAt, type FileDocument, inFile, type ManifestFile, objectsOf } from '../model/manifest-file.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Diagnostic, Fix, RelatedInformation } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './finding.ts';
import { containerRanges, ruleDiagnostics } from './diagnose-rules.ts';
import { podOf } from './pod-of.ts';
import { programFacts } from './programs.ts';
import type { RuleSeverities } from './rule-findings.ts';
import { findScenarios } from './scenarios-of.ts';
import { readSuppressions, type Suppression, suppressionOf } from './suppression.ts';
import { unusedSuppressions } from './unused-suppressions.ts';
import type { VerdictSettings } from './verdict-settings.ts';

export interface DocumentSettings extends VerdictSettings {
  /** Severity by rule, over the rule's own. */
  readonly rules?: RuleSeverities;
}

export interface DiagnoseSources {
  /** What the server says of a document, in offsets of its own text. */
  readonly server: (document: FileDocument) => readonly Finding[];
  /** Settings and objects that count for a document. */
  readonly settings: (document: FileDocument) => DocumentSettings;
  /** What the rules said before of documents that no comment silences and no Scenario explains; kept by the caller. */
  readonly remembered?: WeakMap<Manifest, RememberedRules>;
  /** Other files that may hold Scenarios for this one. */
  readonly others?: readonly ManifestFile[];
}

export interface RememberedRules {
  readonly settings: DocumentSettings;
  readonly findings: readonly Finding[];
}

export function diagnoseFile(file: ManifestFile, sources: DiagnoseSources): readonly Diagnostic[] {
  const suppressions = suppressionsOf(file);
  const used = new Set<Suppression>();
  const isSilenced = (code: string, at: Range): boolean => {
    const found = suppressionOf(suppressions, code, at);
    if (found !== undefined) used.add(found);
    return found !== undefined;
  };
  const holdsScenario = ({ text }: ManifestFile): boolean => text.includes('podscope.dev/');
  const others = (sources.others ?? []).filter(holdsScenario);
  const scenarios = others.length > 0 || holdsScenario(file) ? findScenarios([file, ...others]) : [];
  const scenarioOf = (document: FileDocument): Scenario | undefined =>
    scenarios.find(({ target }) => target === document)?.scenario;
  const said = file.documents.flatMap((document) => {
    const server = sources
      .server(document)
      .map((finding) => atFile(document, finding))
      .filter(({ code, range }) => !isSilenced(code, range));
    const isPlain =
      suppressions.length === 0 && objectsOf(document).every((object) => scenarioOf(object) === undefined);
    const said = isPlain
      ? rememberedRules(document, sources)
      : rulesOf(document, sources.settings(document), scenarioOf, isSilenced);
    return quietest([...server, ...said.map((finding) => atFile(document, finding))]).sort(byPlace);
  });
  if (suppressions.length === 0) return said;
  return [
    ...said,
    ...unusedSuppressions(file.text, suppressions, used, (offset) => documentAt(file, offset)?.index ?? 0),
  ];
}

/** An edit in one document leaves what is said of the others as it was. */
function rememberedRules(document: FileDocument, { remembered, settings }: DiagnoseSources): readonly Finding[] {
  const { manifest } = document;
  if (manifest === undefined) return [];
  const own = settings(document);
  const known = remembered?.get(manifest);
  if (known?.settings === own) return known.findings;
  const findings = rulesOf(
    document,
    own,
    () => undefined,
    () => false,
  );
  remembered?.set(manifest, { settings: own, findings });
  return findings;
}

/** What the rules say of one document, of a List item by item, in offsets of its own text. */
function rulesOf(
  document: FileDocument,
  settings: DocumentSettings,
  scenarioOf: (object: FileDocument) => Scenario | undefined,
  isSilenced: (code: string, at: Range) => boolean,
): readonly Finding[] {
  return objectsOf(document).flatMap((object) => rulesOfObject(object, settings, scenarioOf(object), isSilenced));
}

/** Nothing while the server cannot read it. */
function rulesOfObject(
  document: FileDocument,
  settings: DocumentSettings,
  scenario: Scenario | undefined,
  isSilenced: (code: string, at: Range) => boolean,
): readonly Finding[] {
  const { manifest } = document;
  if (
    manifest === undefined ||
    manifest.read.decodeError !== undefined ||
    manifest.isPatch ||
    settings.isPatch === true
  )
    return [];
  const pod = podOf(manifest, { kubernetesVersion: settings.kubernetesVersion, objects: settings.objects ?? [] });
  if (pod === undefined) return [];
  const told = { ...pod, programs: programFacts(pod, scenario) };
  return (
    ruleDiagnostics(manifest, told, settings.rules ?? {}, (code, at) => isSilenced(code, inFile(document, at)))
      // Advice about what the server drops unread would miss what the author meant.
      .filter(({ level }) => level !== 'advice' || manifest.read.strictErrors.length === 0)
  );
}

/** On one place the rejection is enough; and of a warning and its consequence the consequence, with the server's words beside it. */
function quietest(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const at = (level: Diagnostic['level'], { range }: Diagnostic): Diagnostic | undefined =>
    diagnostics.find(
      (other) => other.level === level && other.range.start === range.start && other.range.end === range.end,
    );
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.level === 'fails' && at('rejected', diagnostic)) return [];
    if (diagnostic.level === 'warned' && at('fails', diagnostic)) return [];
    const warning = diagnostic.level === 'fails' ? at('warned', diagnostic) : undefined;
    if (warning === undefined) return [diagnostic];
    const related: RelatedInformation = { message: `The API server warns: ${warning.message}`, range: warning.range };
    return [{ ...diagnostic, related: [...(diagnostic.related ?? []), related] }];
  });
}

function suppressionsOf(file: ManifestFile): readonly Suppression[] {
  if (!file.text.includes('podscope-ignore')) return [];
  const containers = file.documents.flatMap(objectsOf).flatMap((document) => {
    const pod = document.manifest && podOf(document.manifest);
    return document.manifest && pod
      ? containerRanges(document.manifest, pod).map((range) => inFile(document, range))
      : [];
  });
  return readSuppressions(file.text, {
    documents: file.documents.map(({ start, end }) => ({ start, end })),
    containers,
  });
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return left.range.start - right.range.start || left.range.end - right.range.end;
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
