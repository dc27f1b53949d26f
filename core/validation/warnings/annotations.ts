/**
 * Warnings about annotations that became fields: seccomp, AppArmor, critical Pods, sysctls (pkg/api/pod/warnings.go,
 * 1.36).
 */
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import type { ApiWarning } from '../../kube/field-error.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../../kube/json.ts';
import {
  appArmorAnnotationPrefix,
  appArmorOfAnnotation,
  isSameAppArmor,
  isValidAppArmor,
} from '../prepare/app-armor.ts';
import { type ValidationContext, atLeast } from '../context.ts';
import { type PlacedContainer, containersOf } from './containers.ts';

const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const sysctls = 'non-functional in v1.11+; use the "sysctls" field instead';
const deprecated: Readonly<Record<string, readonly [string, string]>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': [
    'warn-anno-critical-pod',
    'non-functional in v1.16+; use the "priorityClassName" field instead',
  ],
  'security.alpha.kubernetes.io/sysctls': ['warn-anno-sysctls', sysctls],
  'security.alpha.kubernetes.io/unsafe-sysctls': ['warn-anno-sysctls', sysctls],
};

/** A pod spec with the annotations of its Pod or template, and a path that depends on the use. */
export interface AnnotatedPod {
  readonly spec: JsonObject;
  readonly annotations: JsonObject;
  readonly at: FieldPath;
}

export function deprecatedAnnotationWarnings(annotations: JsonObject, at: FieldPath): readonly ApiWarning[] {
  return Object.entries(deprecated).flatMap(([key, [code, text]]) =>
    Object.hasOwn(annotations, key) ? [annotationWarning(code, at, key, text)] : [],
  );
}

export function seccompPodWarnings(spec: JsonObject, annotations: JsonObject, at: FieldPath): readonly ApiWarning[] {
  if (
    objectAt(structAt(spec, 'securityContext'), 'seccompProfile') !== undefined ||
    !Object.hasOwn(annotations, seccompPod)
  )
    return [];
  return [
    annotationWarning(
      'warn-seccomp-anno-pod',
      at,
      seccompPod,
      'non-functional in v1.27+; use the "seccompProfile" field instead',
    ),
  ];
}

export function seccompContainerWarnings(
  { container }: PlacedContainer,
  annotations: JsonObject,
  at: FieldPath,
): readonly ApiWarning[] {
  const key = seccompPrefix + stringAt(container, 'name');
  if (
    objectAt(structAt(container, 'securityContext'), 'seccompProfile') !== undefined ||
    !Object.hasOwn(annotations, key)
  )
    return [];
  return [
    annotationWarning(
      'warn-seccomp-anno-container',
      at,
      key,
      'non-functional in v1.27+; use the "seccompProfile" field instead',
    ),
  ];
}

/** In a template: unless the annotation says what the pod-level profile says. */
export function appArmorTemplateWarnings(
  { container }: PlacedContainer,
  { spec, annotations, at }: AnnotatedPod,
  context: ValidationContext,
): readonly ApiWarning[] {
  const key = appArmorAnnotationPrefix + stringAt(container, 'name');
  const value = Object.hasOwn(annotations, key) ? stringAt(annotations, key) : undefined;
  if (value === undefined || objectAt(structAt(container, 'securityContext'), 'appArmorProfile') !== undefined)
    return [];
  const podProfile = objectAt(structAt(spec, 'securityContext'), 'appArmorProfile');
  const profile = appArmorOfAnnotation(value);
  if (podProfile !== undefined && !atLeast(context, 34)) return [];
  if (podProfile !== undefined && profile !== undefined && isSameAppArmor(profile, podProfile)) return [];
  return [appArmorWarning(key, at)];
}

/** In a Pod: where the annotation had to be copied into the field, or could not be. `pod` is not prepared yet. */
export function appArmorWarningsOfPod(pod: JsonObject): readonly ApiWarning[] {
  const spec = structAt(pod, 'spec');
  const annotations = structAt(structAt(pod, 'metadata'), 'annotations');
  const podProfile = objectAt(structAt(spec, 'securityContext'), 'appArmorProfile');
  if (stringAt(structAt(spec, 'os'), 'name') === 'windows') return [];
  return containersOf(spec, 'spec').flatMap(({ container }) => {
    const key = appArmorAnnotationPrefix + stringAt(container, 'name');
    if (
      !Object.hasOwn(annotations, key) ||
      objectAt(structAt(container, 'securityContext'), 'appArmorProfile') !== undefined
    )
      return [];
    const profile = appArmorOfAnnotation(stringAt(annotations, key));
    const isCopied = profile !== undefined && isValidAppArmor(profile);
    return isCopied && isSameAppArmor(profile, podProfile) ? [] : [appArmorWarning(key, 'metadata.annotations')];
  });
}

function appArmorWarning(key: string, at: FieldPath): ApiWarning {
  return annotationWarning(
    'warn-apparmor-anno',
    at,
    key,
    'deprecated since v1.30; use the "appArmorProfile" field instead',
  );
}

function annotationWarning(code: string, at: FieldPath, key: string, text: string): ApiWarning {
  const place = index(at, key);
  // An AppArmor annotation still works: it must not go before the field is there.
  const fix = code === 'warn-apparmor-anno' ? {} : { fix: { kind: 'remove', at: place } as const };
  return { code, at: place, message: `${place}: ${text}`, ...fix };
}

export function annotationsPath(at: FieldPath): FieldPath {
  return child(at, 'metadata', 'annotations');
}
