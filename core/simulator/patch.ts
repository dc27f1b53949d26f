/** Changes of the Pod object by a merge or strategic merge patch; lists of the spec are merged by name as the API server does. */
import type { Action } from '../behaviour/scenario.ts';
import { collect, store } from './api-server.ts';
import type { ApiPod, Condition } from './pod.ts';
import { fields, list, readSpec, strings, text } from './read-pod.ts';
import { trySchedule } from './scheduler.ts';
import { truncate, type PodLife } from './world.ts';

type Fields = Readonly<Record<string, unknown>>;
type PatchAction = Extract<Action, { do: 'patch' }>;

const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  conditions: 'type',
  schedulingGates: 'name',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};

export function applyPatch(life: PodLife, action: PatchAction, cause: number | undefined, specPath: string): void {
  const pod = life.api,
    patch = Array.isArray(action.patch) ? fromJsonPatch(action.patch) : fields(action.patch);
  if (!pod) return;
  const isStrategic = action.patchType !== 'merge';
  if (action.subresource === 'status') {
    store(
      life,
      {
        ...pod,
        status: { ...pod.status, conditions: mergeConditions(life, pod, list(fields(patch['status'])['conditions'])) },
      },
      cause,
    );
    return;
  }
  const raw = merge(pod.spec.raw, fields(patch['spec']), isStrategic) as Fields;
  const isSame = JSON.stringify(raw) === JSON.stringify(pod.spec.raw);
  const spec = isSame ? pod.spec : readSpec(raw, specPath);
  const meta = merge(pod.meta.raw, fields(patch['metadata']), isStrategic) as Fields;
  const finalizers = 'finalizers' in fields(patch['metadata']) ? strings(meta['finalizers']) : pod.meta.finalizers;
  store(
    life,
    { ...pod, spec, meta: { ...pod.meta, raw: meta, finalizers, generation: pod.meta.generation + (isSame ? 0 : 1) } },
    cause,
  );
  collect(life);
  trySchedule(life, 0);
}

function mergeConditions(life: PodLife, pod: ApiPod, changes: readonly Fields[]): readonly Condition[] {
  const result = [...pod.status.conditions],
    now = truncate(life.world, life.world.engine.nowMs);
  for (const change of changes) {
    const type = text(change['type']),
      i = result.findIndex((c) => c.type === type),
      status = text(change['status'], 'Unknown') as Condition['status'];
    const since = i >= 0 && result[i]!.status === status ? result[i]!.since : now;
    const condition: Condition = {
      type,
      status,
      reason: text(change['reason']),
      message: text(change['message']),
      since,
    };
    if (i >= 0) result[i] = condition;
    else if (type !== '') result.unshift(condition);
  }
  return result;
}

function merge(base: unknown, patch: unknown, isStrategic: boolean, key = ''): unknown {
  if (Array.isArray(patch))
    return isStrategic && MERGE_KEYS[key] !== undefined && Array.isArray(base)
      ? mergeList(base as Fields[], patch as Fields[], MERGE_KEYS[key], isStrategic)
      : patch;
  if (typeof patch !== 'object' || patch === null) return patch;
  const result: Record<string, unknown> = { ...fields(base) };
  for (const [name, value] of Object.entries(patch)) {
    if (name === '$patch' || name.startsWith('$setElementOrder') || name.startsWith('$deleteFromPrimitiveList'))
      continue;
    if (value === null) delete result[name];
    else result[name] = merge(result[name], value, isStrategic, name);
  }
  return result;
}

function mergeList(base: readonly Fields[], patch: readonly Fields[], key: string, isStrategic: boolean): unknown[] {
  const result: unknown[] = [...base];
  for (const item of patch) {
    const i = result.findIndex((other) => fields(other)[key] === fields(item)[key]);
    if (fields(item)['$patch'] === 'delete') {
      if (i >= 0) result.splice(i, 1);
      continue;
    }
    if (i >= 0) result[i] = merge(result[i], item, isStrategic);
    else result.push(item);
  }
  return result;
}

/** `replace /spec/…` of a JSON patch as a merge patch; enough for values that are not in lists. */
function fromJsonPatch(operations: readonly unknown[]): Fields {
  const result: Record<string, unknown> = {};
  for (const operation of operations) {
    const { op, path, value } = fields(operation) as { op?: unknown; path?: unknown; value?: unknown };
    if (typeof path !== 'string' || (op !== 'replace' && op !== 'add' && op !== 'remove')) continue;
    const names = path
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    let at = result;
    for (const name of names.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
    at[names.at(-1) ?? ''] = op === 'remove' ? null : value;
  }
  return result;
}
