/** Repairs of values that a field cannot hold: quotes, units, a missing dash. */
import type { Manifest } from '../model/manifest.ts';
import type { TypeProblem } from '../schema/decode-walker.ts';
import { resolvePlain } from '../syntax/scalar.ts';
import type { ListNode, MapNode, ScalarNode } from '../syntax/tree.ts';
import type { Fix } from '../text/diagnostic.ts';
import type { TextEdit } from '../text/range.ts';
import { endOfNode, isAloneInLine, isFirstInLine, nextLineAt } from './edits/layout.ts';
import { fixOf } from './fix.ts';

export function typeFixes(manifest: Manifest, problem: TypeProblem): readonly Fix[] {
  const { node, type } = problem;
  if (node.kind === 'map' && type.kind === 'list') return asList(manifest.text, node);
  if (node.kind === 'list' && (type.kind === 'struct' || type.kind === 'map')) return asMap(manifest.text, node);
  if (node.kind !== 'scalar') return [];
  if (type.kind === 'bytes') return toStringData(manifest, problem);
  if (type.kind === 'quantity') return rightUnit(node);
  if (type.kind === 'string') return quote(manifest.text, node);
  if (type.kind === 'list' && type.of.kind === 'string') return wrap(manifest.text, node);
  return type.kind === 'int32' || type.kind === 'int64' || type.kind === 'bool' ? unquote(node, type.kind) : [];
}

function fix(title: string, kind: Fix['kind'], edits: readonly TextEdit[]): readonly Fix[] {
  return [{ title, kind, isPreferred: true, edits }];
}

function quote(text: string, node: ScalarNode): readonly Fix[] {
  if (node.style !== 'plain' || node.tag !== undefined || node.value.type === 'null') return [];
  const written = text.slice(node.range.start, node.range.end);
  return fix('Quote the value', 'safe', [{ range: node.range, newText: JSON.stringify(written) }]);
}

function unquote(node: ScalarNode, kind: 'int32' | 'int64' | 'bool'): readonly Fix[] {
  if (node.style !== 'single' && node.style !== 'double') return [];
  const { type } = resolvePlain(node.text);
  if (type !== (kind === 'bool' ? 'bool' : 'int')) return [];
  return fix('Remove the quotes', 'safe', [{ range: node.range, newText: node.text }]);
}

function wrap(text: string, node: ScalarNode): readonly Fix[] {
  const written = text.slice(node.range.start, node.range.end);
  if (node.value.type !== 'string' || written.includes('\n') || written.startsWith('-')) return [];
  const isPlain = node.style === 'plain' && /[,[\]{}]|: /.test(written);
  return fix('Make it a list', 'suggestion', [
    { range: node.range, newText: `[${isPlain ? JSON.stringify(written) : written}]` },
  ]);
}

const units: Readonly<Record<string, string>> = {
  k: 'k',
  kb: 'k',
  ki: 'Ki',
  kib: 'Ki',
  mb: 'M',
  mi: 'Mi',
  mib: 'Mi',
  g: 'G',
  gb: 'G',
  gi: 'Gi',
  gib: 'Gi',
  t: 'T',
  tb: 'T',
  ti: 'Ti',
  tib: 'Ti',
  core: '',
  cores: '',
  cpu: '',
  cpus: '',
  millicores: 'm',
  millicpu: 'm',
  b: '',
  bytes: '',
};

function rightUnit(node: ScalarNode): readonly Fix[] {
  const [, amount, unit = ''] = /^\s*([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(node.text) ?? [];
  const right = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : unit === '' ? '' : undefined;
  if (amount === undefined || right === undefined) return [];
  const value = `${amount}${right}`;
  const newText = node.style === 'double' ? JSON.stringify(value) : node.style === 'single' ? `'${value}'` : value;
  return fix(`Change to ${value}`, 'suggestion', [{ range: node.range, newText }]);
}

/** A Secret takes plain text under `stringData`. */
function toStringData(manifest: Manifest, { path, node }: TypeProblem): readonly Fix[] {
  if (manifest.kind !== 'Secret' || !path.startsWith('data.') || node.kind !== 'scalar' || node.value.type !== 'string')
    return [];
  const key = path.slice('data.'.length);
  return fixOf(manifest, {
    kind: 'move',
    at: `data[${key}]`,
    to: `stringData[${key}]`,
    title: 'Move to stringData, which takes plain text',
  });
}

/** A block map where a list is wanted: its first line gets a dash, the others move along. */
function asList(text: string, map: MapNode): readonly Fix[] {
  if (map.isFlow) {
    const around = (offset: number, newText: string): TextEdit => ({ range: { start: offset, end: offset }, newText });
    return fix('Make it a list', 'suggestion', [around(map.range.start, '['), around(map.range.end, ']')]);
  }
  const first = map.entries[0];
  if (first === undefined || !isFirstInLine(text, first.range.start) || !isAloneInLine(text, first.range.start))
    return [];
  const end = endOfNode(text, map);
  const edits: TextEdit[] = [{ range: { start: first.range.start, end: first.range.start }, newText: '- ' }];
  for (let line = nextLineAt(text, first.range.start); line < end; line = nextLineAt(text, line)) {
    if (/^[ \t]*\r?$/m.test(text.slice(line, nextLineAt(text, line)).replace(/\n$/, ''))) continue;
    edits.push({ range: { start: line, end: line }, newText: '  ' });
  }
  return fix('Make it a list', 'suggestion', edits);
}

/** A list of one map where the map itself is wanted: the dash goes, the keys stay in their column. */
function asMap(text: string, list: ListNode): readonly Fix[] {
  const [item, ...others] = list.items;
  if (item?.kind !== 'map' || others.length > 0) return [];
  const gap = text.slice(list.range.start, item.range.start);
  if (list.isFlow) {
    const end = text.slice(item.range.end, list.range.end);
    if (!item.isFlow || !/^\[\s*$/.test(gap) || !/^\s*\]$/.test(end)) return [];
    const empty = (start: number, to: number): TextEdit => ({ range: { start, end: to }, newText: '' });
    return fix('Make it a map', 'suggestion', [
      empty(list.range.start, item.range.start),
      empty(item.range.end, list.range.end),
    ]);
  }
  if (item.isFlow || !/^-[ \t]+$/.test(gap)) return [];
  const range = { start: list.range.start, end: list.range.start + 1 };
  return fix('Make it a map', 'suggestion', [{ range, newText: ' ' }]);
}
