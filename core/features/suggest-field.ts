/** What somebody meant by a key that is no field there: the same word spelled right, or a field of another level. */
import type { FixIntent } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { nearest } from '../kube/nearest.ts';
import type { UnknownField } from '../schema/decode-walker.ts';
import { locate, splitPath } from '../schema/locate.ts';
import { type Field, type FieldType, type Struct, structOf } from '../schema/tree.ts';
import { entryOf, type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';

export interface FieldSuggestion {
  /** `did you mean "readinessProbe"?` */
  readonly hint: string;
  /** The repair, where it is clear. */
  readonly fix?: FixIntent;
  /** Other repairs that are as likely. */
  readonly others?: readonly FixIntent[];
  /** The field that becomes known by the repair: errors that it is missing are of no interest. */
  readonly field: FieldPath;
}

export function suggestField(unknown: UnknownField, root: MapNode, rootStruct: Struct): FieldSuggestion | undefined {
  const struct = structOf(unknown.struct);
  if (struct === undefined || unknown.key.startsWith('$')) return undefined;
  const special = intoMatchLabels(unknown, struct) ?? intoContainer(unknown, root) ?? intoAmounts(unknown);
  if (special !== undefined) return special;
  const synonym = synonymOf(unknown);
  if (synonym !== undefined && struct.fields.has(synonym)) return renameTo(unknown, synonym, struct, root);
  const right = spelledRight(unknown, struct);
  const isSameWord = right?.toLowerCase() === unknown.key.toLowerCase();
  const place = isSameWord ? undefined : otherPlace(unknown, root, rootStruct);
  if (place !== undefined) return moveTo(unknown, place);
  return right === undefined ? undefined : renameTo(unknown, right, struct, root);
}

/** `selector: {app: web}` as a Service has it; a workload wants `matchLabels` around the labels. */
function intoMatchLabels(unknown: UnknownField, struct: Struct): FieldSuggestion | undefined {
  const value = resolveAlias(unknown.entry.value);
  if (
    struct.name !== 'LabelSelector' ||
    value.kind !== 'scalar' ||
    nearest(unknown.key, ['matchLabels', 'matchExpressions']) !== undefined
  )
    return undefined;
  const field = `${unknown.parent}.matchLabels`;
  const to = `${field}[${unknown.key}]`;
  return {
    hint: `labels belong to ${field}`,
    field,
    fix: { kind: 'move', at: unknown.path, to, title: 'Move to matchLabels' },
  };
}

/** What only containers have, in the Pod's own security context: it is clear where it goes if there is one container. */
function intoContainer(unknown: UnknownField, root: MapNode): FieldSuggestion | undefined {
  if (unknown.struct !== 'PodSecurityContext' || structOf('SecurityContext')?.fields.has(unknown.key) !== true)
    return undefined;
  const containers = `${parentOf(unknown.parent)}.containers`;
  const list = resolveAlias(locate(root, containers).node);
  const isOnly = list.kind === 'list' && list.items.length === 1;
  const field = `${containers}[0].securityContext.${unknown.key}`;
  const title = `Move to ${containers}[0].securityContext`;
  return {
    hint: `"${unknown.key}" belongs to the securityContext of a container`,
    field,
    ...(isOnly ? { fix: { kind: 'move', at: unknown.path, to: field, title } } : {}),
  };
}

/** `resources: {cpu: 1}`, and the storage of a claim. */
function intoAmounts(unknown: UnknownField): FieldSuggestion | undefined {
  const { key, parent, path, struct } = unknown;
  const value = resolveAlias(unknown.entry.value);
  if (value.kind !== 'scalar') return undefined;
  if (/ResourceRequirements$/.test(struct) && ['cpu', 'memory', 'ephemeral-storage', 'storage'].includes(key)) {
    const lists = struct.startsWith('Volume') ? ['requests'] : ['requests', 'limits'];
    const [fix, ...others] = lists.map((list): FixIntent => {
      return { kind: 'move', at: path, to: `${parent}.${list}[${key}]`, title: `Move to ${list}` };
    });
    const hint = `"${key}" belongs to ${lists.join(' or ')}`;
    return { hint, field: `${parent}.requests[${key}]`, ...(fix && { fix }), others };
  }
  if (struct !== 'PersistentVolumeClaimSpec' || key !== 'storage') return undefined;
  const owner = `${parent}.resources.requests`;
  const steps: FixIntent[] = [
    { kind: 'remove', at: path },
    { kind: 'add', at: owner, field: key, value: value.text },
  ];
  const fix: FixIntent = { kind: 'all', steps, title: 'Move to resources.requests' };
  return { hint: `"storage" belongs to ${owner}`, field: `${owner}[storage]`, fix };
}

function renameTo(unknown: UnknownField, right: string, struct: Struct, root: MapNode): FieldSuggestion {
  const field = join(unknown.parent, right);
  const type = struct.fields.get(right)?.type;
  const isFree = locate(root, field).found === 'parent' && type !== undefined && isFitting(unknown.entry.value, type);
  const fix: FixIntent = { kind: 'rename', at: unknown.path, to: right, title: `Rename to ${right}` };
  return { hint: `did you mean "${right}"?`, field, ...(isFree ? { fix } : {}) };
}

function moveTo(unknown: UnknownField, { path, isOnly }: OtherPlace): FieldSuggestion {
  const owner = path.slice(0, -unknown.key.length - 1) || 'the top level';
  const fix: FixIntent = { kind: 'move', at: unknown.path, to: path, title: `Move to ${owner}` };
  return { hint: `"${unknown.key}" belongs to ${owner}`, field: path, ...(isOnly ? { fix } : {}) };
}

function join(parent: FieldPath, name: string): FieldPath {
  return parent === '' ? name : `${parent}.${name}`;
}

/** Upper and lower case first, then few letters; a field of the same shape wins. */
function spelledRight(unknown: UnknownField, struct: Struct): string | undefined {
  const fields = [...struct.fields.values()];
  const names = fields.map((field) => field.name);
  const same = names.find((name) => name.toLowerCase() === unknown.key.toLowerCase());
  if (same !== undefined) return same;
  const fitting = fields.filter((field) => isFitting(unknown.entry.value, field.type)).map((field) => field.name);
  return (
    nearest(unknown.key, fitting, slips(unknown.key)) ??
    longerWord(unknown.key, fitting) ??
    nearest(unknown.key, names, slips(unknown.key))
  );
}

/** In short words a single letter makes another word. */
const slips = (key: string): number => (key.length < 5 ? 1 : 2);

/** Words of one API that another one calls differently. */
const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Capabilities: { remove: 'drop' },
  ConfigMapProjection: { configMapName: 'name' },
  ConfigMapVolumeSource: { configMapName: 'name' },
  Container: {
    cmd: 'command',
    entrypoint: 'command',
    environment: 'env',
    envVars: 'env',
    mounts: 'volumeMounts',
    imagePolicy: 'imagePullPolicy',
    pullPolicy: 'imagePullPolicy',
  },
  ContainerPort: { port: 'containerPort' },
  DeploymentSpec: { updateStrategy: 'strategy' },
  DaemonSetSpec: { strategy: 'updateStrategy' },
  EnvVar: { key: 'name', val: 'value' },
  HTTPGetAction: { url: 'path', uri: 'path', endpoint: 'path', headers: 'httpHeaders' },
  HostPathVolumeSource: { kind: 'type' },
  KeyToPath: { name: 'key', filename: 'path', file: 'path' },
  LimitRangeItem: { defaultLimit: 'default', defaultLimits: 'default', defaultRequests: 'defaultRequest' },
  PersistentVolumeClaimVolumeSource: { name: 'claimName', claim: 'claimName' },
  SecretProjection: { secretName: 'name' },
  SecretVolumeSource: { name: 'secretName' },
  StatefulSetSpec: { strategy: 'updateStrategy' },
  TopologySpreadConstraint: { selector: 'labelSelector' },
  Volume: { pvc: 'persistentVolumeClaim', claim: 'persistentVolumeClaim' },
  VolumeMount: { path: 'mountPath', volume: 'name' },
};

function synonymOf({ struct, key }: UnknownField): string | undefined {
  const words = Object.hasOwn(synonyms, struct) ? synonyms[struct] : undefined;
  return words !== undefined && Object.hasOwn(words, key) ? words[key] : undefined;
}

/** `strategy` for `updateStrategy`, `period` for `periodSeconds`: the one field that ends with the word, or names its unit. */
function longerWord(key: string, names: readonly string[]): string | undefined {
  const word = key.toLowerCase();
  const found = names.filter((name) => name.toLowerCase().endsWith(word) || name.toLowerCase() === `${word}seconds`);
  return word.length >= 4 && found.length === 1 ? found[0] : undefined;
}

function isFitting(source: Node, type: FieldType): boolean {
  const node = resolveAlias(source);
  if (node.kind === 'list') return type.kind === 'list';
  if (node.kind === 'map') return type.kind === 'struct' || type.kind === 'map' || type.kind === 'any';
  return node.kind === 'scalar' && (node.value.type === 'null' || !['list', 'map', 'struct'].includes(type.kind));
}

interface OtherPlace {
  readonly path: FieldPath;
  /** No other place is as near. */
  readonly isOnly: boolean;
}

interface Level {
  readonly path: FieldPath;
  readonly struct: Struct;
}

/** A field of exactly this name on another level: further out first, then deeper in, the nearest wins. */
function otherPlace(unknown: UnknownField, root: MapNode, rootStruct: Struct): OtherPlace | undefined {
  const levels = levelsOf(unknown.parent, rootStruct);
  const own = levels[0];
  if (own === undefined) return undefined;
  const inside = deeper(own, unknown, root, 1);
  if (inside.length > 0) return choose(inside, root);
  for (const level of levels.slice(1)) {
    const field = level.struct.fields.get(unknown.key);
    if (field !== undefined && isFree(level, unknown, field, root))
      return { path: join(level.path, unknown.key), isOnly: true };
    const beside = deeper(level, unknown, root, 1).filter((path) => !unknown.path.startsWith(`${parentOf(path)}.`));
    const written = beside.filter((path) => locate(root, parentOf(path)).found === 'value');
    if (written.length > 0) return choose(written, root);
  }
  const far = deeper(own, unknown, root, 3);
  return far.length > 0 ? choose(far, root) : undefined;
}

function parentOf(path: FieldPath): FieldPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** Of several places the one whose owner is written already. */
function choose(paths: readonly FieldPath[], root: MapNode): OtherPlace | undefined {
  const written = paths.filter((path) => locate(root, parentOf(path)).found === 'value');
  const found = written.length > 0 ? written : paths;
  const first = found[0];
  return first === undefined ? undefined : { path: first, isOnly: found.length === 1 };
}

/** The object itself, then those around it. */
function levelsOf(parent: FieldPath, rootStruct: Struct): readonly Level[] {
  const levels: Level[] = [{ path: '', struct: rootStruct }];
  let type: FieldType | undefined = { kind: 'struct', go: rootStruct.name, struct: rootStruct.name };
  let path = '';
  for (const step of splitPath(parent)) {
    if (typeof step === 'number') {
      path = `${path}[${step}]`;
      type = type?.kind === 'list' ? type.of : undefined;
    } else {
      path = join(path, step);
      type = type?.kind === 'struct' ? structOf(type.struct)?.fields.get(step)?.type : undefined;
    }
    const struct = type?.kind === 'struct' ? structOf(type.struct) : undefined;
    if (struct !== undefined) levels.unshift({ path, struct });
  }
  return levels;
}

/** Paths of fields of this name below a level: in its structs, and in the one item of its lists. */
function deeper(level: Level, unknown: UnknownField, root: MapNode, depth: number): readonly FieldPath[] {
  const found: FieldPath[] = [];
  for (const field of level.struct.fields.values()) {
    if (field.name === 'status' || field.name === 'managedFields') continue;
    const inner = innerLevel(level, field, root);
    if (inner === undefined) continue;
    const target = inner.struct.fields.get(unknown.key);
    if (target !== undefined && isFree(inner, unknown, target, root)) found.push(join(inner.path, unknown.key));
    // Where the field has its value already, nothing further in was meant either.
    else if (depth > 1 && (target === undefined || !isFitting(unknown.entry.value, target.type)))
      found.push(...deeper(inner, unknown, root, depth - 1));
  }
  return found;
}

function innerLevel(level: Level, field: Field, root: MapNode): Level | undefined {
  const path = join(level.path, field.name);
  if (field.type.kind === 'struct') {
    const struct = structOf(field.type.struct);
    return struct && { path, struct };
  }
  if (field.type.kind !== 'list' || field.type.of.kind !== 'struct') return undefined;
  const place = locate(root, path);
  const list = resolveAlias(place.node);
  if (place.found !== 'value' || list.kind !== 'list' || list.items.length !== 1) return undefined;
  const struct = structOf(field.type.of.struct);
  return struct && { path: `${path}[0]`, struct };
}

/** The field could take the value, and nothing is there yet. */
function isFree(level: Level, unknown: UnknownField, field: Field, root: MapNode): boolean {
  const place = locate(root, level.path);
  const owner = resolveAlias(place.node);
  const isNothing = owner.kind === 'scalar' && owner.value.type === 'null' && place.entry !== undefined;
  const isTaken =
    place.found === 'value' && !isNothing && (owner.kind !== 'map' || entryOf(owner, unknown.key) !== undefined);
  return !isTaken && isFitting(unknown.entry.value, field.type);
}
