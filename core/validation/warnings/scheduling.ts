/**
 * Warnings about where Pods may run: node labels of old, selectors that match nothing (pkg/api/pod/warnings.go,
 * pkg/api/node/util.go, 1.36).
 */
import type { ApiWarning } from '../../kube/field-error.ts';
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringMapAt, stringsAt, structAt } from '../../kube/json.ts';
import { labelValueErrors } from '../../kube/labels.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const noPod = 'a null labelSelector results in matching no pod';
const renamed: Readonly<Record<string, readonly [version: string, replacement: string]>> = {
  'beta.kubernetes.io/arch': ['1.14', 'kubernetes.io/arch'],
  'beta.kubernetes.io/os': ['1.14', 'kubernetes.io/os'],
  'failure-domain.beta.kubernetes.io/region': ['1.17', 'topology.kubernetes.io/region'],
  'failure-domain.beta.kubernetes.io/zone': ['1.17', 'topology.kubernetes.io/zone'],
  'beta.kubernetes.io/instance-type': ['1.17', 'node.kubernetes.io/instance-type'],
};
const other: Readonly<Record<string, string>> = {
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
  'node-role.kubernetes.io/master': 'use "node-role.kubernetes.io/control-plane" instead',
};

function deprecatedLabel(key: string): string | undefined {
  const entry = Object.hasOwn(renamed, key) ? renamed[key] : undefined;
  if (entry !== undefined) return `deprecated since v${entry[0]}; use "${entry[1]}" instead`;
  return Object.hasOwn(other, key) ? other[key] : undefined;
}

export function nodeSelectorWarnings(spec: JsonObject, at: FieldPath): readonly ApiWarning[] {
  return stringMapAt(spec, 'nodeSelector').flatMap(([key]) => {
    const text = deprecatedLabel(key);
    const place = index(child(at, 'nodeSelector'), key);
    const replacement = Object.hasOwn(renamed, key) ? renamed[key]?.[1] : undefined;
    const fix = replacement === undefined ? {} : { fix: { kind: 'rename', at: place, to: replacement } as const };
    return text === undefined
      ? []
      : [{ code: 'warn-node-label-selector', at: place, message: `${place}: ${text}`, ...fix }];
  });
}

export function nodeAffinityWarnings(
  spec: JsonObject,
  at: FieldPath,
  options: { readonly checkValues: boolean },
): readonly ApiWarning[] {
  const affinity = structAt(structAt(spec, 'affinity'), 'nodeAffinity');
  const path = child(at, 'affinity', 'nodeAffinity');
  const requiredTerms = child(path, required, 'nodeSelectorTerms');
  return [
    ...objectsAt(structAt(affinity, required), 'nodeSelectorTerms').flatMap((term, i) =>
      termWarnings(term, index(requiredTerms, i)),
    ),
    ...objectsAt(affinity, preferred).flatMap((weighted, i) => {
      const place = child(index(child(path, preferred), i), 'preference');
      return termWarnings(structAt(weighted, 'preference'), place, options);
    }),
  ];
}

function termWarnings(
  term: JsonObject,
  at: FieldPath,
  options: { readonly checkValues?: boolean } = {},
): readonly ApiWarning[] {
  return objectsAt(term, 'matchExpressions').flatMap((expression, i) => {
    const place = index(child(at, 'matchExpressions'), i);
    const values = options.checkValues === true ? stringsAt(expression, 'values') : [];
    return [
      ...keyWarnings('warn-node-label-affinity', stringAt(expression, 'key'), child(place, 'key')),
      ...values.flatMap((value, j) => valueWarnings(value, index(child(place, 'values'), j))),
    ];
  });
}

function keyWarnings(code: string, key: string, at: FieldPath): readonly ApiWarning[] {
  const text = deprecatedLabel(key);
  if (text === undefined) return [];
  const replacement = Object.hasOwn(renamed, key) ? renamed[key]?.[1] : undefined;
  const fix = replacement === undefined ? {} : { fix: { kind: 'set', at, value: replacement } as const };
  return [{ code, at, message: `${at}: ${key} is ${text}`, ...fix }];
}

function valueWarnings(value: string, at: FieldPath): readonly ApiWarning[] {
  return labelValueErrors(value).map((text) => ({
    code: 'warn-preferred-affinity-value',
    at,
    message: `${at}: ${value} is invalid, ${text}`,
  }));
}

/** `labels` are those of the Pod, for the repair. */
export function spreadWarnings(spec: JsonObject, at: FieldPath, labels?: JsonObject): readonly ApiWarning[] {
  return objectsAt(spec, 'topologySpreadConstraints').flatMap((constraint, i) => {
    const place = index(child(at, 'topologySpreadConstraints'), i);
    return [
      ...keyWarnings('warn-node-label-spread', stringAt(constraint, 'topologyKey'), child(place, 'topologyKey')),
      ...nullSelectorWarnings('warn-spread-null-selector', constraint, place, labels),
    ];
  });
}

export function podAffinityWarnings(spec: JsonObject, at: FieldPath, labels?: JsonObject): readonly ApiWarning[] {
  const code = 'warn-affinity-null-selector';
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const affinity = structAt(structAt(spec, 'affinity'), kind);
    const path = child(at, 'affinity', kind);
    return [
      ...objectsAt(affinity, required).flatMap((term, i) =>
        nullSelectorWarnings(code, term, index(child(path, required), i), labels),
      ),
      ...objectsAt(affinity, preferred).flatMap((weighted, i) =>
        nullSelectorWarnings(
          code,
          structAt(weighted, 'podAffinityTerm'),
          child(index(child(path, preferred), i), 'podAffinityTerm'),
          labels,
        ),
      ),
    ];
  });
}

function nullSelectorWarnings(
  code: string,
  parent: JsonObject,
  at: FieldPath,
  labels?: JsonObject,
): readonly ApiWarning[] {
  if (objectAt(parent, 'labelSelector') !== undefined) return [];
  const place = child(at, 'labelSelector');
  const hasLabels = labels !== undefined && Object.keys(labels).length > 0;
  const fix = hasLabels
    ? { fix: { kind: 'add', at, field: 'labelSelector', value: { matchLabels: labels } } as const }
    : {};
  return [{ code, at: place, message: `${place}: ${noPod}`, ...fix }];
}
