/**
 * What the API server changes in a Pod between defaulting and validation (pkg/registry/core/pod/strategy.go,
 * PrepareForCreate, 1.36).
 */
import { type Draft, isRecord, update, updateEach, updateStruct } from '../../kube/defaults/draft.ts';
import { type ValidationContext, atLeast, isEnabled } from '../context.ts';
import {
  annotationOfAppArmor,
  appArmorAnnotationPrefix,
  appArmorOfAnnotation,
  isSameAppArmor,
  isValidAppArmor,
} from './app-armor.ts';
import { dropDisabledFields } from './drop-disabled.ts';

export function preparePod(pod: Draft, context: ValidationContext): void {
  const metadata = isRecord(pod.metadata) ? pod.metadata : {};
  const labels = isRecord(metadata.labels) ? metadata.labels : {};
  updateStruct(pod, 'spec', (spec) => {
    // A Pod with a negative grace period is stored with 1; a template keeps the number.
    if (typeof spec.terminationGracePeriodSeconds === 'number' && spec.terminationGracePeriodSeconds < 0)
      spec.terminationGracePeriodSeconds = 1;
    dropDisabledFields(spec, context);
    if (isEnabled(context, 'MatchLabelKeysInPodAffinity')) mergeAffinityKeys(spec, labels);
    if (
      isEnabled(context, 'MatchLabelKeysInPodTopologySpread') &&
      isEnabled(context, 'MatchLabelKeysInPodTopologySpreadSelectorMerge')
    ) {
      updateEach(spec, 'topologySpreadConstraints', (constraint) =>
        mergeKeys(constraint, constraint.matchLabelKeys, 'In', labels),
      );
    }
    copyAppArmor(spec, isRecord(metadata.annotations) ? metadata.annotations : {});
  });
  if (!atLeast(context, 34)) annotateAppArmor(pod);
}

function mergeAffinityKeys(spec: Draft, labels: Readonly<Record<string, unknown>>): void {
  const merge = (term: Draft): void => {
    const mismatches = term.mismatchLabelKeys;
    mergeKeys(term, term.matchLabelKeys, 'In', labels);
    mergeKeys(term, mismatches, 'NotIn', labels);
  };
  update(spec, 'affinity', (affinity) => {
    for (const kind of ['podAffinity', 'podAntiAffinity']) {
      update(affinity, kind, (terms) => {
        updateEach(terms, 'preferredDuringSchedulingIgnoredDuringExecution', (weighted) =>
          updateStruct(weighted, 'podAffinityTerm', merge),
        );
        updateEach(terms, 'requiredDuringSchedulingIgnoredDuringExecution', merge);
      });
    }
  });
}

/** The Pod's own values of the named labels become requirements of the selector. */
function mergeKeys(parent: Draft, keys: unknown, operator: string, labels: Readonly<Record<string, unknown>>): void {
  if (!Array.isArray(keys)) return;
  const present = keys.filter((key): key is string => typeof key === 'string' && Object.hasOwn(labels, key));
  if (present.length === 0) return;
  const requirements = present.map((key) => ({ key, operator, values: [labels[key] ?? ''] }));
  update(parent, 'labelSelector', (selector) => {
    const given: readonly unknown[] = Array.isArray(selector.matchExpressions) ? selector.matchExpressions : [];
    selector.matchExpressions = [...given, ...requirements];
  });
}

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** The old annotation becomes the field of a container that has none. */
function copyAppArmor(spec: Draft, annotations: Readonly<Record<string, unknown>>): void {
  if (isRecord(spec.os) && spec.os.name === 'windows') return;
  const podProfile = isRecord(spec.securityContext) ? spec.securityContext.appArmorProfile : undefined;
  for (const list of containerLists) {
    updateEach(spec, list, (container) => {
      const annotation = annotations[`${appArmorAnnotationPrefix}${String(container.name ?? '')}`];
      const security = isRecord(container.securityContext) ? container.securityContext : {};
      if (typeof annotation !== 'string' || isRecord(security.appArmorProfile)) return;
      const profile = appArmorOfAnnotation(annotation);
      if (profile === undefined || !isValidAppArmor(profile) || isSameAppArmor(profile, podProfile)) return;
      container.securityContext = { ...security, appArmorProfile: profile };
    });
  }
}

/** Until 1.33 the field came back as the old annotation, too. */
function annotateAppArmor(pod: Draft): void {
  const spec = isRecord(pod.spec) ? pod.spec : {};
  if (isRecord(spec.os) && spec.os.name === 'windows') return;
  const ofPod = isRecord(spec.securityContext) ? spec.securityContext.appArmorProfile : undefined;
  const added: Record<string, string> = {};
  for (const container of containerLists.flatMap((list) =>
    Array.isArray(spec[list]) ? (spec[list] as unknown[]) : [],
  )) {
    if (!isRecord(container)) continue;
    const own = isRecord(container.securityContext) ? container.securityContext.appArmorProfile : undefined;
    const annotation = annotationOfAppArmor(isRecord(own) ? own : ofPod);
    if (annotation !== undefined) added[`${appArmorAnnotationPrefix}${String(container.name ?? '')}`] ??= annotation;
  }
  if (Object.keys(added).length === 0) return;
  updateStruct(pod, 'metadata', (metadata) => {
    metadata.annotations = { ...added, ...(isRecord(metadata.annotations) ? metadata.annotations : {}) };
  });
}
