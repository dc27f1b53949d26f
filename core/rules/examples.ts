/** Manifests for the examples of rules: a whole Pod around the lines that matter. */

/** A Pod with one container `app`; the lines stand in the container and in the spec. */
export function examplePod(container: string, spec = '', kind: 'Pod' | 'Job' = 'Pod'): string {
  const lines = ['spec:', ...indented(spec, 2), '  containers:', '    - name: app', ...indented(container, 6)];
  if (!/^image:/m.test(container))
    lines.splice(lines.indexOf('    - name: app') + 1, 0, '      image: example.com/app:1.0');
  if (kind === 'Pod') return ['apiVersion: v1', 'kind: Pod', 'metadata:', '  name: example', ...lines, ''].join('\n');
  const template = ['template:', ...lines.map((line) => `  ${line}`)].map((line) => `  ${line}`);
  return ['apiVersion: batch/v1', 'kind: Job', 'metadata:', '  name: example', 'spec:', ...template, ''].join('\n');
}

function indented(text: string, width: number): string[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => ' '.repeat(width) + line);
}
