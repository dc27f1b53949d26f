/** What authors have silenced for other linters, by annotation or comment: the same advice of ours is silent there, too. */
import { type JsonObject, stringMapAt } from '../kube/json.ts';

/** Our rule, and what kube-linter, kube-score, Polaris and Checkov call the same advice. */
const equivalents: Readonly<Record<string, readonly string[]>> = {
  'require-readiness-probe': ['no-readiness-probe', 'pod-probes', 'readinessProbeMissing', 'CKV_K8S_9'],
  'require-memory-request': ['unset-memory-requirements', 'container-resources', 'memoryRequestsMissing', 'CKV_K8S_12'],
  'require-memory-limit': ['unset-memory-requirements', 'container-resources', 'memoryLimitsMissing', 'CKV_K8S_13'],
  'require-cpu-request': ['unset-cpu-requirements', 'container-resources', 'cpuRequestsMissing', 'CKV_K8S_10'],
  'require-cpu-limit': ['container-resources', 'cpuLimitsMissing', 'CKV_K8S_11'],
  'no-latest-tag': ['latest-tag', 'container-image-tag', 'tagNotSpecified', 'CKV_K8S_14'],
  'liveness-equals-readiness': ['pod-probes-identical'],
  'probe-port-undeclared': ['liveness-port', 'readiness-port', 'startup-port'],
};

/** Whether an annotation of the object or its template, or a comment of Checkov in its text, silences this rule. */
export function isSilencedElsewhere(rule: string, annotations: readonly JsonObject[], text: string): boolean {
  const names = Object.hasOwn(equivalents, rule) ? (equivalents[rule] ?? []) : [];
  if (names.length === 0) return false;
  if (annotations.some((map) => annotationSilences(map, names))) return true;
  return text.includes('checkov:skip=') && names.some((name) => new RegExp(`checkov:skip=${name}\\b`).test(text));
}

function annotationSilences(metadata: JsonObject, names: readonly string[]): boolean {
  return stringMapAt(metadata, 'annotations').some(([key, value]) => {
    if (key === 'kube-linter.io/ignore-all') return true;
    if (key.startsWith('ignore-check.kube-linter.io/'))
      return names.includes(key.slice('ignore-check.kube-linter.io/'.length));
    if (key === 'kube-score/ignore') return value.split(',').some((name) => names.includes(name.trim()));
    if (key === 'polaris.fairwinds.com/exempt') return value === 'true';
    if (key.startsWith('polaris.fairwinds.com/') && key.endsWith('-exempt'))
      return value === 'true' && names.includes(key.slice(22, -7));
    if (/^checkov\.io\/skip\d*$/.test(key)) return names.includes(value.split('=')[0]?.trim() ?? '');
    return false;
  });
}
