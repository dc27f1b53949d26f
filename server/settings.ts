/** The settings `podscope.*` as the server uses them: read from whatever a client sends, wrong values fall back to the default. */
import { parseGoDuration } from '../core/simulation.ts';

export interface Settings {
  readonly enabled: boolean;
  readonly kubernetesVersion: string;
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly namespace: string;
  readonly rules: Readonly<Record<string, RuleSeverity>>;
  readonly schemaValidation: 'auto' | 'on' | 'off';
  readonly hover: boolean;
  readonly fieldDocs: 'auto' | 'on' | 'off';
  readonly completion: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: 'off' | 'budgets' | 'all';
  readonly workspaceDiagnostics: boolean;
  readonly horizonMs: number;
  readonly seed: number;
  readonly probeJitter: boolean;
  /** A kustomization lists the file as a patch; not a setting of the user. */
  readonly isPatch?: boolean;
}

export type RuleSeverity = 'off' | 'hint' | 'info' | 'warning' | 'error';

const severities: readonly RuleSeverity[] = ['off', 'hint', 'info', 'warning', 'error'];
const tenMinutes = 600_000;

/** `values` is the object below `podscope` of a client's configuration. */
export function readSettings(values: unknown): Settings {
  const at = (path: string): unknown => lookUp(values, path);
  return {
    enabled: flag(at('enabled'), true),
    kubernetesVersion: matching(at('kubernetesVersion'), /^1\.\d+$/, '1.36'),
    featureGates: readGates(at('featureGates')),
    namespace: matching(at('namespace'), /^[a-z0-9-]{1,63}$/, 'default'),
    rules: readRules(at('rules')),
    schemaValidation: oneOf(at('schemaValidation'), ['auto', 'on', 'off']),
    hover: flag(at('hover.enabled'), true),
    fieldDocs: oneOf(at('hover.fieldDocs'), ['auto', 'on', 'off']),
    completion: flag(at('completion.enabled'), true),
    codeLens: flag(at('codeLens.enabled'), true),
    inlayHints: oneOf(at('inlayHints'), ['budgets', 'off', 'all']),
    workspaceDiagnostics: flag(at('workspaceDiagnostics'), false),
    horizonMs: readDuration(at('simulation.horizon')) ?? tenMinutes,
    seed: integer(at('simulation.seed'), 1),
    probeJitter: flag(at('simulation.probeJitter'), false),
  };
}

/** `1h30m` and the like in milliseconds; undefined for anything else. */
function readDuration(value: unknown): number | undefined {
  const duration = typeof value === 'string' ? parseGoDuration(value) : undefined;
  return duration !== undefined && 'ms' in duration && duration.ms >= 0 ? Math.round(duration.ms) : undefined;
}

/** Settings come nested (`{hover: {enabled}}`) or flat (`{"hover.enabled"}`), depending on the client. */
function lookUp(values: unknown, path: string): unknown {
  if (!isObject(values)) return undefined;
  if (path in values) return values[path];
  const [head = '', ...rest] = path.split('.');
  return rest.length === 0 ? values[head] : lookUp(values[head], rest.join('.'));
}

function readGates(value: unknown): Readonly<Record<string, boolean>> {
  if (!Array.isArray(value)) return {};
  const gates: Record<string, boolean> = {};
  for (const entry of value) {
    const match = typeof entry === 'string' ? /^([A-Za-z0-9]+)(?:=(true|false))?$/.exec(entry) : null;
    if (match?.[1] !== undefined) gates[match[1]] = match[2] !== 'false';
  }
  return gates;
}

function readRules(value: unknown): Readonly<Record<string, RuleSeverity>> {
  if (!isObject(value)) return {};
  const known = Object.entries(value).filter((entry): entry is [string, RuleSeverity] =>
    severities.includes(entry[1] as RuleSeverity),
  );
  return Object.fromEntries(known);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flag(value: unknown, byDefault: boolean): boolean {
  return typeof value === 'boolean' ? value : byDefault;
}

function integer(value: unknown, byDefault: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : byDefault;
}

function matching(value: unknown, pattern: RegExp, byDefault: string): string {
  return typeof value === 'string' && pattern.test(value) ? value : byDefault;
}

/** The first choice is the default. */
function oneOf<T extends string>(value: unknown, choices: readonly [T, ...T[]]): T {
  return choices.find((choice) => choice === value) ?? choices[0];
}
