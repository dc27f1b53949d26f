/** Reads the API's structs from `@kubernetes/client-node`: real JSON names and types from its code, texts from its declarations. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  embeddedStructs,
  kinds,
  namedMaps,
  namedStrings,
  quantities,
  resourceLists,
} from '../../core/schema/field-types.ts';

export interface ModelField {
  readonly name: string;
  /** As the field tree writes it; see `core/schema/tree.ts`. */
  readonly code: string;
  readonly required: boolean;
  readonly embedded?: string;
}

export interface Model {
  readonly name: string;
  readonly fields: readonly ModelField[];
  /** Text of each field by its name, of the struct by the empty string. */
  readonly docs: Readonly<Record<string, string>>;
}

interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

interface ModelClass {
  readonly attributeTypeMap: readonly Attribute[];
}

const folder = join(dirname(createRequire(import.meta.url).resolve('@kubernetes/client-node')), 'gen', 'models');
const named = new Map(
  Object.entries(namedStrings).flatMap(([type, fields]) => fields.map((field) => [field, type] as const)),
);

/** Every struct that the kinds of `field-types.ts` reach, in order of first use. */
export async function readModels(): Promise<readonly Model[]> {
  const models = new Map<string, Model>();
  const waiting = Object.values(kinds).map((kind) => `V1${kind}`);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (models.has(next)) continue;
    const attributes = await readClass(next);
    models.set(next, readModel(next, attributes));
    for (const { type } of attributes) waiting.push(...classesIn(type));
  }
  return [...models.values()];
}

async function readClass(name: string): Promise<readonly Attribute[]> {
  const module = (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as Record<string, ModelClass>;
  const model = module[name];
  if (model === undefined) throw new Error(`${name} is not in the client library`);
  return model.attributeTypeMap;
}

function classesIn(type: string): string[] {
  return type.match(/\b(?:Core)?V1[A-Z]\w*/g) ?? [];
}

export function structName(className: string): string {
  return className.replace(/^(?:Core)?V1/, '');
}

function readModel(className: string, attributes: readonly Attribute[]): Model {
  const name = structName(className);
  const declaration = readFileSync(join(folder, `${className}.d.ts`), 'utf8');
  const docs: Record<string, string> = { '': docOf(declaration, `export declare class ${className} {`) };
  const fields: ModelField[] = [];
  for (const attribute of attributes) {
    const mark = declaration.includes(`'${attribute.name}'?:`) ? `'${attribute.name}'?:` : `'${attribute.name}':`;
    const doc = docOf(declaration, mark);
    if (doc !== '') docs[attribute.baseName] = doc;
    const embedded = embeddedIn(name, attribute.baseName);
    const code = codeOf(`${name}.${attribute.baseName}`, attribute);
    fields.push({
      name: attribute.baseName,
      code,
      required: !mark.includes('?'),
      ...(embedded === undefined ? {} : { embedded }),
    });
  }
  return { name, fields, docs };
}

function embeddedIn(struct: string, field: string): string | undefined {
  if (field === 'apiVersion' || field === 'kind') return hasTypeMeta(struct) ? 'TypeMeta' : undefined;
  const rule = embeddedStructs[struct];
  const inside = rule !== undefined && (rule.only?.includes(field) ?? !rule.but?.includes(field));
  return inside ? rule.struct : undefined;
}

function hasTypeMeta(struct: string): boolean {
  return struct === 'PersistentVolumeClaim' || Object.values(kinds).includes(struct);
}

/** The text of the comment that ends right before `mark`. */
function docOf(declaration: string, mark: string): string {
  const at = declaration.indexOf(mark);
  const before = declaration.slice(0, at).trimEnd();
  if (at < 0 || !before.endsWith('*/')) return '';
  const comment = before.slice(before.lastIndexOf('/**') + 3, -2);
  return comment
    .replace(/^\s*\*/gm, '')
    .replace(/\\(['"])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function codeOf(id: string, { type, format }: Attribute): string {
  if (quantities.includes(id)) return 'q';
  if (resourceLists.includes(id)) return 'R';
  if (namedMaps[id] !== undefined) return `M${id}`;
  const name = named.get(id);
  if (type === 'string') return name === undefined ? 's' : `s${name}`;
  if (type === 'Array<string>') return name === undefined ? '[s' : `[s${name}`;
  if (type === 'Array<number>') return `[${numberCode(format)}`;
  if (type.startsWith('Array<')) return `[=${structName(type.slice(6, -1))}`;
  if (type.startsWith('{ [key: string]: ')) return type.includes('Date') ? '{t' : format === 'byte' ? '{B' : '{s';
  const simple: Record<string, string> = { boolean: 'b', Date: 't', IntOrString: 'p', any: 'a' };
  return type === 'number' ? numberCode(format) : (simple[type] ?? `=${structName(type)}`);
}

function numberCode(format: string): string {
  return format === 'int64' ? 'l' : 'i';
}
