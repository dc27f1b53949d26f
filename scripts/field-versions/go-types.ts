/** Reads the structs of a Go file of Kubernetes' API types: fields with their JSON names, types and feature gates. */

export interface GoField {
  readonly name: string;
  /** Go type without pointer and slice marks: `string`, `Container`, `map[string]string`. */
  readonly type: string;
  readonly isPointer: boolean;
  readonly isList: boolean;
  readonly isInline: boolean;
  readonly omitEmpty: boolean;
  readonly gates: readonly string[];
}

export type GoStructs = ReadonlyMap<string, readonly GoField[]>;

/** `type A struct { ... }` of a gofmt'd file; also `type A string` as an alias of its basic type. */
export function readStructs(source: string): {
  readonly structs: GoStructs;
  readonly named: ReadonlyMap<string, string>;
} {
  const structs = new Map<string, readonly GoField[]>();
  const named = new Map<string, string>();
  let current: { name: string; fields: GoField[]; comment: string[] } | undefined;
  for (const line of source.split('\n')) {
    const struct = /^type (\w+) struct \{$/.exec(line);
    const alias = /^type (\w+) (string|int32|int64|map\[.*|\w+)$/.exec(line);
    if (struct?.[1]) current = { name: struct[1], fields: [], comment: [] };
    else if (alias?.[1] && alias[2]) named.set(alias[1], alias[2]);
    else if (current && line === '}') {
      structs.set(current.name, current.fields);
      current = undefined;
    } else if (current) addLine(current, line);
  }
  return { structs, named };
}

function addLine(current: { fields: GoField[]; comment: string[] }, line: string): void {
  const text = line.trim();
  if (text.startsWith('//')) current.comment.push(text.slice(2).trim());
  else if (text === '') current.comment = [];
  else {
    const field = readField(text, current.comment);
    if (field) current.fields.push(field);
    current.comment = [];
  }
}

function readField(text: string, comment: readonly string[]): GoField | undefined {
  const match = /^(?:(\w+)\s+)?(\S+)\s+`json:"([^"]*)".*`/.exec(text);
  if (!match?.[2]) return undefined;
  const [name = '', ...options] = (match[3] ?? '').split(',');
  if (name === '-') return undefined;
  const marks = /^(\*?)(\[\])?(\*?)(.+)$/.exec(match[2]);
  const gates = comment.flatMap((line) => /^\+featureGate=(.+)$/.exec(line)?.[1]?.split(',') ?? []);
  return {
    name,
    type: (marks?.[4] ?? '').startsWith('map[') ? (marks?.[4] ?? '') : (marks?.[4] ?? '').replace(/^\w+\./, ''),
    isPointer: marks?.[1] === '*',
    isList: marks?.[2] === '[]' && marks[4] !== 'byte',
    isInline: options.includes('inline'),
    omitEmpty: options.includes('omitempty') || options.includes('omitzero'),
    gates,
  };
}
