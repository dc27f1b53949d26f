/**
 * The checks of Pod Security that weigh the Pod's settings against its containers' (pod-security-admission/policy,
 * 1.36).
 */
import { goQuote } from '../../kube/go-print.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt, structAt } from '../../kube/json.ts';
import {
  type Objection,
  type PodCheck,
  containers,
  named,
  namesOf,
  plural,
  quoted,
  security,
  sorted,
} from './pod-security-checks.ts';

/** `pod`, `container "a"`, joined by `and`: who sets something bad. */
function setters(spec: JsonObject, isBad: (security: JsonObject) => boolean): readonly string[] {
  const bad = namesOf(spec, (container) => isBad(security(container)));
  return [...(isBad(security(spec)) ? ['pod'] : []), ...(bad.length > 0 ? [named('container', bad)] : [])];
}

/** All security contexts, the Pod's first. */
function contexts(spec: JsonObject): readonly JsonObject[] {
  return [security(spec), ...containers(spec).map(security)];
}

function profileType(context: JsonObject, profile: string): string | undefined {
  const found = objectAt(context, profile);
  return found === undefined ? undefined : stringAt(found, 'type');
}

function isBadProfile(profile: string): (context: JsonObject) => boolean {
  return (context) => !['RuntimeDefault', 'Localhost', undefined].includes(profileType(context, profile));
}

function badProfiles(spec: JsonObject, profile: string): readonly string[] {
  return sorted(
    contexts(spec)
      .filter(isBadProfile(profile))
      .map((context) => profileType(context, profile) ?? ''),
  );
}

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmorProfile: PodCheck = (spec, annotations) => {
  const isAllowed = (value: string): boolean =>
    value === '' || value === 'runtime/default' || value.startsWith('localhost/');
  const forbidden = Object.keys(annotations)
    .filter((key) => key.startsWith(appArmorPrefix) && !isAllowed(stringAt(annotations, key)))
    .map((key) => `${key}=${goQuote(stringAt(annotations, key))}`)
    .sort((a, b) => (a < b ? -1 : 1));
  const who = [
    ...setters(spec, isBadProfile('appArmorProfile')),
    ...(forbidden.length > 0 ? [plural('annotation', forbidden)] : []),
  ];
  const values = [...badProfiles(spec, 'appArmorProfile'), ...forbidden];
  if (who.length === 0) return undefined;
  const detail = `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`;
  return { reason: plural('forbidden AppArmor profile', values), detail };
};

export function seLinuxOptions(allowedTypes: readonly string[]): PodCheck {
  return (spec) => {
    const options = (context: JsonObject): JsonObject => structAt(context, 'seLinuxOptions');
    const isBadType = (context: JsonObject): boolean => !allowedTypes.includes(stringAt(options(context), 'type'));
    const has =
      (field: string) =>
      (context: JsonObject): boolean =>
        stringAt(options(context), field) !== '';
    const who = setters(spec, (context) => isBadType(context) || has('user')(context) || has('role')(context));
    if (who.length === 0) return undefined;
    const all = contexts(spec);
    const types = sorted(all.filter(isBadType).map((context) => stringAt(options(context), 'type')));
    const data = [
      ...(types.length > 0 ? [`${plural('type', types)} ${quoted(types)}`] : []),
      ...['user', 'role'].filter((field) => all.some(has(field))).map((field) => `${field} may not be set`),
    ];
    return {
      reason: 'seLinuxOptions',
      detail: `${who.join(' and ')} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
    };
  };
}

const seccompAnnotations = ['runtime/default', 'docker/default'];

/** Before 1.19 only annotations counted. */
export const seccompAnnotationsBaseline: PodCheck = (spec, annotations) => {
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...containers(spec).map(
      (container) => `container.seccomp.security.alpha.kubernetes.io/${stringAt(container, 'name')}`,
    ),
  ];
  const isBad = (key: string): boolean => {
    if (!Object.hasOwn(annotations, key)) return false;
    const value = stringAt(annotations, key);
    return !seccompAnnotations.includes(value) && !value.startsWith('localhost/');
  };
  const forbidden = sorted(keys.filter(isBad).map((key) => `${key}=${goQuote(stringAt(annotations, key))}`));
  if (forbidden.length === 0) return undefined;
  return { reason: 'seccompProfile', detail: `forbidden ${plural('annotation', forbidden)} ${forbidden.join(', ')}` };
};

export const seccompProfileBaseline: PodCheck = (spec) => {
  const who = setters(spec, isBadProfile('seccompProfile'));
  if (who.length === 0) return undefined;
  const values = quoted(badProfiles(spec, 'seccompProfile'));
  return {
    reason: 'seccompProfile',
    detail: `${who.join(' and ')} must not set securityContext.seccompProfile.type to ${values}`,
  };
};

export const seccompProfileRestricted: PodCheck = (spec, annotations) => {
  const bad = seccompProfileBaseline(spec, annotations);
  if (bad !== undefined || profileType(security(spec), 'seccompProfile') !== undefined) return bad;
  const unset = namesOf(spec, (container) => profileType(security(container), 'seccompProfile') === undefined);
  if (unset.length === 0) return undefined;
  const detail = `pod or ${named('container', unset)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  return { reason: 'seccompProfile', detail };
};

export function sysctls(allowed: readonly string[]): PodCheck {
  return (spec) => {
    const names = objectsAt(security(spec), 'sysctls').map((sysctl) => stringAt(sysctl, 'name'));
    const bad = names.filter((name) => !allowed.includes(name));
    return bad.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: bad.join(', ') };
  };
}

export const windowsHostProcess: PodCheck = (spec) => {
  const who = setters(spec, (context) => structAt(context, 'windowsOptions')['hostProcess'] === true);
  return objection(who, 'hostProcess', 'must not set securityContext.windowsOptions.hostProcess=true');
};

export const runAsNonRoot: PodCheck = (spec) => {
  const who = setters(spec, (context) => context['runAsNonRoot'] === false);
  const bad = objection(who, 'runAsNonRoot != true', 'must not set securityContext.runAsNonRoot=false');
  if (bad !== undefined || security(spec)['runAsNonRoot'] === true) return bad;
  const unset = namesOf(spec, (container) => typeof security(container)['runAsNonRoot'] !== 'boolean');
  if (unset.length === 0) return undefined;
  return {
    reason: 'runAsNonRoot != true',
    detail: `pod or ${named('container', unset)} must set securityContext.runAsNonRoot=true`,
  };
};

export const runAsUser: PodCheck = (spec) => {
  return objection(
    setters(spec, (context) => integerAt(context, 'runAsUser') === 0),
    'runAsUser=0',
    'must not set runAsUser=0',
  );
};

function objection(who: readonly string[], reason: string, detail: string): Objection | undefined {
  return who.length === 0 ? undefined : { reason, detail: `${who.join(' and ')} ${detail}` };
}
