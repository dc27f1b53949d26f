/** The actions of a Scenario document as the plain Scenario has them. */
import { nodeChanges, type Action, type ImageBehaviour } from '../behaviour/scenario.ts';
import { actionVerbs } from './scenario-actions-shape.ts';
import { compact, fields, type Fields, pullNames, renamed, toAnswers } from './scenario-fields.ts';

type Verb = (typeof actionVerbs)[number];

/** None for an entry that does not say what happens. */
export function toAction(source: Fields): readonly Action[] {
  const verb = actionVerbs.find((name) => Object.hasOwn(source, name));
  if (verb === undefined) return [];
  const action = readers[verb](fields(source[verb]), source, Number(source['at'] ?? 0));
  return action === undefined ? [] : [action];
}

type Reader = (value: Fields, source: Fields, atMs: number) => Action | undefined;

const readers: Readonly<Record<Verb, Reader>> = {
  create: (value, _, atMs) => ({ atMs, do: 'create', object: wholeObject(value) }),
  exec: (value, _, atMs) => ({
    atMs,
    do: 'exec',
    container: String(value['container'] ?? ''),
    command: (value['command'] as readonly string[] | undefined) ?? [],
  }),
  delete: (value, _, atMs) => ({ atMs, do: 'delete', ...value }),
  node: toNodeAction,
  kubelet: (_, source, atMs) => ({ atMs, do: 'kubelet', change: source['kubelet'] as 'restarts' }),
  patch: (_, source, atMs) =>
    compact<Action & { do: 'patch' }>({
      atMs,
      do: 'patch',
      patch: source['patch'],
      patchType: source['patchType'] as 'merge' | undefined,
      subresource: source['subresource'] as string | undefined,
      kind: source['kind'] as string | undefined,
      name: source['name'] as string | undefined,
    }),
  evict: (value, _, atMs) => ({ atMs, do: 'evict', ...value }) as Action,
  removeFinalizer: (value, source, atMs) => {
    const written = source['removeFinalizer'];
    const name = typeof written === 'string' ? written : (value['name'] as string | undefined);
    return { atMs, do: 'removeFinalizer', ...(name === undefined ? {} : { name }) };
  },
  ephemeralContainer: (value, _, atMs) => ({ atMs, do: 'ephemeralContainer', container: value }),
  file: (value, _, atMs) => ({ atMs, do: 'file', ...value }) as Action,
  image: (value, _, atMs) => ({
    atMs,
    do: 'image',
    image: String(value['image'] ?? ''),
    behaviour: renamed<Omit<ImageBehaviour, 'image'>>(value['pull'], pullNames),
  }),
  answers: ({ container, ...script }, _, atMs) => ({
    atMs,
    do: 'answers',
    container: String(container ?? ''),
    script: toAnswers(script),
  }),
};

function toNodeAction(value: Fields, _: Fields, atMs: number): Action | undefined {
  const change = nodeChanges.find((name) => value[name] === true);
  const name = value['name'];
  return change === undefined ? undefined : { atMs, do: 'node', change, ...(typeof name === 'string' ? { name } : {}) };
}

/** `{kind, name}` as an object with metadata; whole objects stay. */
function wholeObject(value: Fields): Fields {
  if (value['metadata'] !== undefined || value['name'] === undefined) return value;
  const { name, ...rest } = value;
  return { ...rest, metadata: { name } };
}
