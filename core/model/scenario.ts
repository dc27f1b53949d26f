/** A Scenario document as the plain Scenario that runs, with places and problems. The shape is in `scenario-shape.ts`. */
import type {
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
import { toAction } from './scenario-actions.ts';
import { compact, fields, type Fields, given, items, pullNames, renamed, toAnswers } from './scenario-fields.ts';
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

function toExpectation(source: Fields): Expectation {
  return renamed<Expectation>(source, { at: 'atMs', within: 'withinMs', after: 'afterMs' });
}
