/** The environment of a container after its references are resolved. */
import { fields, list, text, type Fields } from '../kube/json.ts';
import { base64ToText } from '../kube/base64.ts';
import { expand } from '../behaviour/expand.ts';
import { fieldValue, resourceValue } from './downward.ts';
import type { ContainerSpec } from './pod.ts';
import { findObject, KINDS } from './volume-references.ts';
import type { PodLife } from './world.ts';

interface Environment {
  readonly env: Record<string, string>;
  /** Values that output shall hide. */
  readonly secrets: string[];
}

export function readEnv(life: PodLife, spec: ContainerSpec): Readonly<Environment> {
  const into: Environment = { env: {}, secrets: [] };
  for (const source of list(spec.raw['envFrom'])) {
    const prefix = text(source['prefix']);
    for (const [key, kind] of KINDS)
      for (const [name, value] of Object.entries(dataOf(life, kind, fields(source[`${key}Ref`]))))
        put(into, prefix + name, value, kind === 'Secret');
  }
  for (const variable of list(spec.raw['env'])) readVariable(life, into, variable, spec.name);
  return into;
}

/** What stands for a value that nobody here knows: a text, and not an empty one. */
const assumedValue: Readonly<Record<string, string>> = { ConfigMap: '1', Secret: '••••' };

function readVariable(life: PodLife, into: Environment, variable: Fields, container: string): void {
  const name = text(variable['name']),
    from = fields(variable['valueFrom']);
  if (typeof variable['value'] === 'string') {
    return put(into, name, expand(variable['value'], into.env), false);
  }
  put(into, name, fieldValue(life, text(fields(from['fieldRef'])['fieldPath'])), false);
  put(into, name, resourceValue(life, fields(from['resourceFieldRef']), container), false);
  for (const [key, kind] of KINDS) {
    const ref = fields(from[`${key}KeyRef`]);
    const isElsewhere = text(ref['name']) !== '' && findObject(life, kind, text(ref['name'])) === 'assumed';
    put(into, name, isElsewhere ? assumedValue[kind] : dataOf(life, kind, ref)[text(ref['key'])], kind === 'Secret');
  }
}

function put({ env, secrets }: Environment, name: string, value: unknown, isSecret: boolean): void {
  if (name === '' || typeof value !== 'string') return;
  env[name] = value;
  if (isSecret) secrets.push(value);
}

/** The values of a ConfigMap or Secret as a program gets them; none where it is missing. */
function dataOf(life: PodLife, kind: string, ref: Fields): Fields {
  const object = findObject(life, kind, text(ref['name']));
  if (object === undefined || object === 'assumed') return {};
  const data = Object.entries(fields(object['data'])).map(
    ([key, value]) => [key, kind === 'Secret' ? base64ToText(text(value)) : value] as const,
  );
  return { ...Object.fromEntries(data), ...fields(object['stringData']) };
}
