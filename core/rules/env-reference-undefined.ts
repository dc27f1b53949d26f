/** `$(NAME)` in the environment or a command that no variable defines in time: it stays as it is written. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import type { ContainerView, PodView } from './pod-view.ts';
import { defineRule, type Finding } from './rule.ts';

export const envReferenceUndefined = defineRule({
  meta: {
    id: 'env-reference-undefined',
    summary: '$(NAME) refers to a variable that is defined later or nowhere.',
    why:
      'Kubernetes replaces $(NAME) only by variables that stand earlier in the same list. Anything else stays as it is written, ' +
      'and the program gets the text $(NAME).',
    category: 'environment',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
    ],
    invalid: [
      examplePod('env:\n  - {name: URL, value: "http://$(HOST)"}\n  - {name: HOST, value: db}'),
      examplePod('command: [serve, --port, "$(PORT)"]'),
    ],
    valid: [
      examplePod('env:\n  - {name: HOST, value: db}\n  - {name: URL, value: "http://$(HOST)"}'),
      examplePod('command: [sh, -c, echo $(hostname)]'),
      examplePod('env:\n  - {name: PRICE, value: "$$(HOST)"}'),
      examplePod('env:\n  - {name: URL, value: "$(DB_SERVICE_HOST)"}'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const given = fromElsewhere(container, pod);
      if (given === undefined) continue;
      yield* inEnvironment(container, given);
      yield* inCommand(container, given);
    }
  },
});

/** Names that envFrom brings; `undefined` if one of its sources is not in the workspace, because then anything may be defined. */
function fromElsewhere(container: ContainerView, pod: PodView): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const source of objectsAt(container.written, 'envFrom')) {
    const kind = source['configMapRef'] === undefined ? 'Secret' : 'ConfigMap';
    const reference = objectAt(source, kind === 'Secret' ? 'secretRef' : 'configMapRef');
    const object = pod.objects.find(
      (candidate) =>
        stringAt(candidate, 'kind') === kind &&
        stringAt(objectAt(candidate, 'metadata'), 'name') === stringAt(reference, 'name'),
    );
    if (object === undefined) return undefined;
    for (const key of dataKeys(object)) names.add(stringAt(source, 'prefix') + key);
  }
  return names;
}

function dataKeys(object: JsonObject): string[] {
  return ['data', 'stringData'].flatMap((field) => Object.keys(objectAt(object, field) ?? {}));
}

function* inEnvironment(container: ContainerView, given: ReadonlySet<string>): Iterable<Finding> {
  const list = objectsAt(container.written, 'env');
  const all = list.map((entry) => stringAt(entry, 'name'));
  const before = new Set(given);
  for (const [position, entry] of list.entries()) {
    const at = child(index(child(container.path, 'env'), position), 'value');
    for (const name of references(stringAt(entry, 'value'))) {
      if (before.has(name) || isServiceVariable(name)) continue;
      const definedAt = all.indexOf(name);
      yield definedAt > position ? definedLater(name, at, definedAt, container) : definedNowhere(name, at);
    }
    before.add(stringAt(entry, 'name'));
  }
}

function definedLater(name: string, at: FieldPath, position: number, container: ContainerView): Finding {
  return {
    at,
    message: `${name} is defined further down: $(${name}) stays as it is written here. Move the definition of ${name} before this one.`,
    related: [{ at: child(index(child(container.path, 'env'), position), 'name'), message: `${name} is defined here` }],
  };
}

function definedNowhere(name: string, at: FieldPath): Finding {
  return {
    at,
    message: `No variable ${name} is defined: the program gets the text $(${name}). Define it before, or write $$(${name}) for the text.`,
  };
}

function* inCommand(container: ContainerView, given: ReadonlySet<string>): Iterable<Finding> {
  const words = ['command', 'args'].flatMap((field) =>
    stringsAt(container.written, field).map((text, position) => ({
      text,
      at: index(child(container.path, field), position),
    })),
  );
  // In a script $(name) is the shell's own command substitution.
  if (words.some(({ text }) => /(^|\/)(ba|da|a|z)?sh$/.test(text))) return;
  const defined = new Set([...given, ...objectsAt(container.written, 'env').map((entry) => stringAt(entry, 'name'))]);
  for (const { text, at } of words) {
    for (const name of references(text)) {
      if (!defined.has(name) && !isServiceVariable(name) && /^[A-Z][A-Z0-9_]*$/.test(name))
        yield definedNowhere(name, at);
    }
  }
}

/** Names in `$(NAME)`; `$$(NAME)` is the escaped text. */
function references(text: string): string[] {
  return [...text.matchAll(/(\$+)\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g)].flatMap(([, dollars = '', name = '']) =>
    dollars.length % 2 === 1 ? [name] : [],
  );
}

/** Services that exist when the Pod starts bring such variables. */
function isServiceVariable(name: string): boolean {
  return /_(SERVICE_HOST|SERVICE_PORT|SERVICE_PORT_[A-Z0-9_]+|PORT|PORT_\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)$/.test(name);
}
