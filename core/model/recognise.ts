/** Tells by a glance whether a text concerns Podscope at all: what does not costs nothing. */

/** Whether a document may be a Kubernetes object or one of our own: it has a line for its version or its kind. */
export function looksLikeKubernetes(text: string): boolean {
  return /^[ \t]*(?:["'{?][^\n]*?|[&!][^\n]*? )?["']?(?:apiVersion|kind)["']?[ \t]*:/im.test(text);
}

const helmOnly = /\{\{[^}]*\.Values\b/;
const action = /\{\{-?\s*(?:if|else|end|range|with|include|template|define|toYaml|nindent|block)\b|\{\{-/;

/**
 * Whether a text is a Helm chart's template, which is no YAML before Helm has run. Words of templates alone say so only
 * where the text cannot be read: configurations that stand in a ConfigMap are full of them.
 */
export function isHelmTemplate(text: string, uri: string | undefined): 'yes' | 'no' | 'where unreadable' {
  if (!text.includes('{{')) return 'no';
  if (uri !== undefined && /\/templates\/[^?#]*$/.test(uri)) return 'yes';
  return helmOnly.test(text) || action.test(text) ? 'where unreadable' : 'no';
}

/** Whether what a chart fills in stands in a readable object itself, not in the texts that a ConfigMap holds. */
export function isFilledByHelm(text: string, kind: string, metadata: unknown): boolean {
  if (!helmOnly.test(text)) return false;
  return (kind !== 'ConfigMap' && kind !== 'Secret') || holdsBraces(metadata);
}

function holdsBraces(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsBraces);
}
