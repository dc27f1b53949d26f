/** The language service of `podscope.yaml`: diagnoses with suggestions, completion, hover. */
import { type ConfigProblem, readConfig } from '../model/config.ts';
import { configShape, configVersions, ruleSeverities } from '../model/config-shape.ts';
import { rules } from '../rules/index.ts';
import { parseTree } from '../syntax/parse.ts';
import { resolveAlias } from '../syntax/tree.ts';
import type { Diagnostic } from '../text/diagnostic.ts';
import type { CompletionItem } from './completion/item.ts';
import type { Hover } from './hover.ts';

/** Ids of all rules that a configuration may name. */
export const configurableRules: readonly string[] = [...rules.map(({ meta }) => meta.id), 'unused-suppression'];

export function diagnoseConfig(text: string): readonly Diagnostic[] {
  return readConfig(text, configurableRules).problems.map((problem) => ({
    code: 'podscope-yaml',
    level: 'rejected',
    severity: 'error',
    document: 0,
    ...fixed(problem),
  }));
}

function fixed({ message, range, intended }: ConfigProblem): Pick<Diagnostic, 'message' | 'range' | 'fixes'> {
  if (intended === undefined) return { message, range };
  return {
    message,
    range,
    fixes: [{ title: `Change to ${intended}`, kind: 'safe', isPreferred: true, edits: [{ range, newText: intended }] }],
  };
}

/** Fields, rules and severities; in other places nothing. */
export function completeConfig(text: string, offset: number): readonly CompletionItem[] {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const word = /[\w.-]*$/.exec(before)?.[0] ?? '';
  const replace = { start: offset - word.length, end: offset };
  const offer = (label: string, insertText: string, documentation?: string): CompletionItem => ({
    label,
    kind: 'value',
    insertText,
    replace,
    ...(documentation !== undefined && { documentation }),
  });
  const owner = ownerOf(text, lineStart, before.length - before.trimStart().length);
  if (/^\s*rules:\s*\{/.test(before) || owner === 'rules') {
    if (/:\s*[\w-]*$/.test(before) && !/[{,]\s*[\w-]*$/.test(before))
      return ruleSeverities.map((severity) => offer(severity, severity));
    return rules.map(({ meta }) => offer(meta.id, `${meta.id}: `, meta.summary));
  }
  if (/^kubernetesVersion:\s*["']?[\d.]*$/.test(before))
    return configVersions.map((version) => offer(version, /["']/.test(before) ? version : `"${version}"`));
  if (/^\w*$/.test(before))
    return Object.entries(configShape.fields).map(([name, { doc }]) => offer(name, `${name}: `, doc));
  return [];
}

/** The key of the block that a line is in, by its indentation. */
function ownerOf(text: string, lineStart: number, indent: number): string | undefined {
  if (indent === 0) return undefined;
  for (const line of text.slice(0, lineStart).split('\n').reverse()) {
    const [, spaces = '', key] = /^(\s*)(?:-\s+)?([\w-]+):\s*$/.exec(line) ?? [];
    if (key !== undefined && spaces.length < indent) return key;
  }
  return undefined;
}

export function hoverConfig(text: string, offset: number): Hover | undefined {
  const root = parseTree(text).root;
  const map = root === undefined ? undefined : resolveAlias(root);
  const words = /[\w-]+/g;
  for (const match of text.matchAll(words)) {
    const range = { start: match.index, end: match.index + match[0].length };
    if (range.start > offset || range.end < offset || map?.kind !== 'map') continue;
    const rule = rules.find(({ meta }) => meta.id === match[0]);
    if (rule !== undefined)
      return {
        range,
        contents: `**${rule.meta.id}** · ${rule.meta.level}, by default ${rule.meta.defaultSeverity}  \n${rule.meta.summary} ${rule.meta.why}`,
      };
    const field = Object.hasOwn(configShape.fields, match[0]) ? configShape.fields[match[0]] : undefined;
    return field === undefined ? undefined : { range, contents: `**${match[0]}**  \n${field.doc}` };
  }
  return undefined;
}
