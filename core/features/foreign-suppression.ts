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
  return text.includes(':skip=') && names.some((name) => new RegExp(`#.*\\b(?:${checkov}):skip=${name}\\b`).test(text));
}

/** One tool under its three names. */
const checkov = 'checkov|bridgecrew|cortex';
const checkovKey = new RegExp(`(?:${checkov})\\.io/skip`);

/** As each of the tools reads its annotations: kube-linter any value, kube-score a list or `*`, Polaris `true` in any case, Checkov `ID=reason`. */
function annotationSilences(metadata: JsonObject, names: readonly string[]): boolean {
  return stringMapAt(metadata, 'annotations').some(([key, value]) => {
    const isTrue = value.trim().toLowerCase() === 'true';
    if (key === 'kube-linter.io/ignore-all') return true;
    if (key.startsWith('ignore-check.kube-linter.io/'))
      return names.includes(key.slice('ignore-check.kube-linter.io/'.length));
    if (key === 'kube-score/skip' || key === 'polaris.fairwinds.com/exempt') return isTrue;
    if (key === 'kube-score/ignore')
      return value.split(',').some((name) => name.trim() === '*' || names.includes(name.trim()));
    const exempt = /^polaris\.fairwinds\.com\/(\w+)-exempt$/.exec(key)?.[1];
    if (exempt !== undefined) return isTrue && names.includes(exempt);
    return checkovKey.test(key) && names.includes(value.split('=')[0]?.trim() ?? '');
  });
}
