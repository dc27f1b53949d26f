/** A manifest as a server of another version, or with other feature gates, reads it: without the fields that it does not know. */
import { applyDefaults } from '../kube/defaults.ts';
import { type DroppedField, droppedFields } from '../kube/dropped-fields.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { wasKnown } from '../kube/gone-fields.ts';
import { goQuote } from '../kube/go-print.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { type PathStep, splitPath } from '../schema/locate.ts';

export interface VersionedObject {
  /** With the defaults of the server, without what it does not know. */
  readonly defaulted: JsonObject;
  /** The texts of its strict errors, in its order. */
  readonly strictErrors: readonly string[];
  /** Fields that it does not know yet, or drops without a word. */
  readonly dropped: readonly DroppedField[];
}

export interface VersionSettings {
  readonly kubernetesVersion: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

export function forVersion(manifest: Manifest, settings: VersionSettings): VersionedObject {
  const { read, apiVersion, kind, object, defaulted } = manifest;
  const dropped = droppedFields(kind, object, settings.kubernetesVersion, settings.featureGates);
  const unknown = dropped.filter(({ reason }) => reason === 'unknown').map(({ at }) => at);
  const isGone = read.unknown.some(({ struct, key }) => wasKnown(struct, key, settings.kubernetesVersion));
  if (unknown.length === 0 && !isGone) return { defaulted, strictErrors: read.strictErrors, dropped };
  const known = unknown.reduce<Json>((value, path) => without(value, splitPath(path)), object) as JsonObject;
  return {
    defaulted: applyDefaults(apiVersion, kind, known),
    strictErrors: withUnknown(read.strictErrors, unknownTo(settings.kubernetesVersion, manifest), unknown),
    dropped,
  };
}

/** Since 1.35 the path in a type error names the structs that others embed: `spec.volumes.VolumeSource.secret`. */
export function decodeErrorFor({ kubernetesVersion }: VersionSettings, message: string): string {
  if (Number(kubernetesVersion.split('.')[1]) >= 35) return message;
  return message.replace(
    /(Go struct field \w+)((?:\.\w+)+)(?= of type )/,
    (_all, start: string, path: string) => start + path.replace(/\.[A-Z]\w*/g, ''),
  );
}

/** What 1.36 does not know, without what the version knew. */
function unknownTo(version: string, { read }: Manifest): readonly FieldPath[] {
  return read.unknown.filter(({ struct, key }) => !wasKnown(struct, key, version)).map(({ path }) => path);
}

/** The server visits keys in sorted order. */
function withUnknown(
  strictErrors: readonly string[],
  written: readonly FieldPath[],
  paths: readonly FieldPath[],
): readonly string[] {
  const twice = strictErrors.filter((text) => !text.startsWith('unknown field '));
  const all = [...written, ...paths].sort((left, right) => comparePaths(splitPath(left), splitPath(right)));
  return [...twice, ...new Set(all.map((path) => `unknown field ${goQuote(path)}`))].slice(0, 100);
}

function comparePaths(left: readonly PathStep[], right: readonly PathStep[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const a = left[i] ?? '';
    const b = right[i] ?? '';
    if (a !== b) return a < b ? -1 : 1;
  }
  return left.length - right.length;
}

function without(value: Json, steps: readonly PathStep[]): Json {
  const [step, ...rest] = steps;
  if (typeof value !== 'object' || value === null || step === undefined) return value;
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item, i) => (i === step ? without(item, rest) : item));
  const map = value as JsonObject;
  const inner = map[String(step)];
  if (inner === undefined) return value;
  if (rest.length > 0) return { ...map, [String(step)]: without(inner, rest) };
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== step)) as JsonObject;
}
