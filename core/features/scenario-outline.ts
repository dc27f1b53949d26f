/** Outline of a Scenario, its code lenses, its links to the manifest, and the template of a new one. */
import { inFile, type FileDocument } from '../model/manifest-file.ts';
import { readScenario, type ScenarioDocument } from '../model/scenario.ts';
import type { Range } from '../text/range.ts';
import { rangeOfPath } from './diagnose-validation.ts';
import { durationText } from './scenario-document.ts';
import { targetOf, type Subject } from './scenario-subject.ts';
import type { DocumentSymbol } from './symbols.ts';

/** One root with its containers, actions and expectations; undefined for other documents. */
export function scenarioSymbol(document: FileDocument): DocumentSymbol | undefined {
  const read = document.manifest && readScenario(document.manifest.tree);
  const whole = read?.values.get('');
  if (read === undefined || whole === undefined) return undefined;
  const place = (path: string): { readonly range: Range; readonly selection: Range } => {
    const range = inFile(document, read.values.get(path) ?? whole);
    return { range, selection: range };
  };
  const children = sectionsOf(read).flatMap(({ name, path, items }): readonly DocumentSymbol[] =>
    items.length === 0
      ? []
      : [
          {
            name,
            detail: String(items.length),
            kind: 'section',
            ...place(path),
            children: items.map((item, i) => ({
              name: item,
              detail: '',
              kind: name === 'containers' ? 'container' : 'item',
              ...place(`${path}[${i}]`),
              children: [],
            })),
          },
        ],
  );
  return {
    name: read.scenario.name ?? 'Scenario',
    detail: 'Scenario',
    kind: 'object',
    range: inFile(document, whole),
    selection: place('metadata.name').range,
    children,
  };
}

function sectionsOf({
  scenario,
}: ScenarioDocument): readonly { readonly name: string; readonly path: string; readonly items: readonly string[] }[] {
  return [
    { name: 'images', path: 'spec.images', items: (scenario.images ?? []).map(({ image }) => image) },
    { name: 'containers', path: 'spec.containers', items: (scenario.containers ?? []).map(({ name }) => name) },
    {
      name: 'actions',
      path: 'spec.actions',
      items: (scenario.actions ?? []).map((action) => `${durationText(action.atMs)} ${action.do}`),
    },
    { name: 'expect', path: 'spec.expect', items: (scenario.expect ?? []).map((_, i) => `expectation ${i + 1}`) },
  ];
}

export interface ScenarioLens {
  readonly range: Range;
  readonly title: string;
  readonly action: 'run' | 'check';
  /** Of its document in the file. */
  readonly index: number;
}

/** `Run` at the head of a Scenario, `Check expectations` where it has some. Ranges count in the file. */
export function scenarioLenses(document: FileDocument): readonly ScenarioLens[] {
  const read = document.manifest && readScenario(document.manifest.tree);
  const range = read?.keys.get('apiVersion') ?? read?.keys.get('kind') ?? read?.values.get('');
  if (read === undefined || range === undefined) return [];
  const head = inFile(document, range);
  const expectations = read.keys.get('spec.expect');
  const count = read.scenario.expect?.length ?? 0;
  return [
    { range: head, title: 'Run', action: 'run', index: document.index },
    ...(expectations === undefined || count === 0
      ? []
      : [
          {
            range: inFile(document, expectations),
            title: count === 1 ? 'Check 1 expectation' : `Check ${count} expectations`,
            action: 'check' as const,
            index: document.index,
          },
        ]),
  ];
}

export interface ScenarioLink {
  readonly range: Range;
  readonly uri: string | undefined;
  readonly offset: number;
  readonly tooltip: string;
}

/** From `spec.target` and the containers' names to the manifest. */
export function scenarioLinks(document: FileDocument, subjects: readonly Subject[]): readonly ScenarioLink[] {
  const read = document.manifest && readScenario(document.manifest.tree);
  const target = read && targetOf(read.scenario, subjects);
  if (read === undefined || target === undefined) return [];
  const places = [
    ['spec.target.name', ''],
    ['spec.target.file', ''],
    ...(read.scenario.containers ?? []).map(({ name }, i) => [`spec.containers[${i}].name`, name] as const),
  ] as const;
  return places.flatMap(([path, container]) => {
    const range = read.values.get(path);
    if (range === undefined) return [];
    return [
      {
        range: inFile(document, range),
        uri: target.uri,
        offset: target.start + containerOffset(target, container),
        tooltip: `${target.kind} ${target.name}`,
      },
    ];
  });
}

/** Where a container of that name is written in the manifest's document; its beginning if it is none. */
function containerOffset(target: Subject, word: string): number {
  const container = target.containers.find(({ name }) => name === word);
  return container === undefined ? 0 : rangeOfPath(target.manifest, `${container.path}.name`).start;
}

/** The text of a new Scenario for an object. */
export function scenarioTemplate(subject: Subject | undefined, name: string): string {
  const container = subject?.containers.at(-1)?.name ?? 'app';
  const target = subject === undefined ? '' : `  target: {kind: ${subject.kind}, name: ${subject.name}}\n`;
  return `apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata:
  name: ${name}
spec:
${target}  horizon: 5m
  containers:
    - name: ${container}
      instances:
        - listensAfter: 5s
          exits: {after: 1m, code: 1}
        - listensAfter: 5s
  expect:
    - {within: 30s, condition: Ready}
    - {never: {reason: CrashLoopBackOff}}
`;
}
