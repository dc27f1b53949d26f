/** Tells by a glance whether a text concerns Podscope at all: what does not costs nothing. */

/** Whether a document may be a Kubernetes object or one of our own: it has a line for its version or its kind. */
export function looksLikeKubernetes(text: string): boolean {
  return /^[ \t]*(?:["'{?][^\n]*?|[&!][^\n]*? )?["']?(?:apiVersion|kind)["']?[ \t]*:/im.test(text);
}

/**
 * Whether a text is a Helm chart's template, which is no YAML before Helm has run. Words of templates alone say so only
 * where the text cannot be read: configurations that stand in a ConfigMap are full of them.
 */
export function isHelmTemplate(text: string, uri: string | undefined): 'yes' | 'no' | 'where unreadable' {
  if (!text.includes('{{')) return 'no';
  if (uri !== undefined && /\/templates\/[^?#]*$/.test(uri)) return 'yes';
  if (/\{\{[^}]*\.(?:Values|Release|Chart|Capabilities)\b/.test(text)) return 'yes';
  const hasAction = /\{\{-?\s*(?:if|else|end|range|with|include|template|define|toYaml|nindent|block)\b|\{\{-/.test(
    text,
  );
  return hasAction ? 'where unreadable' : 'no';
}
