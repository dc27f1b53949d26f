/** The field tree of the Kubernetes API, read from the compact form that `npm run generate` prints. */
import { kinds, namedMaps } from './field-types.ts';
import { knownValues } from './known-values.ts';
import { structs } from './generated/tree.ts';

export type FieldType =
  /** `go` is the name of the type in Go: `string`, `v1.Protocol`. */
  | { readonly kind: 'string'; readonly go: string; readonly values: readonly string[] }
  | {
      readonly kind: 'bool' | 'int32' | 'int64' | 'quantity' | 'int-or-string' | 'time' | 'bytes' | 'any';
      readonly go: string;
    }
  | { readonly kind: 'list'; readonly go: string; readonly of: FieldType }
  | { readonly kind: 'map'; readonly go: string; readonly of: FieldType }
  | { readonly kind: 'struct'; readonly go: string; readonly struct: string };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The API calls it required; an empty value may still pass. */
  readonly required: boolean;
  /** The embedded Go struct that the field comes from; a step in the path of a type error. */
  readonly embedded?: string;
}

export interface Struct {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

const known = new Map<string, Struct>();

/** A struct by its name in Go, like `Container`. */
export function structOf(name: string): Struct | undefined {
  const found = known.get(name);
  if (found !== undefined) return found;
  const source = Object.hasOwn(structs, name) ? structs[name] : undefined;
  if (source === undefined) return undefined;
  const fields = new Map(
    source
      .split(' ')
      .map((text) => readField(text))
      .map((field) => [field.name, field]),
  );
  const struct = { name, fields };
  known.set(name, struct);
  return struct;
}

/** The struct of a kind: `structOfKind('apps/v1', 'Deployment')`. */
export function structOfKind(apiVersion: string, kind: string): Struct | undefined {
  const id = `${apiVersion}/${kind}`;
  const name = Object.hasOwn(kinds, id) ? kinds[id] : undefined;
  return name === undefined ? undefined : structOf(name);
}

function readField(text: string): Field {
  const [, name = '', mark, embedded, code = 'a'] = /^(\w+)(!?)(?:@(\w+))?:(.+)$/.exec(text) ?? [];
  return { name, type: readType(code), required: mark === '!', ...(embedded === undefined ? {} : { embedded }) };
}

const simple = {
  b: { kind: 'bool', go: 'bool' },
  i: { kind: 'int32', go: 'int32' },
  l: { kind: 'int64', go: 'int64' },
  q: { kind: 'quantity', go: 'resource.Quantity' },
  p: { kind: 'int-or-string', go: 'intstr.IntOrString' },
  t: { kind: 'time', go: 'v1.Time' },
  B: { kind: 'bytes', go: '[]uint8' },
  a: { kind: 'any', go: 'v1.FieldsV1' },
} as const satisfies Readonly<Record<string, FieldType>>;

function readType(code: string): FieldType {
  const rest = code.slice(1);
  switch (code[0]) {
    case 's':
      return { kind: 'string', go: goName(rest), values: knownValues[rest] ?? [] };
    case '[':
      return listOf(readType(rest));
    case '{':
      return mapOf(readType(rest));
    case 'R':
      return { kind: 'map', go: 'v1.ResourceList', of: simple.q };
    case 'M':
      return namedMap(rest);
    case '=':
      return { kind: 'struct', go: `v1.${rest}`, struct: rest };
    default:
      return simple[(code[0] ?? 'a') as keyof typeof simple];
  }
}

function namedMap(id: string): FieldType {
  const [go, value] = namedMaps[id] ?? ['', 'string'];
  return { kind: 'map', go, of: value === 'resource.Quantity' ? simple.q : { kind: 'string', go: value, values: [] } };
}

function goName(name: string): string {
  return name === '' ? 'string' : name.includes('.') ? name : `v1.${name}`;
}

function listOf(of: FieldType): FieldType {
  return { kind: 'list', go: `[]${of.go}`, of };
}

function mapOf(of: FieldType): FieldType {
  return { kind: 'map', go: `map[string]${of.go}`, of };
}
