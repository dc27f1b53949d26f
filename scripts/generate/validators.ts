/** Compiles the JSON Schemas of our own documents to code with ajv, so that the product neither carries the compiler nor needs `eval`. */
import { Ajv } from 'ajv';
import ajvStandalone from 'ajv/dist/standalone/index.js';

type Schema = Readonly<Record<string, unknown>>;

/** A module with one validator an entry; all errors are reported, without texts: those are ours. */
export function validatorsModule(schemas: Readonly<Record<string, Schema>>): string {
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    inlineRefs: false,
    strict: false,
    code: { source: true, esm: true, optimize: 3 },
  });
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(withDefinitions(schema), name);
  const names = Object.keys(schemas);
  const code = ajvStandalone(ajv, Object.fromEntries(names.map((name) => [name, name])));
  return `// @ts-nocheck: written by ajv.\n${typed(lean(code), names)}`;
}

/** Half as long: without parents, which no keyword of ours looks at, and with only those parameters that our texts use. */
function lean(code: string): string {
  return code
    .replace(/^"use strict";/, '')
    .replace(/, ?parentData(?::\w+)?, ?parentDataProperty(?::(?:"[^"]*"|\w+))?, ?rootData(?:=data)?(?=\})/g, '')
    .replace(/params:\{(?!additionalProperty|missingProperty)[^}]*\}/g, 'params:{}')
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(\1\);\}/g,
      '(vErrors??=[]).push($1);',
    );
}

function typed(code: string, names: readonly string[]): string {
  const exports = names.map((name) => `export const ${name}: Validator = compiled_${name};`);
  const renamed = names.reduce(
    (text, name) => text.replace(`export const ${name} = `, `const compiled_${name} = `),
    code,
  );
  return `import type { Validator } from '../own-document.ts';\n${renamed}\n${exports.join('\n')}\n`;
}

/** Each sub-schema once, as a definition: one function of code for all places that need it. */
function withDefinitions(schema: Schema): Schema {
  const { $defs = {}, $schema: _, $id: __, ...root } = schema;
  const names = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const hoist = (given: Schema): Schema => {
    if (given['$ref'] !== undefined) return { $ref: given['$ref'] };
    const own = inside(given);
    const key = JSON.stringify(own);
    if (key === '{}') return own;
    const name = names.get(key) ?? `d${names.size}`;
    names.set(key, name);
    definitions[name] = own;
    return { $ref: `#/$defs/${name}` };
  };
  const inside = ({ description: _text, title: _title, ...rest }: Schema): Schema => ({
    ...rest,
    ...(isSchema(rest['properties']) && { properties: mapValues(rest['properties'], hoist) }),
    ...(isSchema(rest['additionalProperties']) && { additionalProperties: hoist(rest['additionalProperties']) }),
    ...(isSchema(rest['items']) && { items: hoist(rest['items']) }),
  });
  const own = mapValues($defs as Schema, inside);
  return { ...inside(root), $defs: { ...own, ...definitions } };
}

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const mapValues = (from: Schema, change: (value: Schema) => Schema): Schema =>
  Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value as Schema)]));
