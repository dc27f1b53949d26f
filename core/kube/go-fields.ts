/** The fields of the API's Go structs, read from the compact table of `stored-types.ts`. */
import { storedTypes } from './stored-types.ts';

export interface StoredField {
  readonly name: string;
  /** `string`, `int32`, `bool`, `Quantity`, … or the name of a struct. */
  readonly type: string;
  readonly isStruct: boolean;
  readonly isAlways: boolean;
  readonly isPointer: boolean;
  readonly isList: boolean;
  readonly isMap: boolean;
}

const cache = new Map<string, readonly StoredField[]>();

/** The fields of a struct in its order; none for a name that is no struct of ours. */
export function goFields(struct: string): readonly StoredField[] {
  const known = cache.get(struct);
  if (known !== undefined) return known;
  const text = Object.hasOwn(storedTypes, struct) ? storedTypes[struct] : undefined;
  const fields = text === undefined ? [] : text.split(' ').map(readField);
  cache.set(struct, fields);
  return fields;
}

function readField(word: string): StoredField {
  const match = /^(\w+)(!?)(\*?)(\[\])?(\{\})?(?::(.+))?$/.exec(word);
  const type = match?.[6] ?? 'string';
  return {
    name: match?.[1] ?? word,
    type,
    isStruct: Object.hasOwn(storedTypes, type),
    isAlways: match?.[2] === '!',
    isPointer: match?.[3] === '*',
    isList: match?.[4] !== undefined,
    isMap: match?.[5] !== undefined,
  };
}
