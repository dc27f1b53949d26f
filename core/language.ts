/** Door 1: opens manifest files and answers what an editor or the command line asks about them. Offsets are UTF-16 units of the file. */
import { authoringAt, type FieldDocs } from './features/authoring.ts';
import { checkedFixes } from './features/checked-fixes.ts';
import { completeScenario } from './features/scenario-completion.ts';
import { scenarioHover } from './features/scenario-hover.ts';
import {
  type ScenarioLens,
  type ScenarioLink,
  scenarioLenses,
  scenarioLinks,
  scenarioSymbol,
} from './features/scenario-outline.ts';
import { subjectsOf } from './features/scenario-subject.ts';
import { isScenario, readScenario, type ScenarioDocument } from './model/scenario.ts';
import { completeConfig, configurableRules, hoverConfig } from './features/config-service.ts';
import { type Config, type ConfigProblem, isConfigFile, readConfig } from './model/config.ts';
import { createDiagnoser, type LanguageSettings } from './features/diagnoser.ts';
import { complete, type CompletionItem } from './features/completion.ts';
import { hover, type Hover, type HoverSources } from './features/hover.ts';
import { withoutUnfinished } from './features/half-typed.ts';
import { type InlayHint, inlayHints } from './features/inlay-hints.ts';
import type { PodSurroundings } from './features/pod-of.ts';
import { type DocumentLink, documentLinks } from './features/links.ts';
import { foldingRanges, selectionRanges } from './features/ranges.ts';
import {
  type Location,
  type OtherFile,
  placesOf,
  prepareRename,
  rename,
  type RenameProblem,
  sharedName,
} from './features/references.ts';
import { type SemanticToken, semanticTokens } from './features/semantic-tokens.ts';
import { type DocumentSymbol, documentSymbols } from './features/symbols.ts';
import { bringsRejection, offeredRefactorings, refactorings } from './features/refactor.ts';
import { suppressFixes } from './features/suppress-fix.ts';
import type { Verdict } from './features/verdict.ts';
import { documentAt, type FileDocument, type ManifestFile } from './model/manifest-file.ts';
import type { Diagnostic, Fix } from './text/diagnostic.ts';
import type { Range, TextEdit } from './text/range.ts';
import type { WorkspaceSymbol } from './workspace.ts';

export type { Diagnostic, Fix, Level, RelatedInformation, Severity } from './text/diagnostic.ts';
export type { Range, TextEdit } from './text/range.ts';
export type { JsonObject } from './kube/json.ts';
export { type FileDocument, type ManifestFile, objectsOf, placeOfObject } from './model/manifest-file.ts';
export { editField, fieldAt, numbersOf, offsetsOfFields, rangeOfField } from './features/lifecycle.ts';
export { ruleMoment, type RuleMoment } from './features/rule-moments.ts';
export { simulationInput, type SimulationQuestion } from './features/simulation-input.ts';
export { runKinds, runObjects } from './features/run-objects.ts';
export {
  findScenarios,
  type FoundScenario,
  offsetsInScenario,
  manifestBeside,
  rangeInScenario,
  scenarioId,
} from './features/scenarios-of.ts';
export { type ExplainedField, fieldOfPath } from './features/explain-field.ts';
export type { EditableNumber } from './features/editable-numbers.ts';
export { kustomizationNames, patchFiles } from './features/kustomize.ts';
export {
  clusterObjects,
  type DecidingObjects,
  decidingObjects,
  disagreeingObjects,
} from './features/cluster-objects.ts';
export { type DocumentReport, reportDocument } from './features/document-report.ts';
export { applyEdits } from './features/checked-fixes.ts';
export { mergeFixes } from './features/merge-fixes.ts';
export type { FieldDocs } from './features/authoring.ts';
export { type Config, isConfigFile, matchesPattern, rulesForFile } from './model/config.ts';
export type { CompletionItem } from './features/completion.ts';
export type { LanguageSettings } from './features/diagnoser.ts';
export type { Hover } from './features/hover.ts';
export type { ForecastOf } from './features/hover/forecast.ts';
export type { InlayHint } from './features/inlay-hints.ts';
export type { Location, OtherFile, RenameProblem } from './features/references.ts';
export type { DocumentLink } from './features/links.ts';
export type { SemanticToken } from './features/semantic-tokens.ts';
export type { DocumentSymbol } from './features/symbols.ts';
export type { VerdictSettings } from './features/verdict-settings.ts';
export type { Verdict } from './features/verdict.ts';
export type { ScenarioLens, ScenarioLink } from './features/scenario-outline.ts';
export { scenarioTemplate } from './features/scenario-outline.ts';
export { subjectsOf, targetOf, type Subject } from './features/scenario-subject.ts';
export { editScenarioText, printScenario } from './features/scenario-text.ts';
export { rangeOfScenarioField, type ScenarioDocument } from './model/scenario.ts';
export { createWorkspaceIndex } from './features/workspace-index.ts';
export type { Workspace, WorkspaceIndex, WorkspaceObject, WorkspaceSymbol } from './workspace.ts';

export interface Language {
  /** Splits and reads a text; documents that did not change since the last call are not read again. */
  openFile(text: string, uri?: string): ManifestFile;
  /** `others`: files beside it that Scenarios in this one may be about. */
  diagnose(file: ManifestFile, settings?: LanguageSettings, others?: readonly ManifestFile[]): readonly Diagnostic[];
  /** Of these diagnoses what is to be said while somebody types at an offset: the same list if nothing has to wait. */
  whileTyping(
    file: ManifestFile,
    diagnostics: readonly Diagnostic[],
    offset: number,
    settings?: LanguageSettings,
  ): readonly Diagnostic[];
  /** The fixes of a diagnosis that were tried: it goes away, and the server refuses nothing new. Edits count from the start of the file. */
  fixes(file: ManifestFile, diagnostic: Diagnostic, settings?: LanguageSettings): readonly Fix[];
  /** Refactorings at an offset whose result the server takes; each is one edit of the whole. */
  refactorings(file: ManifestFile, offset: number, settings?: LanguageSettings): readonly Fix[];
  /** The same, not tried yet; `isRefused` tries one. */
  offeredRefactorings(file: ManifestFile, offset: number): readonly Fix[];
  /** Whether a refactoring would bring a rejection that is not there now. */
  isRefused(file: ManifestFile, refactoring: Fix, settings?: LanguageSettings): boolean;
  /** Comments that silence a finding, smallest scope first; offered last. */
  suppressions(file: ManifestFile, diagnostic: Diagnostic): readonly Fix[];
  /** The server's verdict on a document; undefined for one that it is not asked about. */
  verdict(document: FileDocument, settings?: LanguageSettings): Verdict | undefined;
  /** What stands at an offset, our own answer first; `docs` are the API's descriptions, if they are loaded. */
  hover(
    file: ManifestFile,
    offset: number,
    docs?: FieldDocs,
    others?: readonly ManifestFile[],
    around?: PodSurroundings & Pick<HoverSources, 'forecastOf'>,
  ): Hover | undefined;
  /** What may stand at an offset, the most useful first. */
  complete(
    file: ManifestFile,
    offset: number,
    others?: readonly ManifestFile[],
    around?: PodSurroundings,
  ): readonly CompletionItem[];
  inlayHints(file: ManifestFile, range: Range, mode: 'budgets' | 'all'): readonly InlayHint[];
  foldingRanges(file: ManifestFile): readonly Range[];
  /** From the word at an offset outwards. */
  selectionRanges(file: ManifestFile, offset: number): readonly Range[];
  /** Quantities, durations and names, in the order of the text. */
  semanticTokens(file: ManifestFile): readonly SemanticToken[];
  /** To objects of this and other files (`defined` finds those by `ConfigMap/config`), and to the documentation. */
  links(file: ManifestFile, defined?: (mention: string) => readonly WorkspaceSymbol[]): readonly DocumentLink[];
  /** The name under an offset if files of the workspace may share it: `ConfigMap/config`. */
  sharedName(file: ManifestFile, offset: number): string | undefined;
  symbols(file: ManifestFile): readonly DocumentSymbol[];
  /** All places of the name under an offset, definitions first; empty elsewhere. */
  places(uri: string, file: ManifestFile, offset: number, others?: readonly OtherFile[]): readonly Location[];
  /** What a rename would replace; undefined where there is no name of ours. */
  prepareRename(
    file: ManifestFile,
    offset: number,
  ): { readonly range: Range; readonly placeholder: string } | undefined;
  rename(
    uri: string,
    file: ManifestFile,
    offset: number,
    newName: string,
    others?: readonly OtherFile[],
  ): ReadonlyMap<string, readonly TextEdit[]> | RenameProblem | undefined;
  /** The Scenarios of a file, read; ranges in them count from the start of their document. */
  scenarios(file: ManifestFile): readonly { readonly document: FileDocument; readonly read: ScenarioDocument }[];
  scenarioLenses(file: ManifestFile): readonly ScenarioLens[];
  scenarioLinks(file: ManifestFile, others?: readonly ManifestFile[]): readonly ScenarioLink[];
  /** How many documents were read so far; for tests of the cache. */
  documentsRead(): number;
}

/** A `podscope.yaml` as the command line and the server read it. */
export function readConfiguration(text: string): {
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
} {
  return readConfig(text, configurableRules);
}

/** The Scenario document at an offset. */
function scenarioAt(file: ManifestFile, offset: number): FileDocument | undefined {
  const document = documentAt(file, offset);
  return document?.manifest !== undefined && isScenario(document.manifest.tree) ? document : undefined;
}

/** A language service with a cache of its own. Settings are compared by identity: pass the same object as long as nothing changed. */
export function createLanguage(): Language {
  const { open, diagnose, verdict, documentsRead } = createDiagnoser();
  const askAgain =
    (file: ManifestFile, settings?: LanguageSettings) =>
    (text: string): readonly Diagnostic[] =>
      diagnose(open(text, file.uri), settings);
  return {
    openFile: open,
    diagnose,
    whileTyping: (file, diagnostics, offset, settings) =>
      withoutUnfinished({
        file,
        diagnostics,
        offset,
        diagnose: askAgain(file, settings),
        complete: (text, at) => complete(open(text, file.uri), at),
      }),
    fixes: (file, diagnostic, settings) =>
      checkedFixes(file.text, diagnostic, diagnose(file, settings), askAgain(file, settings)),
    refactorings: (file, offset, settings) => refactorings(file, offset, askAgain(file, settings)),
    offeredRefactorings,
    isRefused: (file, fix, settings) => bringsRejection(file, fix, askAgain(file, settings)),
    suppressions: suppressFixes,
    hover: hoverAt,
    complete: completeAt,
    inlayHints,
    foldingRanges,
    selectionRanges,
    semanticTokens,
    links: documentLinks,
    sharedName,
    symbols: symbolsOf,
    scenarios: (file) => file.documents.flatMap((document) => readIn(document) ?? []),
    scenarioLenses: (file) => file.documents.flatMap(scenarioLenses),
    scenarioLinks: (file, others = []) =>
      file.documents.flatMap((document) => scenarioLinks(document, subjectsOf([file, ...others]))),
    places: placesOf,
    prepareRename,
    rename,
    verdict,
    documentsRead,
  };
}

const hoverAt: Language['hover'] = (file, offset, docs, others = [], around = {}) => {
  if (isConfigFile(file.uri)) return hoverConfig(file.text, offset);
  const scenario = scenarioAt(file, offset);
  if (scenario !== undefined) return scenarioHover(scenario, offset, subjectsOf([file, ...others]));
  const document = authoringAt(file, offset, around);
  return document && hover(document, offset, { ...around, ...(docs && { docs }) });
};

const completeAt: Language['complete'] = (file, offset, others = [], around = {}) => {
  if (isConfigFile(file.uri)) return completeConfig(file.text, offset);
  const scenario = scenarioAt(file, offset);
  return scenario === undefined
    ? complete(file, offset, around)
    : completeScenario(scenario, offset, subjectsOf([file, ...others]));
};

/** The outline of a Scenario says more than that of any document. */
function symbolsOf(file: ManifestFile): readonly DocumentSymbol[] {
  const scenarios = file.documents.flatMap((document) => scenarioSymbol(document) ?? []);
  const others = documentSymbols(file).filter(
    ({ range }) => !scenarios.some((each) => each.range.start === range.start),
  );
  return [...others, ...scenarios].sort((a, b) => a.range.start - b.range.start);
}

function readIn(document: FileDocument): ReturnType<Language['scenarios']>[number] | undefined {
  const read = document.manifest && readScenario(document.manifest.tree);
  return read && { document, read };
}
