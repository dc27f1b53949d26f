/** Completion in a Scenario: its fields, choices, and names, ports, paths and commands of the manifest. */
import type { FileDocument } from '../model/manifest-file.ts';
import { readScenario } from '../model/scenario.ts';
import type { Shape } from '../model/shape.ts';
import { completionContext, type CompletionContext } from './completion/context.ts';
import type { CompletionItem } from './completion/item.ts';
import { printFlow, printScalar } from './edits/print.ts';
import { objectOf, shapeAt, shapeWords } from './scenario-places.ts';
import { targetOf, type Subject, type SubjectContainer } from './scenario-subject.ts';

/** Items in the order in which they should be shown. `offset` counts in the file. */
export function completeScenario(
  document: FileDocument,
  offset: number,
  subjects: readonly Subject[],
): readonly CompletionItem[] {
  const context = completionContext(document.text, offset - document.start);
  if (context === undefined || document.manifest === undefined) return [];
  const replace = { start: context.replace.start + document.start, end: context.replace.end + document.start };
  const steps = context.steps.map(({ name }) => name);
  const offers = context.mode === 'key' ? keys(context, steps) : values(document, context, steps, subjects);
  return offers.map((offer) => ({ ...offer, replace }));
}

type Offer = Omit<CompletionItem, 'replace'>;

function keys(context: CompletionContext, steps: readonly (string | number)[]): readonly Offer[] {
  const place = shapeAt(steps);
  const object = place && objectOf(place.shape);
  if (object === undefined) return [];
  const isDecided = object.oneOf?.some((name) => context.siblings.has(name)) === true;
  return Object.entries(object.fields)
    .filter(([name]) => !context.siblings.has(name) && !(isDecided && object.oneOf?.includes(name) === true))
    .sort(([, a], [, b]) => Number(b.isRequired === true) - Number(a.isRequired === true))
    .map(([name, field]) => ({
      label: name,
      kind: 'field',
      detail: shapeWords(field.shape),
      documentation: field.doc,
      thenSuggest: offersValues(field.shape),
      insertText: context.hasColon ? name : `${name}:${opening(field.shape, context)}`,
      ...(field.isRequired === true ? { isRequired: true } : {}),
    }));
}

/** What follows the colon of a new field. */
function opening(shape: Shape, context: CompletionContext): string {
  const step = ' '.repeat(context.column + 2);
  if (context.isFlow) return shape.kind === 'list' ? ' [' : ' ';
  if (shape.kind === 'list') return `\n${step}- `;
  return shape.kind === 'object' || shape.kind === 'map' ? `\n${step}` : ' ';
}

const offersValues = (shape: Shape): boolean =>
  shape.kind === 'object' ||
  shape.kind === 'list' ||
  shape.kind === 'boolean' ||
  (shape.kind === 'text' && (shape.choices !== undefined || shape.refers !== undefined)) ||
  shape.kind === 'either';

function values(
  document: FileDocument,
  context: CompletionContext,
  steps: readonly (string | number)[],
  subjects: readonly Subject[],
): readonly Offer[] {
  const place = shapeAt(steps);
  if (place === undefined)
    return steps.join('.') === 'spec.target.name'
      ? subjects.map((subject) => reference(subject.name, subject.kind))
      : [];
  const scenario = document.manifest && readScenario(document.manifest.tree)?.scenario;
  const target = scenario && targetOf(scenario, subjects);
  const path = steps.join('.');
  if (path === 'spec.target.name') return subjects.map((subject) => reference(subject.name, subject.kind));
  if (path === 'spec.target.kind')
    return [...new Set(subjects.map(({ kind }) => kind))].map((kind) => reference(kind, 'kind'));
  const named = context.path.match(/^spec\.containers\[(\d+)\]/);
  const own =
    named === null
      ? undefined
      : target?.containers.find(({ name }) => name === scenario?.containers?.[Number(named[1])]?.name);
  return valuesOf(place.shape, target, own);
}

function valuesOf(shape: Shape, target: Subject | undefined, own: SubjectContainer | undefined): readonly Offer[] {
  switch (shape.kind) {
    case 'boolean':
      return ['true', 'false'].map((word) => ({ label: word, kind: 'value', insertText: word }));
    case 'either':
      return shape.options.flatMap((option) => valuesOf(option, target, own));
    case 'duration':
      return ['5s', '30s', '1m', '5m'].map((word) => ({ label: word, kind: 'value', insertText: word }));
    case 'list':
      return shape.refers === 'command' ? referenced('command', target, own) : [];
    case 'text':
      if (shape.choices !== undefined)
        return shape.choices.map((word) => ({ label: word, kind: 'value', insertText: word }));
      return shape.refers === undefined ? [] : referenced(shape.refers, target, own);
    default:
      return [];
  }
}

const reference = (label: string, detail: string): Offer => ({
  label,
  kind: 'reference',
  detail,
  insertText: printScalar(label),
});

function referenced(kind: string, target: Subject | undefined, own: SubjectContainer | undefined): readonly Offer[] {
  const containers = own === undefined ? (target?.containers ?? []) : [own];
  switch (kind) {
    case 'container':
      return (target?.containers ?? []).map(({ name, image }) => reference(name, image));
    case 'image':
      return unique((target?.containers ?? []).map(({ name, image }) => reference(image, name)));
    case 'port':
      return unique(
        containers.flatMap(({ ports, asked }) => [
          ...ports.map(({ name, number }) => ({
            label: String(number),
            kind: 'reference' as const,
            detail: name,
            insertText: String(number),
          })),
          ...asked.flatMap(({ port, what }) =>
            typeof port === 'number'
              ? [{ label: String(port), kind: 'reference' as const, detail: what, insertText: String(port) }]
              : [],
          ),
        ]),
      );
    case 'path':
      return unique(
        containers.flatMap(({ asked }) =>
          asked.flatMap(({ path, what }) => (path === undefined ? [] : [reference(path, what)])),
        ),
      );
    case 'command':
      return unique(
        containers.flatMap(({ asked }) =>
          asked.flatMap(({ command, what }) =>
            command === undefined
              ? []
              : [
                  {
                    label: command.join(' '),
                    kind: 'reference' as const,
                    detail: what,
                    insertText: printFlow(command),
                  },
                ],
          ),
        ),
      );
    default:
      return [];
  }
}

function unique(offers: readonly Offer[]): readonly Offer[] {
  return offers.filter((offer, i) => offers.findIndex(({ label }) => label === offer.label) === i);
}
