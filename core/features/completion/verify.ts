/**
 * Offers that the server would refuse at this place are left out: each value is tried on the object before it is shown. Only what the
 * value can matter to is judged again, so that it is not felt while typing.
 */
import { applyDefaults } from '../../kube/defaults.ts';
import { type Json, type JsonObject, objectsAt } from '../../kube/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import { splitPath } from '../../schema/locate.ts';
import { resolvePlain } from '../../syntax/scalar.ts';
import type { Step } from '../place.ts';
import { verdictOf } from '../verdict.ts';
import type { CompletionContext } from './context.ts';

const maxOffers = 12;

/** Keeps the texts that bring no new rejection. */
export function acceptedTexts<T extends { readonly insertText: string; readonly label: string }>(
  manifest: Manifest,
  context: CompletionContext,
  offers: readonly T[],
): readonly T[] {
  const isReadable = manifest.read.struct !== undefined && manifest.read.decodeError === undefined;
  if (!isReadable || offers.length > maxOffers || context.steps.length < 2) return offers;
  const path = context.steps.map(({ name }) => name);
  const small = pruned(manifest, path);
  const before = rejections(manifest, small.object);
  return offers.filter(({ label }) => {
    const changed = withValue(small.object, small.path, valueOf(label, context)) as JsonObject;
    return [...rejections(manifest, changed)].every((rejection) => before.has(rejection));
  });
}

/** As YAML reads it; a string field takes any word as text. */
function valueOf(label: string, { type, quote }: CompletionContext): Json {
  if (type?.kind === 'string' || quote !== undefined) return label;
  const plain = resolvePlain(label);
  return plain.type === 'bool' || plain.type === 'string' ? plain.value : /^-?\d+$/.test(label) ? Number(label) : label;
}

type Names = readonly Step['name'][];

/** Without the other containers: what they say hardly ever decides about this one, and it is most of the work. */
function pruned({ object, podSpecPath, kind }: Manifest, path: Names): { object: JsonObject; path: Names } {
  const spec = podSpecPath === undefined ? undefined : splitPath(podSpecPath);
  // The rules of a Job name containers.
  if (spec === undefined || kind === 'Job' || kind === 'CronJob') return { object, path };
  const list = path[spec.length];
  const position = path[spec.length + 1];
  const isInside = list === 'containers' && typeof position === 'number';
  const containers = objectsAt(at(object, spec), 'containers');
  const kept = containers.slice(isInside ? position : 0, (isInside ? position : 0) + 1);
  if (containers.length < 2 || kept.length === 0) return { object, path };
  const smaller = withValue(object, [...spec, 'containers'], kept) as JsonObject;
  return { object: smaller, path: isInside ? path.with(spec.length + 1, 0) : path };
}

function at(object: JsonObject, path: Names): JsonObject | undefined {
  let value: Json | undefined = object;
  for (const name of path) value = isMap(value) ? value[String(name)] : undefined;
  return isMap(value) ? value : undefined;
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with one value set; places that do not exist are made. */
function withValue(into: Json | undefined, [name, ...rest]: Names, value: Json): Json {
  if (name === undefined) return value;
  if (typeof name === 'number') {
    const list = Array.isArray(into) ? [...(into as readonly Json[])] : [];
    list[name] = withValue(list[name], rest, value);
    return list;
  }
  const map = isMap(into) ? into : {};
  return { ...map, [name]: withValue(map[name], rest, value) };
}

function rejections(manifest: Manifest, object: JsonObject): ReadonlySet<string> {
  const defaulted = applyDefaults(manifest.apiVersion, manifest.kind, object);
  const verdict = verdictOf({ ...manifest, object, defaulted });
  return new Set((verdict?.errors ?? []).map(({ code, field }) => `${code} ${field}`));
}
