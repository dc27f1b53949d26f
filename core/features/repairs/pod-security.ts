/** One repair for all that a level of Pod Security objects to: what it asks for is added, what it does not allow goes. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child, type FieldPath, index } from '../../kube/field-path.ts';
import { asObject, type JsonObject, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../../kube/json.ts';
import { type Manifest, structAtPath } from '../../model/manifest.ts';
import { remove } from './context.ts';
import { drop, ensure } from './ensure.ts';

interface Owner {
  readonly at: FieldPath;
  readonly context: JsonObject | undefined;
  readonly object: JsonObject;
}

/** `message` is the server's: it names the level and each objection. */
export function podSecurityRepairs(manifest: Manifest, message: string): readonly FixIntent[] {
  const path = manifest.podSpecPath;
  const level = /violate[s]? PodSecurity "(\w+):/.exec(message)?.[1];
  if (path === undefined || level === undefined) return [];
  const spec = structAtPath(manifest.object, path);
  const pod: Owner = { at: path, object: spec, context: objectAt(spec, 'securityContext') };
  const owners = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    objectsAt(spec, list).map((object, i): Owner => {
      return { at: index(child(path, list), i), object, context: objectAt(object, 'securityContext') };
    }),
  );
  const wanted = level === 'restricted' && stringAt(structAt(spec, 'os'), 'name') !== 'windows';
  const steps = [
    ...podSteps(pod, owners, message),
    ...owners.flatMap((owner) => containerSteps(owner, message, wanted)),
  ];
  const title = `Change what Pod Security "${level}" does not allow`;
  return steps.length === 0 ? [] : [{ kind: 'all', title, steps }];
}

const hostFields = ['hostNetwork', 'hostPID', 'hostIPC'];
const says = (message: string, reason: string): boolean => message.includes(reason);

/** What one place of the Pod says for all its containers. */
function podSteps(pod: Owner, containers: readonly Owner[], message: string): readonly FixIntent[] {
  const { at, object, context } = pod;
  const shared = hostFields.filter((field) => object[field] === true);
  const wanted: Record<string, JsonObject | boolean> = {};
  if (says(message, 'runAsNonRoot != true') && !containers.every(isNonRoot)) wanted['runAsNonRoot'] = true;
  const missesProfile = containers.some((one) => one.context?.['seccompProfile'] === undefined);
  if (says(message, 'seccompProfile (pod or container') && missesProfile)
    wanted['seccompProfile'] = { type: 'RuntimeDefault' };
  return [
    ...(says(message, 'host namespaces') ? shared.map((field) => remove(child(at, field))) : []),
    ...(says(message, 'forbidden sysctls') ? sysctlSteps(pod, message) : []),
    ...(Object.keys(wanted).length === 0 ? [] : ensure(at, object, { securityContext: wanted })),
    ...contextSteps(child(at, 'securityContext'), context, message),
  ];
}

const isNonRoot = ({ context }: Owner): boolean => context?.['runAsNonRoot'] === true;

/** What is wrong in a security context, the Pod's or a container's, wherever it stands. */
function contextSteps(at: FieldPath, context: JsonObject | undefined, message: string): readonly FixIntent[] {
  if (context === undefined) return [];
  const profile = (field: string): readonly FixIntent[] =>
    stringAt(objectAt(context, field), 'type') === 'Unconfined'
      ? [{ kind: 'set', at: child(at, field, 'type'), value: 'RuntimeDefault' }]
      : [];
  const options = objectAt(context, 'seLinuxOptions');
  const allowedTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
  const wrongOptions = [
    ...(allowedTypes.includes(stringAt(options, 'type')) ? [] : ['type']),
    ...['user', 'role'].filter((field) => stringAt(options, field) !== ''),
  ];
  return [
    ...(says(message, 'seccompProfile') ? profile('seccompProfile') : []),
    ...(says(message, 'AppArmor profile') ? profile('appArmorProfile') : []),
    ...(says(message, 'seLinuxOptions') ? drop(child(at, 'seLinuxOptions'), options, wrongOptions) : []),
    ...(says(message, 'runAsUser=0') && context['runAsUser'] === 0 ? [remove(child(at, 'runAsUser'))] : []),
    ...(says(message, 'hostProcess')
      ? drop(child(at, 'windowsOptions'), context['windowsOptions'], ['hostProcess'])
      : []),
    ...(says(message, 'procMount') ? drop(at, context, ['procMount']) : []),
    ...(says(message, 'privileged (') && context['privileged'] === true ? [remove(child(at, 'privileged'))] : []),
  ];
}

function containerSteps(owner: Owner, message: string, isRestricted: boolean): readonly FixIntent[] {
  const { at, object, context } = owner;
  const wanted: Record<string, JsonObject | boolean> = {};
  if (isRestricted && says(message, 'allowPrivilegeEscalation')) wanted['allowPrivilegeEscalation'] = false;
  const capabilities = structAt(context ?? {}, 'capabilities');
  const drops = stringsAt(capabilities, 'drop');
  const asksForDrop = isRestricted && says(message, 'capabilities.drop') && !drops.includes('ALL');
  if (asksForDrop && drops.length === 0) wanted['capabilities'] = { drop: ['ALL'] };
  const path = child(at, 'securityContext');
  const isRoot = says(message, 'runAsNonRoot != true') && context?.['runAsNonRoot'] === false;
  return [
    ...(Object.keys(wanted).length === 0 ? [] : ensure(at, object, { securityContext: wanted })),
    ...(asksForDrop && drops.length > 0
      ? [{ kind: 'append' as const, at: child(path, 'capabilities', 'drop'), value: 'ALL' }]
      : []),
    ...addedSteps(child(path, 'capabilities', 'add'), stringsAt(capabilities, 'add'), message),
    ...(isRoot ? [{ kind: 'set' as const, at: child(path, 'runAsNonRoot'), value: true }] : []),
    ...contextSteps(path, context, message),
    ...(says(message, 'hostPort') ? hostPortSteps(owner) : []),
    ...(says(message, 'probe or lifecycle host') ? hostSteps(owner) : []),
  ];
}

/** The server names the capabilities that it does not allow. */
function addedSteps(at: FieldPath, added: readonly string[], message: string): readonly FixIntent[] {
  const texts = [...message.matchAll(/must not include ((?:"[^"]+"(?:, )?)+) in securityContext\.capabilities\.add/g)];
  const refused = new Set(texts.flatMap((match) => [...(match[1] ?? '').matchAll(/"([^"]+)"/g)].map((one) => one[1])));
  return added.flatMap((name, i) => (refused.has(name) ? [remove(index(at, i))] : []));
}

function hostPortSteps({ at, object }: Owner): readonly FixIntent[] {
  return objectsAt(object, 'ports').flatMap((port, i) => drop(index(child(at, 'ports'), i), port, ['hostPort']));
}

function hostSteps({ at, object }: Owner): readonly FixIntent[] {
  const handlers: (readonly [FieldPath, JsonObject | undefined])[] = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map(
      (name) => [child(at, name), objectAt(object, name)] as const,
    ),
    ...['postStart', 'preStop'].map(
      (name) => [child(at, 'lifecycle', name), objectAt(structAt(object, 'lifecycle'), name)] as const,
    ),
  ];
  return handlers.flatMap(([path, handler]) =>
    ['httpGet', 'tcpSocket'].flatMap((kind) => drop(child(path, kind), handler?.[kind], ['host'])),
  );
}

function sysctlSteps({ at, context }: Owner, message: string): readonly FixIntent[] {
  const names = /forbidden sysctls \(([^)]*)\)/.exec(message)?.[1]?.split(', ') ?? [];
  const list = child(at, 'securityContext', 'sysctls');
  return objectsAt(asObject(context), 'sysctls').flatMap((sysctl, i) =>
    names.includes(stringAt(sysctl, 'name')) ? [remove(index(list, i))] : [],
  );
}
