/**
 * What the extension host and the Pod Lifecycle panel say to each other. Every message is `{v: 1, type, …}`; unknown types are logged and
 * ignored; a message with an `id` asks for exactly one `reply`. The simulator runs in the panel, so no list of events ever crosses.
 */
import type { Scenario, SimulationInput } from '../core/simulation.ts';

export const protocolVersion = 1;

/** The one address of a place in a manifest, as the server prints it: `spec.containers[0].livenessProbe.periodSeconds`. */
export type FieldPath = string;

export interface PanelSettings {
  readonly collapseIdle: 'auto' | 'always' | 'never';
  /** `clock` counts from 00:00:00, `relative` in kubectl's words. */
  readonly timeFormat: 'relative' | 'clock';
  readonly followEditor: boolean;
}

/** A Pod or workload of the file that can be simulated. */
export interface PodChoice {
  readonly id: string;
  readonly title: string;
  readonly line: number;
}

/** A Scenario that can be switched to: `none`, or a document of the workspace (`file`). */
export interface ScenarioChoice {
  readonly id: string;
  readonly title: string;
  readonly file?: string;
}

/** What can stand on the other side of a comparison. */
export interface BaselineChoice {
  readonly id: string;
  readonly title: string;
  /** Why it cannot be chosen now: `not in a git repository`. */
  readonly unavailable?: string;
}

/** An error or a warning in the Pod's document, for a badge on the lane of its field. */
export interface Problem {
  readonly field: FieldPath;
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly message: string;
}

/** A number of the manifest that the inspector may edit: probe timings, thresholds, grace periods, deadlines. */
export interface EditableNumber {
  readonly field: FieldPath;
  readonly value: number;
  readonly minimum: number;
  readonly maximum?: number;
  /** True where the manifest does not say it and the server's default holds: the edit inserts the key. */
  readonly isDefault: boolean;
}

export interface Rejection {
  /** The server's words, first error. */
  readonly message: string;
  readonly field: FieldPath;
  readonly line: number;
  /** Number of further errors. */
  readonly more: number;
  /** Titles of the quick fixes, applied by `applyFix` with their index. */
  readonly fixes: readonly string[];
}

/** One valid state of the text. ≤ 30 KB without file contents. Lines count from 1. */
export interface ModelMessage {
  readonly v: 1;
  readonly type: 'model';
  readonly uri: string;
  /** Base name for links: `checkout.yaml:27`. */
  readonly file: string;
  /** Counts up with every message of this type; an older one than the picture is dropped. */
  readonly version: number;
  readonly podId: string;
  readonly podName: string;
  /** `Pod`, `Deployment`, …: other kinds than Pod are shown as "one Pod of this template". */
  readonly kind: string;
  /** Left out if the document cannot be simulated at all. A rejected one carries it, for "simulate as if accepted". */
  readonly input?: SimulationInput;
  /** Line of every field that a cause may name; a missing field's line is its nearest ancestor's. */
  readonly lines: Readonly<Record<FieldPath, number>>;
  readonly numbers: readonly EditableNumber[];
  readonly rejected?: Rejection;
  /** Thirty at most, the worst first. */
  readonly problems?: readonly Problem[];
  readonly pods: readonly PodChoice[];
  readonly scenarios: readonly ScenarioChoice[];
  readonly scenarioId: string;
  /** Base name of the Scenario's file, and lines of its fields (`spec.containers[0].instances[0].exits`), where there is a file. */
  readonly scenarioFile?: string;
  readonly scenarioLines?: Readonly<Record<FieldPath, number>>;
  readonly baselines: readonly BaselineChoice[];
  readonly locked: boolean;
}

/** The Scenario changed and the manifest did not. */
export interface ScenarioMessage {
  readonly v: 1;
  readonly type: 'scenario';
  readonly version: number;
  readonly scenarioId: string;
  readonly scenario: Scenario;
  readonly scenarioFile?: string;
  readonly scenarioLines?: Readonly<Record<FieldPath, number>>;
}

export interface BaselineMessage {
  readonly v: 1;
  readonly type: 'baseline';
  readonly baseline?: { readonly id: string; readonly title: string; readonly input: SimulationInput };
}

/** What keys and the palette may ask of the panel. */
export const panelCommands = [
  'playPause',
  'nextEvent',
  'previousEvent',
  'fitAll',
  'fitSelection',
  'toggleFolds',
  'find',
  'revealCause',
  'pinBaseline',
  'clearBaseline',
  'copyText',
  'copyMermaid',
  'copyEvents',
  'copySelection',
  'saveSvg',
  'savePng',
  'saveJson',
  'saveTrace',
  'openAsText',
  'sweep',
  'showKeys',
] as const;
export type PanelCommand = (typeof panelCommands)[number];

export type HostMessage =
  | {
      readonly v: 1;
      readonly type: 'init';
      readonly language: string;
      readonly settings: PanelSettings;
      readonly state?: unknown;
    }
  | ModelMessage
  | ScenarioMessage
  | BaselineMessage
  /** The active editor holds no Pod (and the panel is not locked). */
  | { readonly v: 1; readonly type: 'empty'; readonly file?: string }
  /** The text is broken: keep the picture, grey it, name the line. The next `model` ends it. */
  | { readonly v: 1; readonly type: 'stale'; readonly line: number; readonly message: string }
  /** The field under the editor's cursor, or none. */
  | { readonly v: 1; readonly type: 'cursor'; readonly field?: FieldPath }
  | { readonly v: 1; readonly type: 'settings'; readonly settings: PanelSettings }
  | { readonly v: 1; readonly type: 'command'; readonly command: PanelCommand }
  /** Show this field's first effect: from the hover link and the CodeLens. */
  | { readonly v: 1; readonly type: 'show'; readonly field: FieldPath }
  /** Put the playhead at this moment of the run: from a failed expectation. */
  | { readonly v: 1; readonly type: 'showMoment'; readonly atMs: number }
  | { readonly v: 1; readonly type: 'reply'; readonly id: number; readonly ok: boolean; readonly message?: string };

export type CopyFormat = 'text' | 'mermaid' | 'markdown' | 'selection';
export type SaveFormat = 'svg' | 'png' | 'json' | 'trace' | 'text';

export type PanelMessage =
  | { readonly v: 1; readonly type: 'ready' }
  /** The picture of this model version is on the screen. */
  | { readonly v: 1; readonly type: 'painted'; readonly version: number; readonly summary: string }
  | {
      readonly v: 1;
      readonly type: 'reveal';
      readonly field?: FieldPath;
      readonly scenarioField?: FieldPath;
      readonly line?: number;
      readonly focus: boolean;
    }
  | { readonly v: 1; readonly type: 'highlight'; readonly field?: FieldPath }
  | {
      readonly v: 1;
      readonly type: 'editField';
      readonly id: number;
      readonly field: FieldPath;
      readonly value: number;
    }
  /** The whole Scenario as it shall be; the host writes the difference into its document, or keeps it in memory where there is none. */
  | {
      readonly v: 1;
      readonly type: 'editScenario';
      readonly id: number;
      readonly scenarioId: string;
      readonly scenario: Scenario;
    }
  /** Make a `*.scenario.yaml` beside the manifest from the Scenario in memory. */
  | { readonly v: 1; readonly type: 'saveScenario'; readonly id: number; readonly scenario: Scenario }
  | { readonly v: 1; readonly type: 'selectScenario'; readonly scenarioId: string }
  | { readonly v: 1; readonly type: 'openScenario' }
  /** `pin` pins the run of now, or the one of `input`: what was pinned before a reload. */
  | { readonly v: 1; readonly type: 'selectBaseline'; readonly baselineId: string; readonly input?: SimulationInput }
  | { readonly v: 1; readonly type: 'applyFix'; readonly id: number; readonly index: number }
  | { readonly v: 1; readonly type: 'simulateAsIfAccepted'; readonly on: boolean }
  | { readonly v: 1; readonly type: 'copy'; readonly id: number; readonly format: CopyFormat; readonly text: string }
  /** `text` is base64 for `png`, plain text otherwise. */
  | {
      readonly v: 1;
      readonly type: 'save';
      readonly id: number;
      readonly format: SaveFormat;
      readonly name: string;
      readonly text: string;
    }
  | { readonly v: 1; readonly type: 'openAsText'; readonly text: string }
  | { readonly v: 1; readonly type: 'openSample' }
  | { readonly v: 1; readonly type: 'selectPod'; readonly podId: string }
  | { readonly v: 1; readonly type: 'lock'; readonly locked: boolean }
  /** For context keys. */
  | {
      readonly v: 1;
      readonly type: 'view';
      readonly playing: boolean;
      readonly hasSelection: boolean;
      readonly hasBaseline: boolean;
    }
  | { readonly v: 1; readonly type: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly text: string };
