/** A Scenario document as the plain Scenario that runs, with places and problems. The shape is in `scenario-shape.ts`. */
import type {
  Action,
  Answer,
  AnswerScript,
  ContainerBehaviour,
  Expectation,
  HookBehaviour,
  ImageBehaviour,
  InstanceBehaviour,
  Scenario,
  SignalBehaviour,
} from '../behaviour/scenario.ts';
import { checkScenario } from '../schema/own-document.ts';
import type { Tree } from '../syntax/tree.ts';
import { resolveAlias, entryOf } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { actionVerbs } from './scenario-actions-shape.ts';
import { scenarioShape } from './scenario-shape.ts';
import { shapeProblems, type ShapeProblem } from './shape-problems.ts';
import { readByShape, type Places } from './shape-reader.ts';

/** Codes begin with `scenario-`. */
export type ScenarioProblem = ShapeProblem;

export interface ScenarioDocument extends Places {
  readonly scenario: Scenario;
  readonly problems: readonly ScenarioProblem[];
}

/** Whether a document is one of ours. */
export function isScenario(tree: Tree): boolean {
  const root = tree.root === undefined ? undefined : resolveAlias(tree.root);
  if (root?.kind !== 'map') return false;
  const word = (key: string): string => {
    const value = entryOf(root, key)?.value;
    return value?.kind === 'scalar' ? value.text : '';
  };
  return word('apiVersion').startsWith('podscope.dev/') || (word('kind') === 'Scenario' && word('apiVersion') === '');
}

/** Reads a document; undefined if it is no Scenario. Ranges count from the start of the document's text. */
export function readScenario(tree: Tree): ScenarioDocument | undefined {
  if (tree.root === undefined || !isScenario(tree)) return undefined;
  const read = readByShape(tree.root, scenarioShape);
  const problems = [
    ...tree.problems.map(({ message, range }) => ({ code: 'syntax', message, range, field: '' })),
    ...shapeProblems(read, checkScenario(read.written), 'A Scenario'),
  ].map((problem): ScenarioProblem => ({ ...problem, code: `scenario-${problem.code}` }));
  return { scenario: toScenario(fields(read.value)), problems, values: read.values, keys: read.keys };
}

/** The range of a field of the Scenario by its path, with or without `spec.` in front; of its nearest ancestor if it is not written. */
export function rangeOfScenarioField(document: Places, path: string): Range | undefined {
  let at = path.startsWith('spec.') || document.values.has(path) ? path : `spec.${path}`;
  for (;;) {
    const range = document.values.get(at);
    if (range !== undefined) return range;
    const shorter = at.replace(/(\.[^.[\]]+|\[\d+\])$/, '');
    if (shorter === at) return document.values.get('');
    at = shorter;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const items = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const given = <T>(source: Fields, key: string, make: (value: never) => T): T | undefined =>
  source[key] === undefined ? undefined : make(source[key] as never);

/** Leaves out what is undefined. */
function compact<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

function toScenario(root: Fields): Scenario {
  const spec = fields(root['spec']);
  const name = fields(root['metadata'])['name'];
  return compact<Scenario>({
    name: typeof name === 'string' ? name : undefined,
    target: given(spec, 'target', (value: Scenario['target']) => value),
    kubernetesVersion: given(spec, 'kubernetesVersion', (value) => String(value)),
    featureGates: given(spec, 'featureGates', (value: Record<string, boolean>) => value),
    horizonMs: given(spec, 'horizon', (value: number) => value),
    timing: given(spec, 'timing', (value: NonNullable<Scenario['timing']>) => value),
    jitter: given(spec, 'jitter', (value: NonNullable<Scenario['jitter']>) => value),
    images: given(spec, 'images', (value) => items(value).map(toImage)),
    containers: given(spec, 'containers', (value) => items(value).map(toContainer)),
    cluster: given(spec, 'cluster', (value: NonNullable<Scenario['cluster']>) => value),
    sandbox: given(spec, 'sandbox', (value) => renamed<NonNullable<Scenario['sandbox']>>(value, { takes: 'takesMs' })),
    kubelet: given(spec, 'kubelet', (value: NonNullable<Scenario['kubelet']>) => value),
    actions: given(spec, 'actions', (value) => items(value).flatMap(toAction)),
    expect: given(spec, 'expect', (value) => items(value).map(toExpectation)),
  });
}

/** The same fields under the names of the plain Scenario. */
function renamed<T>(source: unknown, names: Readonly<Record<string, string>>): T {
  return Object.fromEntries(
    Object.entries(fields(source)).map(([key, value]) => [Object.hasOwn(names, key) ? names[key] : key, value]),
  ) as T;
}

const pullNames = { takes: 'takesMs', until: 'untilMs' };

function toImage(source: Fields): ImageBehaviour {
  const { image, user, size } = source;
  return compact<ImageBehaviour>({
    ...renamed<Omit<ImageBehaviour, 'image'>>(source['pull'], pullNames),
    image: String(image ?? ''),
    user: user as number | string | undefined,
    sizeBytes: size as number | undefined,
  });
}

function toContainer(source: Fields): ContainerBehaviour {
  return compact<ContainerBehaviour>({
    name: String(source['name'] ?? ''),
    instances: given(source, 'instances', (value) => items(value).map(toInstance)),
    answers: given(source, 'answers', (value) => items(value).map(toAnswers)),
    onSignal: given(source, 'onSignal', toSignal),
    memory: given(source, 'memory', (value) => items(value).map(toUse)),
    emptyDir: given(source, 'emptyDir', (value) => items(value).map(toUse)),
    hooks: given(source, 'hooks', (value) =>
      Object.fromEntries(
        Object.entries(fields(value)).map(([key, hook]) => [key, renamed<HookBehaviour>(hook, { takes: 'takesMs' })]),
      ),
    ),
    createError: given(source, 'createError', (value: string) => value),
  });
}

const toUse = (source: Fields): { readonly fromMs: number; readonly bytes: number } => ({
  fromMs: Number(source['from'] ?? 0),
  bytes: Number(source['uses'] ?? 0),
});

function toSignal(value: unknown): SignalBehaviour {
  const source = fields(value);
  if (source['ignores'] === true) return { kind: 'ignores' };
  return { kind: 'exits', afterMs: Number(source['exitsAfter'] ?? 0), code: Number(source['code'] ?? 143) };
}

function toInstance(source: Fields): InstanceBehaviour {
  return compact<InstanceBehaviour>({
    listensAfterMs: given(source, 'listensAfter', (value: number) => value),
    exits: given(source, 'exits', (value) => ({
      ...{ code: 0 },
      ...renamed<NonNullable<InstanceBehaviour['exits']>>(value, { after: 'afterMs' }),
    })),
    startTakesMs: given(source, 'startTakes', (value: number) => value),
    startError: given(source, 'startError', (value: string) => value),
    terminationMessage: given(source, 'terminationMessage', (value: string) => value),
    log: given(source, 'log', (value: string) => value),
    onSignal: given(source, 'onSignal', toSignal),
    answers: given(source, 'answers', (value) => items(value).map(toAnswers)),
  });
}

function toAnswers(source: Fields): AnswerScript {
  const { sequence, ...rest } = source;
  const answers = items(sequence).map((answer) => ({
    fromMs: 0,
    ...renamed<Partial<Answer>>(answer, { from: 'fromMs', takes: 'takesMs' }),
  }));
  return { ...(rest as Omit<AnswerScript, 'sequence'>), sequence: [...answers].sort((a, b) => a.fromMs - b.fromMs) };
}

function toAction(source: Fields): readonly Action[] {
  const atMs = Number(source['at'] ?? 0);
  const verb = actionVerbs.find((name) => Object.hasOwn(source, name));
  if (verb === undefined) return [];
  const value = fields(source[verb]);
  switch (verb) {
    case 'create':
      return [{ atMs, do: 'create', object: wholeObject(value) }];
    case 'exec':
      return [
        {
          atMs,
          do: 'exec',
          container: String(value['container'] ?? ''),
          command: (value['command'] as readonly string[] | undefined) ?? [],
        },
      ];
    case 'delete':
      return [{ atMs, do: 'delete', ...value } as Action];
    case 'node':
      return toNodeAction(atMs, value);
    case 'kubelet':
      return [{ atMs, do: 'kubelet', change: source[verb] as 'restarts' }];
    case 'patch':
      return [
        compact<Action & { do: 'patch' }>({
          atMs,
          do: 'patch',
          patch: source[verb],
          patchType: source['patchType'] as 'merge' | undefined,
          subresource: source['subresource'] as string | undefined,
        }),
      ];
    case 'evict':
      return [{ atMs, do: 'evict', ...value } as Action];
    case 'removeFinalizer': {
      const name = typeof source[verb] === 'string' ? source[verb] : (value['name'] as string | undefined);
      return [{ atMs, do: 'removeFinalizer', ...(name === undefined ? {} : { name }) }];
    }
    case 'ephemeralContainer':
      return [{ atMs, do: 'ephemeralContainer', container: value }];
    case 'file':
      return [{ atMs, do: 'file', ...value } as Action];
    case 'image':
      return [
        {
          atMs,
          do: 'image',
          image: String(value['image'] ?? ''),
          behaviour: renamed<Omit<ImageBehaviour, 'image'>>(value['pull'], pullNames),
        },
      ];
    case 'answers': {
      const { container, ...script } = value;
      return [{ atMs, do: 'answers', container: String(container ?? ''), script: toAnswers(script) }];
    }
  }
}

function toNodeAction(atMs: number, value: Fields): readonly Action[] {
  const change = (['stops', 'returns', 'cordon', 'drain'] as const).find((name) => value[name] === true);
  const name = value['name'];
  return change === undefined ? [] : [{ atMs, do: 'node', change, ...(typeof name === 'string' ? { name } : {}) }];
}

/** `{kind, name}` as an object with metadata; whole objects stay. */
function wholeObject(value: Fields): Fields {
  if (value['metadata'] !== undefined || value['name'] === undefined) return value;
  const { name, ...rest } = value;
  return { ...rest, metadata: { name } };
}

function toExpectation(source: Fields): Expectation {
  return renamed<Expectation>(source, { at: 'atMs', within: 'withinMs', after: 'afterMs' });
}
