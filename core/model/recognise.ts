/** Tells by a glance whether a text concerns Podscope at all: what does not costs nothing. */

/** Whether a document may be a Kubernetes object or one of our own: it has a line for its version or its kind. */
export function looksLikeKubernetes(text: string): boolean {
  return /^[ \t]*(?:["'{?][^\n]*?|[&!][^\n]*? )?["']?(?:apiVersion|kind)["']?[ \t]*:/im.test(text);
}

/** A Helm chart's template: its text is no YAML before Helm has run. */
export function isHelmTemplate(text: string, uri: string | undefined): boolean {
  if (!text.includes('{{')) return false;
  if (uri !== undefined && /\/templates\/[^?#]*$/.test(uri)) return true;
  return /\{\{-?\s*(?:if|else|end|range|with|include|template|define|toYaml|nindent|block)\b|\{\{-|\.Values\b/.test(
    text,
  );
}
