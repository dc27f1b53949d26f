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
  const added = new Map<string, string>();
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
    const annotations = new Map(Object.entries(isRecord(metadata.annotations) ? metadata.annotations : {}));
    syncAppArmor(spec, annotations, atLeast(context, 34) ? undefined : added);
  });
  if (added.size > 0)
    updateStruct(pod, 'metadata', (draft) => {
      const own = isRecord(draft.annotations) ? draft.annotations : {};
      draft.annotations = { ...Object.fromEntries(added), ...own };
    });
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

/**
 * The old annotation becomes the field of a container that has none. Servers until 1.33 also write the field back as
 * the annotation, into `added`; a later container of the same name already sees it.
 */
function syncAppArmor(spec: Draft, annotations: Map<string, unknown>, added: Map<string, string> | undefined): void {
  if (isRecord(spec.os) && spec.os.name === 'windows') return;
  const ofPod = isRecord(spec.securityContext) ? spec.securityContext.appArmorProfile : undefined;
  for (const list of containerLists) {
    updateEach(spec, list, (container) => {
      const key = `${appArmorAnnotationPrefix}${String(container.name ?? '')}`;
      const security = isRecord(container.securityContext) ? container.securityContext : {};
      const own = isRecord(security.appArmorProfile) ? security.appArmorProfile : undefined;
      const written = annotations.get(key);
      if (typeof written === 'string') {
        if (own === undefined) copyProfile(container, security, written, ofPod);
        return;
      }
      const annotation = annotationOfAppArmor(own ?? ofPod);
      if (added === undefined || annotation === undefined) return;
      added.set(key, annotation);
      annotations.set(key, annotation);
    });
  }
}

function copyProfile(container: Draft, security: Readonly<Record<string, unknown>>, written: string, ofPod: unknown) {
  const profile = appArmorOfAnnotation(written);
  if (profile === undefined || !isValidAppArmor(profile) || isSameAppArmor(profile, ofPod)) return;
  container.securityContext = { ...security, appArmorProfile: profile };
}
