/** In plain words what a field takes and what stands there instead, for errors that speak of Go structs. */
import type { TypeProblem } from '../schema/decode-walker.ts';
import type { FieldType } from '../schema/tree.ts';
import type { Node } from '../syntax/tree.ts';

/** One sentence; none where the server's words are plain enough. */
export function typeWords({ node, type, path }: TypeProblem): string | undefined {
  // Keys that people choose may hold dots.
  const key = /\.(?:labels|annotations|matchLabels|nodeSelector|selector|data)[.[](.+?)\]?$/.exec(path)?.[1];
  const name = key ?? /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1];
  const isWhole = node.kind === 'scalar' && node.value.type === 'int';
  const wanted = isWhole && type.kind === 'int32' ? 'a whole number up to 2147483647' : wantedBy(type);
  if (name === undefined || wanted === undefined) return undefined;
  const isItem = key === undefined && /\[\d+\]$/.test(path);
  const found = foundIn(node);
  return `${isItem ? `Each item of ${name} is` : `${name} takes`} ${wanted}${found === undefined ? '' : `, and this is ${found}`}.`;
}

function wantedBy(type: FieldType): string | undefined {
  switch (type.kind) {
    case 'string':
      return 'a text';
    case 'int32':
    case 'int64':
      return 'a whole number';
    case 'bool':
      return 'true or false';
    case 'int-or-string':
      return 'a whole number or a text';
    case 'quantity':
      return 'an amount such as 500m, 2 or 64Mi';
    case 'list':
      return type.of.kind === 'struct' ? 'a list of objects' : 'a list';
    case 'map':
      return 'keys with their values';
    case 'struct':
      return 'an object with fields of its own';
    default:
      return undefined;
  }
}

function foundIn(node: Node): string | undefined {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'an object';
  if (node.kind !== 'scalar') return undefined;
  const text = node.text.length > 30 || node.text.includes('\n') ? '' : ` ${node.text}`;
  switch (node.value.type) {
    case 'string':
      return node.style === 'plain' ? `the text${text}` : `a text in quotes`;
    case 'bool':
      return `the truth value${text}`;
    case 'int':
    case 'float':
      return `the number${text}`;
    default:
      return undefined;
  }
}
