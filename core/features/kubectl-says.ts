/** What kubectl 1.36 says before, or instead of, asking the server. */
import { isListKind, isServed } from '../schema/api-kinds.ts';
import type { ReadDocument } from '../schema/read-document.ts';

const turnOff = '; if you choose to ignore these errors, turn validation off with --validate=false';

/** One text, as kubectl prints it after the file's name; undefined where it passes the manifest on unchanged. */
export function kubectlSays(read: ReadDocument): string | undefined {
  const unreadable = read.syntax[0];
  if (unreadable !== undefined) {
    const isReader = !/^(?:unsupported map key|json: )/.test(unreadable.message);
    return `error converting YAML to JSON: ${isReader ? 'yaml: ' : ''}${unreadable.message}`;
  }
  return headProblem(read) ?? noMatch(read) ?? duplicates(read);
}

function headProblem({ root, head, isEmpty }: ReadDocument): string | undefined {
  if (isEmpty || head.isAssumed) return undefined;
  if (root === undefined) return `error validating data: invalid object to validate${turnOff}`;
  if (head.apiVersionEntry === undefined || head.apiVersionEntry.key !== 'apiVersion')
    return `error validating data: apiVersion not set${turnOff}`;
  if (head.apiVersion === undefined) return `error validating data: apiVersion isn't string type${turnOff}`;
  if (head.kindEntry === undefined || head.kindEntry.key !== 'kind')
    return `error validating data: kind not set${turnOff}`;
  return head.kind === undefined ? `error validating data: kind isn't string type${turnOff}` : undefined;
}

function noMatch({ struct, apiVersion, kind }: ReadDocument): string | undefined {
  if (struct !== undefined || kind === '' || isServed(apiVersion, kind) || isListKind(apiVersion, kind))
    return undefined;
  return `no matches for kind "${kind}" in version "${apiVersion}"`;
}

function duplicates({ duplicates: twice }: ReadDocument): string | undefined {
  const keys = [...new Set(twice.map((duplicate) => duplicate.key))];
  if (keys.length === 0) return undefined;
  const list = keys.map((key) => `"${key}"`).join(', ');
  return `${keys.length === 1 ? 'a key is' : 'keys are'} given twice (${list}): kubectl keeps the last one silently`;
}
