/** What client and server say to each other beyond LSP: requests named `podscope/…`, all optional for other editors. Positions are LSP's. */
import type { ModelMessage } from './webview.ts';
import type { Scenario } from '../core/simulation.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface LspRange {
  readonly start: Position;
  readonly end: Position;
}
export interface LspEdit {
  readonly range: LspRange;
  readonly newText: string;
}

/** `initializationOptions` of our own client; other editors send none of it. */
export interface InitializationOptions {
  /** The client runs commands named `podscope.*`, so lenses and hovers may link to them. */
  readonly hasCommands?: boolean;
  /** The client draws the panel and asks for models. */
  readonly hasPanel?: boolean;
  /** Address of the folder that holds a Worker's script: it loads a second one from there when it is needed. */
  readonly assets?: string;
  /** Start values of `podscope.*` for clients without `workspace/configuration`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Everything the panel needs of one state of a document; `version` is the document's. */
export const modelRequest = 'podscope/model';
export interface ModelParams {
  readonly uri: string;
  /** Of a file with several Pods; the first one if left out or gone. */
  readonly podId?: string;
  /** A place in the file: the Pod around it is meant. */
  readonly position?: Position;
  readonly scenarioId?: string;
  /** A Scenario that has no file yet. */
  readonly scenario?: Scenario;
  /** Another state of the file, read instead of the document's text: what git holds. */
  readonly text?: string;
}
export type PanelModel = Omit<ModelMessage, 'v' | 'type' | 'version' | 'locked' | 'baselines'>;
export type ModelResult =
  | { readonly kind: 'model'; readonly version: number; readonly model: PanelModel }
  /** The text is broken; `line` counts from 1. */
  | { readonly kind: 'stale'; readonly version: number; readonly line: number; readonly message: string }
  | { readonly kind: 'empty'; readonly version: number };

/** Edits that give a field a new number: replaces the value or inserts the key. */
export const editFieldRequest = 'podscope/editField';
export interface EditFieldParams {
  readonly uri: string;
  readonly podId: string;
  readonly field: string;
  readonly value: number;
}

/** Edits of a rejection's quick fix, by its index in `ModelMessage.rejected.fixes`. */
export const applyFixRequest = 'podscope/applyFix';
export interface ApplyFixParams {
  readonly uri: string;
  readonly podId: string;
  readonly index: number;
}

/** Edits that make the Scenario in a document say what the panel's form says. */
export const editScenarioRequest = 'podscope/editScenario';
export interface EditScenarioParams {
  readonly uri: string;
  readonly scenarioId: string;
  readonly scenario: Scenario;
}

/** Text of a new `*.scenario.yaml`. */
export const scenarioTextRequest = 'podscope/scenarioText';
export interface ScenarioTextParams {
  readonly uri: string;
  readonly podId?: string;
  readonly scenario: Scenario;
}

/** The answer to all edit requests: edits by document. */
export interface EditsResult {
  readonly edits: readonly { readonly uri: string; readonly version?: number; readonly edits: readonly LspEdit[] }[];
}

/** Where a field stands now; its nearest ancestor where it is missing. */
export const placeRequest = 'podscope/place';
export interface PlaceParams {
  readonly uri: string;
  readonly podId?: string;
  readonly field: string;
  readonly scenarioId?: string;
}
export interface PlaceResult {
  readonly uri: string;
  readonly range: LspRange;
}

/** `textDocument/hover` of our own client. */
export interface HoverQuestion {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** Another extension shows the API's description: ours without it. */
  readonly withoutDocs?: boolean;
}

/** The field under a position, as the server prints it. */
export const fieldAtRequest = 'podscope/fieldAt';
export interface FieldAtParams {
  readonly uri: string;
  readonly position: Position;
}
export interface FieldAtResult {
  readonly podId?: string;
  readonly field: string;
}

/** A rule's page as Markdown; without `code` the list of all. */
export const ruleDocsRequest = 'podscope/ruleDocs';
export interface RuleDocsParams {
  readonly code: string;
}
export interface RuleDocsResult {
  readonly title: string;
  readonly markdown: string;
}
export const ruleListRequest = 'podscope/ruleList';
export interface RuleListResult {
  readonly rules: readonly { readonly code: string; readonly summary: string }[];
}

/** The simulation as text. */
export const textRequest = 'podscope/text';
export interface TextParams {
  readonly uri: string;
  readonly podId?: string;
}
export interface TextResult {
  readonly text: string;
}

/** Server to client: a file that lies beside the server (`field-docs.json`), for servers that cannot read files. */
export const assetRequest = 'podscope/asset';
export interface AssetParams {
  readonly name: string;
}
export interface AssetResult {
  readonly text: string;
}

/** Server to client: YAML files of the workspace folders, for servers that cannot read folders. */
export const listFilesRequest = 'podscope/listFiles';
export interface ListFilesResult {
  readonly uris: readonly string[];
}
/** Server to client: text of one of them; undefined where it cannot be read. */
export const readFileRequest = 'podscope/readFile';
export interface ReadFileParams {
  readonly uri: string;
}
export interface ReadFileResult {
  readonly text?: string;
}

/** Server to client: what an open document holds, for menus and status. */
export const documentStatusNotification = 'podscope/documentStatus';
export interface DocumentStatus {
  readonly uri: string;
  readonly pods: readonly { readonly id: string; readonly title: string; readonly line: number }[];
  readonly problems: number;
  readonly kubernetesVersion: string;
  /** What the simulation says of the first Pod: `Ready at 12s · 0 restarts`. */
  readonly forecast?: string;
}

/** Scheme of the read-only pages of rules: `podscope-docs:/rules/CODE.md`. */
export const docsScheme = 'podscope-docs';

/** The Scenarios of a file that expect something, for a list of tests; the file need not be open. */
export const scenarioTestsRequest = 'podscope/scenarioTests';
export interface ScenarioTestsParams {
  readonly uri: string;
}
export interface ScenarioTestsResult {
  readonly scenarios: readonly ScenarioTest[];
}
export interface ScenarioTest {
  readonly id: string;
  readonly name: string;
  readonly range: LspRange;
  readonly expectations: readonly { readonly title: string; readonly range: LspRange }[];
}

/** Runs a Scenario; `problem` says why it cannot run. */
export const runScenarioRequest = 'podscope/runScenario';
export interface RunScenarioParams {
  readonly uri: string;
  readonly id: string;
}
export interface RunScenarioResult {
  readonly problem?: string;
  /** In the order of `spec.expect`. */
  readonly results: readonly {
    readonly met: boolean;
    readonly title: string;
    readonly reason: string;
    readonly atMs: number;
    readonly because?: string;
  }[];
  /** The Pod it is about, for the panel. */
  readonly place?: { readonly uri: string; readonly podId: string; readonly scenarioId: string };
}

/** Text of a new Scenario document for a Pod of a manifest. */
export const newScenarioRequest = 'podscope/newScenario';
export interface NewScenarioParams {
  readonly uri: string;
  readonly podId?: string;
}

/** What can be tried with one click on a Pod: Scenarios without a file. */
export const presetsRequest = 'podscope/presets';
export interface PresetsParams {
  readonly uri: string;
  readonly podId?: string;
  readonly position?: Position;
}
export interface PresetsResult {
  readonly podId: string;
  readonly presets: readonly { readonly title: string; readonly about: string; readonly scenario: Scenario }[];
}
