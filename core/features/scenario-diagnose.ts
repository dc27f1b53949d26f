/** What is wrong with a Scenario document: its own shape, and names that the manifest does not know. */
import { nearest } from '../kube/nearest.ts';
import type { ManifestFile } from '../model/manifest-file.ts';
import { readScenario, type ScenarioDocument, type ScenarioProblem } from '../model/scenario.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './finding.ts';
import { subjectsOf, targetOf, type Subject, type SubjectContainer } from './scenario-subject.ts';
import type { Manifest } from '../model/manifest.ts';

/** Findings of one Scenario document; `files` hold the manifests that it may be about, the own file first. */
export function diagnoseScenario(manifest: Manifest, files: readonly ManifestFile[]): readonly Finding[] {
  const document = readScenario(manifest.tree);
  if (document === undefined) return [];
  const subjects = subjectsOf(files);
  const target = targetOf(document.scenario, subjects);
  const references = target === undefined ? targetProblems(document, subjects) : referenceProblems(document, target);
  return [...document.problems.map(toFinding), ...references].sort((a, b) => a.range.start - b.range.start);
}

function toFinding(problem: ScenarioProblem): Finding {
  const { code, message, range, field, rename } = problem;
  return {
    code,
    message,
    range,
    field,
    level: 'rejected',
    severity: 'error',
    ...(rename === undefined
      ? {}
      : {
          fixes: [
            { title: `Change to ${rename}`, kind: 'safe', isPreferred: true, edits: [{ range, newText: rename }] },
          ],
        }),
  };
}

function finding(code: string, message: string, range: Range, field: string, meant?: string): Finding {
  return {
    code,
    message: meant === undefined ? message : `${message} Did you mean ${meant}?`,
    range,
    field,
    level: 'warned',
    severity: 'warning',
    ...(meant === undefined
      ? {}
      : { fixes: [{ title: `Change to ${meant}`, kind: 'suggestion', edits: [{ range, newText: meant }] }] }),
  };
}

/** A target that names nothing in sight. Several Pods and no target: it is not clear which one is meant. */
function targetProblems(document: ScenarioDocument, subjects: readonly Subject[]): readonly Finding[] {
  const { target } = document.scenario;
  if (subjects.length === 0) return [];
  const nameRange = document.values.get('spec.target.name') ?? document.values.get('spec.target.kind');
  if (target === undefined || nameRange === undefined) {
    const range = document.values.get('kind');
    if (target !== undefined || range === undefined || subjects.length < 2) return [];
    return [
      finding(
        'scenario-target',
        `This file has ${subjects.length} objects with Pods: say with spec.target which one is meant.`,
        range,
        'spec.target',
      ),
    ];
  }
  // The target may be in a file that is not open to us.
  if (target.file !== undefined) return [];
  const meant =
    target.name === undefined
      ? undefined
      : nearest(
          target.name,
          subjects.map(({ name }) => name),
        );
  return [
    finding(
      'scenario-target',
      `No ${target.kind ?? 'object with a Pod'} ${target.name ?? ''} is in sight.`,
      nameRange,
      'spec.target.name',
      meant,
    ),
  ];
}

function referenceProblems(document: ScenarioDocument, target: Subject): readonly Finding[] {
  const { scenario } = document;
  const names = target.containers.map(({ name }) => name);
  const check = (name: string, path: string): readonly Finding[] => {
    const range = document.values.get(path);
    if (names.includes(name) || range === undefined || name === '') return [];
    const meant = nearest(name, names);
    return [
      finding(
        'scenario-container',
        `${target.kind} ${target.name} has no container ${name}.${meant === undefined ? ` It has ${names.join(', ') || 'none'}.` : ''}`,
        range,
        path,
        meant,
      ),
    ];
  };
  const containers = (scenario.containers ?? []).flatMap(({ name }, i) => [
    ...check(name, `spec.containers[${i}].name`),
    ...answerProblems(document, target, name, i),
  ]);
  const added = new Set(
    (scenario.actions ?? []).flatMap((action) =>
      action.do === 'ephemeralContainer' ? [String(action.container['name'])] : [],
    ),
  );
  const actions = (scenario.actions ?? []).flatMap((action, i) =>
    action.do === 'exec' && !added.has(action.container)
      ? check(action.container, `spec.actions[${i}].exec.container`)
      : action.do === 'answers'
        ? check(action.container, `spec.actions[${i}].answers.container`)
        : [],
  );
  return [...containers, ...actions, ...imageProblems(document, target)];
}

/** Answers that nobody asks for: a port, path or command of no probe, hook or declared port. */
function answerProblems(document: ScenarioDocument, target: Subject, name: string, index: number): readonly Finding[] {
  const container = target.containers.find((each) => each.name === name);
  const answers = document.scenario.containers?.[index]?.answers ?? [];
  if (container === undefined) return [];
  return answers.flatMap((answer, i) => {
    const at = `spec.containers[${index}].answers[${i}]`;
    return [
      ...portProblem(document, container, answer.port, `${at}.port`),
      ...pathProblem(document, container, answer.path, `${at}.path`),
      ...commandProblem(document, container, answer.exec, `${at}.exec`),
    ];
  });
}

function portProblem(
  document: ScenarioDocument,
  container: SubjectContainer,
  port: number | string | undefined,
  path: string,
): readonly Finding[] {
  const range = document.values.get(path);
  const known = new Set([
    ...container.ports.flatMap((each) => [each.name, each.number]),
    ...container.asked.map((each) => each.port),
  ]);
  if (port === undefined || range === undefined || known.has(port)) return [];
  const offers = [...known].filter((each) => each !== undefined && each !== '').join(', ');
  return [
    finding(
      'scenario-port',
      `Nothing asks port ${port} of container ${container.name}${offers === '' ? '' : `; it has ${offers}`}.`,
      range,
      path,
    ),
  ];
}

function pathProblem(
  document: ScenarioDocument,
  container: SubjectContainer,
  asked: string | undefined,
  path: string,
): readonly Finding[] {
  const range = document.values.get(path);
  const known = container.asked.flatMap((each) => each.path ?? []);
  if (asked === undefined || range === undefined || known.length === 0 || known.includes(asked)) return [];
  return [
    finding(
      'scenario-path',
      `No probe or hook of container ${container.name} asks for ${asked}.`,
      range,
      path,
      nearest(asked, known),
    ),
  ];
}

function commandProblem(
  document: ScenarioDocument,
  container: SubjectContainer,
  exec: readonly string[] | undefined,
  path: string,
): readonly Finding[] {
  const range = document.values.get(path);
  const known = container.asked.flatMap((each) => (each.command === undefined ? [] : [each.command]));
  if (exec === undefined || range === undefined || known.length === 0) return [];
  const fits = known.some((command) => exec.length <= command.length && exec.every((word, i) => word === command[i]));
  return fits
    ? []
    : [finding('scenario-command', `No probe or hook of container ${container.name} runs this command.`, range, path)];
}

function imageProblems(document: ScenarioDocument, target: Subject): readonly Finding[] {
  const known = target.containers.map(({ image }) => image);
  const changes = (document.scenario.actions ?? []).some(
    (action) => action.do === 'patch' || action.do === 'ephemeralContainer',
  );
  if (changes) return [];
  return (document.scenario.images ?? []).flatMap(({ image }, i) => {
    const path = `spec.images[${i}].image`;
    const range = document.values.get(path);
    if (range === undefined || known.includes(image) || image === '') return [];
    return [
      finding(
        'scenario-image',
        `No container of ${target.kind} ${target.name} uses the image ${image}.`,
        range,
        path,
        nearest(image, known),
      ),
    ];
  });
}
