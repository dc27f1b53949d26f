/** Repairs of values of another shape than the field's: a word for an object, a list for its owner, a map for a list of pairs. */
import type { Manifest } from '../model/manifest.ts';
import type { TypeProblem } from '../schema/decode-walker.ts';
import { type FieldType, structOf } from '../schema/tree.ts';
import type { ListNode, MapNode, ScalarNode } from '../syntax/tree.ts';
import type { Fix } from '../text/diagnostic.ts';
import type { TextEdit } from '../text/range.ts';
import { columnAt, endOfNode, hasComment, isAloneInLine, lineStartAt, newlineOf, nextLineAt } from './edits/layout.ts';
import { printFlow, printScalar } from './edits/print.ts';
import { fixOf } from './fix.ts';

export function shapeFixes(manifest: Manifest, { node, type, path }: TypeProblem): readonly Fix[] {
  const { text } = manifest;
  if (node.kind === 'list') return ownerOfList(text, node, type);
  if (node.kind === 'map') return type.kind === 'list' ? pairs(text, node, type) : unwrapped(text, node, path, type);
  if (node.kind !== 'scalar' || node.value.type === 'null') return [];
  if (type.kind === 'struct') return namedObject(text, node, type, path);
  if (type.kind === 'map') return labelled(text, node, path);
  if (type.kind === 'list') return listOf(text, node, type);
  if (type.kind === 'quantity') return digits(node);
  if (path === 'metadata.creationTimestamp') return fixOf(manifest, { kind: 'remove', at: path });
  return type.kind === 'int32' || type.kind === 'int64' ? wholeSeconds(node, path) : [];
}

function replace(title: string, range: TextEdit['range'], newText: string): Fix {
  return { title, kind: 'suggestion', isPreferred: true, edits: [{ range, newText }] };
}

/** `imagePullSecrets: [regcred]`: objects that are little more than their name. */
function namedObject(
  text: string,
  node: ScalarNode,
  type: FieldType & { kind: 'struct' },
  path: string,
): readonly Fix[] {
  const fields = structOf(type.struct)?.fields;
  const isItem = path.endsWith(']') || text.slice(lineStartAt(text, node.range.start), node.range.start).trim() === '-';
  if (!isItem || fields?.has('name') !== true || node.style === 'block') return [];
  const written = text.slice(node.range.start, node.range.end);
  const isInBlock = /^\s*(?:-\s+)+$/.test(text.slice(lineStartAt(text, node.range.start), node.range.start));
  return [
    replace('Make it an object with this name', node.range, isInBlock ? `name: ${written}` : `{name: ${written}}`),
  ];
}

/** `labels: web` */
function labelled(text: string, node: ScalarNode, path: string): readonly Fix[] {
  if (!/(?:labels|matchLabels|selector)$/.test(path) || node.style === 'block') return [];
  const written = text.slice(node.range.start, node.range.end);
  return [replace('Make it the label app', node.range, `{app: ${written}}`)];
}

/** `ports: 80`, and `-verbose` without the blank of an item. */
function listOf(text: string, node: ScalarNode, { of }: FieldType & { kind: 'list' }): readonly Fix[] {
  if (of.kind === 'struct' && of.struct === 'ContainerPort' && /^\d+$/.test(node.text))
    return [replace('Make it a list', node.range, `[{containerPort: ${node.text}}]`)];
  const { start } = node.range;
  const isDash = node.style === 'plain' && /^-[^\s-]/.test(node.text) && isAloneInLine(text, start);
  return isDash ? [replace('Insert a blank behind the dash', { start: start + 1, end: start + 1 }, ' ')] : [];
}

/** `1_000` is a number to people and programs, not to Kubernetes. */
function digits(node: ScalarNode): readonly Fix[] {
  const right = node.text.trim().replace(/(?<=\d)[_,](?=\d{3})/g, '');
  if (right === node.text || !/^\d+[A-Za-z]*$/.test(right)) return [];
  const newText = printScalar(right, node.style === 'block' ? 'plain' : node.style);
  return [replace(`Change to ${right}`, node.range, newText)];
}

/** Half a second is asked for as one. */
function wholeSeconds(node: ScalarNode, path: string): readonly Fix[] {
  if (!/Seconds$/.test(path) || !/^\d{1,9}\.\d+$/.test(node.text)) return [];
  const right = String(Math.ceil(Number(node.text)));
  return [replace(`Change to ${right}`, node.range, right)];
}

/** `exec: [ls]` -> `exec: {command: [ls]}`; of several lists in the object each is a way out. */
function ownerOfList(text: string, list: ListNode, type: FieldType): readonly Fix[] {
  if (type.kind !== 'struct') return [];
  if (list.items.length === 0 && list.isFlow) return [replace('Make it empty', list.range, '{}')];
  const isText = list.items.every((item) => item.kind === 'scalar' && item.value.type === 'string');
  const fields = [...(structOf(type.struct)?.fields.values() ?? [])].filter(
    ({ type: own }) => own.kind === 'list' && own.of.kind === 'string',
  );
  if (!isText) return [];
  const fixes = fields.flatMap(({ name }) => {
    const edits = wrapped(text, list, name);
    return edits === undefined
      ? []
      : [{ title: `Put the list under ${name}`, kind: 'suggestion' as const, isPreferred: fields.length === 1, edits }];
  });
  return fixes.reverse();
}

function wrapped(text: string, list: ListNode, name: string): readonly TextEdit[] | undefined {
  const { start, end } = list.range;
  const at = (offset: number, newText: string): TextEdit => ({ range: { start: offset, end: offset }, newText });
  if (list.isFlow) return [at(start, `{${name}: `), at(end, '}')];
  if (!isAloneInLine(text, start)) return undefined;
  const indent = ' '.repeat(columnAt(text, start));
  const edits = [at(lineStartAt(text, start), `${indent}${name}:${newlineOf(text)}`)];
  for (let line = lineStartAt(text, start); line < endOfNode(text, list); line = nextLineAt(text, line))
    edits.push(at(line, '  '));
  return edits;
}

/** `env: {A: b}`: a list of names and values. */
function pairs(text: string, map: MapNode, { of }: FieldType & { kind: 'list' }): readonly Fix[] {
  const fields = of.kind === 'struct' ? structOf(of.struct)?.fields : undefined;
  if (fields?.has('name') !== true || !fields.has('value') || map.entries.length === 0) return [];
  if (hasComment(text.slice(map.range.start, endOfNode(text, map)))) return [];
  const items = map.entries.map(({ key, value }) =>
    key !== undefined && value.kind === 'scalar' && value.style !== 'block'
      ? { name: key, value: value.text }
      : undefined,
  );
  if (items.some((item) => item === undefined) || items[0]?.name === 'name') return [];
  const range = { start: map.range.start, end: endOfNode(text, map) };
  const known = items.flatMap((item) => item ?? []);
  if (map.isFlow) return [replace('Make it a list of names and values', range, printFlow(known))];
  if (!isAloneInLine(text, range.start)) return [];
  const separator = newlineOf(text) + ' '.repeat(columnAt(text, range.start));
  const lines = known.flatMap(({ name, value }) => [`- name: ${printScalar(name)}`, `  value: ${printScalar(value)}`]);
  return [replace('Make it a list of names and values', range, lines.join(separator))];
}

/** A ReplicationController's selector has no `matchLabels`: the labels stand in it. */
function unwrapped(text: string, map: MapNode, path: string, type: FieldType): readonly Fix[] {
  const owner = /(?:^|\.)selector\W*matchLabels\W*$/.test(path) && type.kind === 'string';
  const start = map.range.start;
  if (!owner || map.isFlow || !isAloneInLine(text, start)) return [];
  const keyLine = lineStartAt(text, lineStartAt(text, start) - 1);
  const key = /^(\s*)matchLabels:[ \t]*\r?\n$/.exec(text.slice(keyLine, lineStartAt(text, start)));
  if (key === null) return [];
  const step = columnAt(text, start) - (key[1] ?? '').length;
  const edits: TextEdit[] = [{ range: { start: keyLine, end: lineStartAt(text, start) }, newText: '' }];
  for (let line = lineStartAt(text, start); line < endOfNode(text, map); line = nextLineAt(text, line))
    if (/^ /.test(text.slice(line))) edits.push({ range: { start: line, end: line + step }, newText: '' });
  return [
    { title: 'Remove matchLabels: the labels stand in the selector', kind: 'suggestion', isPreferred: true, edits },
  ];
}
