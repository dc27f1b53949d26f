/** Scenarios as text: a new document, and an existing one changed with its comments and style kept. */
import type { Scenario } from '../behaviour/scenario.ts';
import { readScenario } from '../model/scenario.ts';
import type { PathStep } from '../schema/locate.ts';
import { parseTree } from '../syntax/parse.ts';
import { entryOf, resolveAlias, type MapNode, type Node } from '../syntax/tree.ts';
import type { TextEdit } from '../text/range.ts';
import { addAt } from './edits/add.ts';
import { columnAt, endOfNode, isBlock, lineStartAt } from './edits/layout.ts';
import { printEntry, printFlow, printItem, printScalar } from './edits/print.ts';
import { removeEntry, removeItem } from './edits/remove.ts';
import { scenarioDocument, specOf } from './scenario-document.ts';

/** A whole document, without the `---` in front. */
export function printScenario(scenario: Scenario): string {
  return (
    Object.entries(scenarioDocument(scenario))
      .flatMap(([key, value]) => printField(key, value))
      .join('\n') + '\n'
  );
}

const flowWidth = 90;

/** Short values in one line, long ones as blocks. */
function printField(key: string, value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${key}: ${printScalar(value)}`];
  if (Array.isArray(value)) return [`${printScalar(key)}:`, ...value.flatMap((item) => printListItem(item))];
  const flow = printFlow(value);
  const isLeaf = Object.values(value).every((entry) => typeof entry !== 'object' || entry === null);
  if (key !== 'spec' && isLeaf && flow.length <= flowWidth) return [`${printScalar(key)}: ${flow}`];
  const lines = Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, entry]) =>
    printField(name, entry),
  );
  return lines.length === 0
    ? [`${printScalar(key)}: {}`]
    : [`${printScalar(key)}:`, ...lines.map((line) => `  ${line}`)];
}

function printListItem(item: unknown): readonly string[] {
  const flow = printFlow(item);
  const isSmall =
    flow.length <= flowWidth &&
    !(typeof item === 'object' && item !== null && ('instances' in item || 'sequence' in item || 'name' in item));
  if (isSmall || typeof item !== 'object' || item === null || Array.isArray(item)) return [`  - ${flow}`];
  const [first = '{}', ...rest] = Object.entries(item as Readonly<Record<string, unknown>>).flatMap(([name, entry]) =>
    printField(name, entry),
  );
  return [`  - ${first}`, ...rest.map((line) => `    ${line}`)];
}

const maxEdits = 200;

/** The document with the Scenario's new content: only what changed is touched. `text` is one document of a file. */
export function editScenarioText(text: string, scenario: Scenario): string {
  let current = text;
  for (let i = 0; i < maxEdits; i++) {
    const tree = parseTree(current);
    const document = readScenario(tree);
    const root = tree.root === undefined ? undefined : resolveAlias(tree.root);
    if (document === undefined || root?.kind !== 'map' || tree.problems.length > 0) return printScenario(scenario);
    const before = { metadata: { name: document.scenario.name }, spec: specOf(document.scenario) };
    const after = { metadata: { name: scenario.name ?? document.scenario.name }, spec: specOf(scenario) };
    if (isSame(before, after)) return current;
    const edits = firstDifference({ text: current, root }, root, before, after, []);
    if (edits === undefined || edits.length === 0) break;
    const next = applyEdits(current, edits);
    if (next === current) break;
    current = next;
  }
  return replaceSpec(text, scenario);
}

/** Where nothing finer works, the old head stays and `spec` is written anew. */
function replaceSpec(text: string, scenario: Scenario): string {
  const root = parseTree(text).root;
  const entry = root?.kind === 'map' ? entryOf(root, 'spec') : undefined;
  if (entry === undefined) return printScenario(scenario);
  return `${text.slice(0, entry.range.start)}${printField('spec', specOf(scenario)).join('\n')}\n`;
}

interface Target {
  readonly text: string;
  readonly root: MapNode;
}
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isFields(a) || !isFields(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key], b[key]));
}

/** Edits for the first place where the values differ; undefined where none can be made without loss. */
function firstDifference(
  target: Target,
  node: Node,
  before: unknown,
  after: unknown,
  path: readonly PathStep[],
): readonly TextEdit[] | undefined {
  const own = resolveAlias(node);
  if (isFields(before) && isFields(after) && own.kind === 'map') return mapDifference(target, own, before, after, path);
  if (Array.isArray(before) && Array.isArray(after) && own.kind === 'list')
    return listDifference(target, own, before, after, path);
  return replaceNode(target, node, after);
}

function mapDifference(
  target: Target,
  map: MapNode,
  before: Fields,
  after: Fields,
  path: readonly PathStep[],
): readonly TextEdit[] | undefined {
  for (const key of Object.keys({ ...before, ...after })) {
    const [old, wanted] = [before[key], after[key]];
    if (isSame(old, wanted)) continue;
    const entry = entryOf(map, key);
    if (entry === undefined)
      return wanted === undefined ? undefined : addAt(target.text, target.root, path, key, wanted);
    if (wanted === undefined) return removeEntry(target.text, map, entry) ?? replaceNode(target, map, after);
    if (entry.value.kind === 'scalar' && entry.value.value.type === 'null')
      return replaceEntry(entry.range.start, entry.range.end, key, wanted);
    return firstDifference(target, entry.value, old, wanted, [...path, key]);
  }
  return undefined;
}

function replaceEntry(start: number, end: number, key: string, value: unknown): readonly TextEdit[] {
  return [{ range: { start, end: Math.max(end, start) }, newText: `${printScalar(key)}: ${printFlow(value)}` }];
}

function listDifference(
  target: Target,
  list: Extract<Node, { kind: 'list' }>,
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly PathStep[],
): readonly TextEdit[] | undefined {
  if (before.length !== list.items.length) return replaceNode(target, list, after);
  for (const [i, item] of list.items.entries()) {
    if (i >= after.length) return removeItem(target.text, list, i) ?? replaceNode(target, list, after);
    if (!isSame(before[i], after[i])) return firstDifference(target, item, before[i], after[i], [...path, i]);
  }
  return after.length > list.items.length ? append(target, list, after[list.items.length]) : undefined;
}

function append({ text }: Target, list: Extract<Node, { kind: 'list' }>, value: unknown): readonly TextEdit[] {
  const last = list.items.at(-1);
  const at = last === undefined ? list.range.start + 1 : endOfNode(text, last);
  if (list.isFlow || last === undefined)
    return [
      { range: { start: at, end: at }, newText: last === undefined ? printFlow(value) : `, ${printFlow(value)}` },
    ];
  const dash = text.lastIndexOf('-', last.range.start);
  const indent = ' '.repeat(columnAt(text, dash));
  const lines = printFlow(value).length <= flowWidth ? [`- ${printFlow(value)}`] : printItem(value, 2);
  return [{ range: { start: at, end: at }, newText: lines.map((line) => `\n${indent}${line}`).join('') }];
}

/** A value written anew in its place. */
function replaceNode({ text }: Target, node: Node, value: unknown): readonly TextEdit[] {
  const { start } = node.range;
  const end = endOfNode(text, node);
  if (!isBlock(node)) return [{ range: { start, end }, newText: printFlow(value) }];
  const column = columnAt(
    text,
    node.kind === 'list' ? text.lastIndexOf('-', node.items[0]?.range.start ?? start) : start,
  );
  const lines = Array.isArray(value)
    ? value.flatMap((item) => printItem(item, 2))
    : isFields(value)
      ? Object.entries(value).flatMap(([key, entry]) => printEntry(key, entry, 2))
      : [printFlow(value)];
  if (lines.length === 0) return [{ range: { start, end }, newText: Array.isArray(value) ? '[]' : '{}' }];
  const from =
    node.kind === 'list'
      ? Math.max(lineStartAt(text, start), start - (start - lineStartAt(text, start) - column))
      : start;
  return [
    {
      range: { start: from, end },
      newText: lines.map((line, i) => (i === 0 ? line : ' '.repeat(column) + line)).join('\n'),
    },
  ];
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}
