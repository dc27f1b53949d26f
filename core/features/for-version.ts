/** A manifest as a server of another version, or with other feature gates, reads it: without the fields that it does not know. */
import { applyDefaults } from '../kube/defaults.ts';
import { type DroppedField, droppedFields, isYoungerThan, unknownField } from '../kube/dropped-fields.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { wasKnown } from '../kube/gone-fields.ts';
import { goQuote } from '../kube/go-print.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ReadDocument } from '../schema/read-document.ts';
import { withOlderDefaults } from '../kube/older-defaults.ts';
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
  const { read, apiVersion, kind, object } = manifest;
  const version = settings.kubernetesVersion;
  const defaulted = withOlderDefaults(kind, object, manifest.defaulted, version);
  const dropped = [
    ...droppedFields(kind, object, version, settings.featureGates),
    ...read.nulls.flatMap(({ struct, key, path }) => unknownField(struct, key, path, version) ?? []),
  ];
  const young = [
    ...dropped.filter(({ reason }) => reason === 'unknown').map(({ at }) => at),
    ...mistyped(read.problems, version),
  ];
  const unknown = young.filter((path) => !young.some((at) => isBelow(path, at)));
  const isGone = read.unknown.some(({ struct, key }) => wasKnown(struct, key, settings.kubernetesVersion));
  if (unknown.length === 0 && !isGone) return { defaulted, strictErrors: read.strictErrors, dropped };
  const known = unknown.reduce<Json>((value, path) => without(value, splitPath(path)), object) as JsonObject;
  return {
    defaulted: withOlderDefaults(kind, known, applyDefaults(apiVersion, kind, known), version),
    strictErrors: withUnknown(read.possibleErrors, unknownTo(settings.kubernetesVersion, manifest, unknown), unknown),
    dropped,
  };
}

/** Since 1.35 the path in a type error names the structs that others embed: `spec.volumes.VolumeSource.secret`. */
export function decodeErrorFor(settings: VersionSettings, manifest: Manifest): string | undefined {
  const message = firstError(settings, manifest);
  if (message === undefined || Number(settings.kubernetesVersion.split('.')[1]) >= 35) return message;
  return message.replace(
    /(Go struct field \w+)((?:\.\w+)+)(?= of type )/,
    (_all, start: string, path: string) => start + path.replace(/\.[A-Z]\w*/g, ''),
  );
}

/** What 1.36 does not know, without what the version knew. */
function unknownTo(version: string, { read }: Manifest, unknown: readonly FieldPath[]): readonly FieldPath[] {
  return read.unknown
    .filter(({ struct, key, path }) => !wasKnown(struct, key, version) && !unknown.some((at) => isBelow(path, at)))
    .map(({ path }) => path);
}

function isBelow(path: FieldPath, parent: FieldPath): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

/** Fields that the server does not know yet and that hold what they could not hold on a newer one. */
function mistyped(problems: ReadDocument['problems'], version: string): readonly FieldPath[] {
  const minor = Number(version.split('.')[1]);
  return problems
    .filter(({ message }) => {
      const [, struct = '', field = ''] = /Go struct field (\w+)\.(?:\w+\.)*(\w+) of type /.exec(message) ?? [];
      return isYoungerThan(struct, field, minor);
    })
    .map(({ path }) => path.replace(/(?:\[\d+\])+$/, ''));
}

/** Nobody decodes what stands in a field that the server does not know. */
function firstError({ kubernetesVersion, featureGates }: VersionSettings, manifest: Manifest): string | undefined {
  const { read, kind, object } = manifest;
  if (!read.problems.some(({ message }) => message === read.decodeError)) return read.decodeError;
  const unknown = droppedFields(kind, object, kubernetesVersion, featureGates)
    .filter(({ reason }) => reason === 'unknown')
    .map(({ at }) => at);
  const young = [...unknown, ...mistyped(read.problems, kubernetesVersion)];
  const problems = read.problems.filter(({ path }) => !young.some((at) => path === at || isBelow(path, at)));
  return (problems.find(({ isHard }) => isHard) ?? problems[0])?.message;
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
