/**
 * Our own documents (Scenario, `podscope.yaml`) checked against their JSON Schemas, which ajv compiled at build time.
 */
import { validateConfig, validateScenario } from './generated/own-validators.ts';

/** One broken rule of a schema: JSON Schema's keyword and its parameters at a place of the value. */
export interface SchemaProblem {
  /** `spec.containers[0].name`; empty for the document itself. */
  readonly path: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `value` is plain JSON; the order is that of the schema's walk. */
export const checkScenario = (value: unknown): readonly SchemaProblem[] => check(validateScenario, value);
export const checkConfig = (value: unknown): readonly SchemaProblem[] => check(validateConfig, value);

/** An error as ajv reports it, as far as it is used here. */
export interface AjvError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled schema; `errors` are those of the last call. */
export interface Validator {
  (value: unknown): boolean;
  errors: readonly AjvError[] | null;
}

function check(validate: Validator, value: unknown): readonly SchemaProblem[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  return errors
    .filter((error) => !errors.some((other) => isBranchOf(error, other)))
    .map(({ instancePath, keyword, params }) => ({ path: pathOf(value, instancePath), keyword, params }));
}

/** What fails inside an alternative is told by the alternative itself. */
function isBranchOf(error: AjvError, other: AjvError): boolean {
  if (other === error || (other.keyword !== 'anyOf' && other.keyword !== 'oneOf')) return false;
  return error.instancePath.startsWith(other.instancePath) && error.schemaPath.startsWith(`${other.schemaPath}/`);
}

/** A JSON pointer in the words of the rest of Podscope: items of lists in brackets. */
function pathOf(root: unknown, pointer: string): string {
  let path = '';
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const isItem = Array.isArray(value);
    path = isItem ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  }
  return path;
}
