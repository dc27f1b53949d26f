/** The classes of differences that stay, as docs/differential.md lists them. */
import { parseTree } from '../../core/syntax/parse.ts';
import { type MapNode, type Node, resolveAlias } from '../../core/syntax/tree.ts';
import type { Difference } from './compare.ts';

const largest = 1_500_000;

/** The name of the class that a difference belongs to; undefined for one that has to be mended. */
export function knownClass(text: string, { aspect, theirs, ours }: Difference): string | undefined {
  if (text.length > largest || ours.includes('is not checked')) return 'larger or deeper than anything stored';
  if (aspect === 'warnings' && /x509: |tls: |asn1: /.test(theirs)) return 'certificate of a TLS secret';
  if (/must be an integer/.test(theirs + ours) && /\d{16}|\d[EP]i?\b|e\d\d/i.test(text))
    return 'counted resource beyond 64 bits';
  if (theirs.includes('workloadRef')) return 'contents of workloadRef, a field of 1.35 only';
  if (aspect === 'causes' && text.includes('volumeClaimTemplates') && unnumbered(theirs) === unnumbered(ours))
    return 'volumes of claim templates';
  if (/generateName\W+\S{59}/.test(text) && theirs.includes('xxxxx"')) return 'long beginnings of generated names';
  const isBytes = (message: string): boolean => /illegal base64 data|of type \[\]uint8/.test(message);
  if (aspect === 'decode' && isBytes(theirs) && isBytes(ours)) return 'several values of data that are no bytes';
  const isKey = (message: string): boolean => message.startsWith('unsupported map key');
  if (isKey(theirs) && isKey(ours) && hasSeveralBadKeys(text)) return 'several keys that JSON has not';
  const isType = /^json: cannot unmarshal/.test(theirs || ours);
  if ((aspect !== 'decode' || isType) && hasEqualKeys(text)) return 'number and text as one key';
  return undefined;
}

function unnumbered(causes: string): string {
  return causes
    .replace(/\.volumes\[\d+\]/g, '.volumes[]')
    .split('\n')
    .sort()
    .join('\n');
}

/** Keys that JSON has not, of two types or in two maps. */
function hasSeveralBadKeys(text: string): boolean {
  const found = new Set<string>();
  const visit = (source: Node, depth: number): void => {
    const node = resolveAlias(source);
    if (depth === 0 || node.kind === 'scalar' || node.kind === 'alias') return;
    if (node.kind === 'list') return node.items.forEach((item) => visit(item, depth - 1));
    for (const { key, keyNode, value, isMerge } of node.entries) {
      const scalar = resolveAlias(keyNode);
      if (key === undefined && !isMerge && scalar.kind === 'scalar')
        found.add(`${node.range.start} ${scalar.value.type}`);
      visit(value, depth - 1);
    }
  };
  const { root } = parseTree(text);
  if (root !== undefined) visit(root, 12);
  return found.size > 1;
}

/** JSON knows texts as keys only: `1` and `"1"` become one, and Go decides by chance which stays. */
function hasEqualKeys(text: string): boolean {
  const { root } = parseTree(text);
  return root !== undefined && hasEqual(root, 12);
}

function hasEqual(source: Node, depth: number): boolean {
  const node = resolveAlias(source);
  if (depth === 0 || node.kind === 'scalar' || node.kind === 'alias') return false;
  if (node.kind === 'list') return node.items.some((item) => hasEqual(item, depth - 1));
  return isAmbiguous(node) || node.entries.some(({ value }) => hasEqual(value, depth - 1));
}

function isAmbiguous({ entries }: MapNode): boolean {
  const types = new Map<string, string>();
  return entries.some(({ key, keyNode }) => {
    const scalar = resolveAlias(keyNode);
    if (key === undefined || scalar.kind !== 'scalar') return false;
    const before = types.get(key);
    types.set(key, scalar.value.type);
    return before !== undefined && before !== scalar.value.type;
  });
}
