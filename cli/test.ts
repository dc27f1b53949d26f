/** `podscope test`: runs every Scenario that expects something, and says which expectations are met. */
import {
  createLanguage,
  findScenarios,
  type FoundScenario,
  type Language,
  type ManifestFile,
  runObjects,
  simulationInput,
} from '../core/language.ts';
import { type ExpectationResult, runExpectations } from '../core/simulation.ts';
import { lastOf, readArguments } from './arguments.ts';
import { readInputs } from './files.ts';
import { xml } from './lint-formats.ts';
import { fail, type Output, paint } from './output.ts';

interface Tested {
  readonly file: string;
  readonly scenario: string;
  readonly problem?: string;
  readonly results: readonly ExpectationResult[];
}

const formats = ['text', 'json', 'junit'];

export function testCommand(args: readonly string[], output: Output): number {
  const read = readArguments(args, { values: ['format', 'kubernetes-version', 'namespace'], flags: [] });
  const format = lastOf(read, 'format') ?? 'text';
  if (read.problem !== undefined) return fail(output, read.problem);
  if (!formats.includes(format)) return fail(output, `unknown format ${format}`);
  if (read.rest.length === 0) return fail(output, 'name at least one file or folder');
  const inputs = readInputs(read.rest);
  for (const problem of inputs.problems) output.error(problem);
  const language = createLanguage();
  const files = inputs.files.map(({ file, text }) => language.openFile(text, file));
  const settings = {
    kubernetesVersion: lastOf(read, 'kubernetes-version') ?? '1.36',
    namespace: lastOf(read, 'namespace') ?? 'default',
  };
  const tested = findScenarios(files)
    .filter(({ hasExpectations }) => hasExpectations)
    .map((found) => runOne(language, found, settings, files));
  output.write(format === 'json' ? json(tested) : format === 'junit' ? junit(tested) : text(tested, output));
  if (inputs.problems.length > 0) return 2;
  return tested.some(({ problem, results }) => problem !== undefined || results.some(({ met }) => !met)) ? 1 : 0;
}

function runOne(
  language: Language,
  found: FoundScenario,
  settings: { readonly kubernetesVersion: string; readonly namespace: string },
  files: readonly ManifestFile[],
): Tested {
  const { scenario, target, problems } = found;
  const head = { file: found.file.uri ?? '', scenario: found.name };
  const broken =
    problems[0] ?? (target === undefined ? 'it aims at no Pod, or at several: name one in spec.target' : undefined);
  if (broken !== undefined || target === undefined) return { ...head, problem: broken ?? '', results: [] };
  const kubernetesVersion = scenario.kubernetesVersion ?? settings.kubernetesVersion;
  const verdict = language.verdict(target, { ...settings, kubernetesVersion });
  const input = simulationInput({
    document: target,
    verdict,
    scenario,
    objects: runObjects(files, target.manifest?.namespace || settings.namespace, settings.namespace),
    settings: { kubernetesVersion, horizonMs: 600_000 },
  });
  if (input === undefined || verdict?.accepted === false)
    return { ...head, problem: 'the API server rejects its Pod; podscope lint says why', results: [] };
  return { ...head, results: runExpectations(input) };
}

function text(tested: readonly Tested[], output: Output): string {
  const lines = tested.flatMap(({ file, scenario, problem, results }) => [
    paint(output, 'bold', `${file}: ${scenario}`),
    ...(problem === undefined ? [] : [`  ${paint(output, 'red', 'cannot run:')} ${problem}`]),
    ...results.map(
      ({ met, title, reason, atMs, because }) =>
        `  ${met ? paint(output, 'green', 'met    ') : paint(output, 'red', 'not met')} ${title}${met ? ` (${atMs / 1000}s)` : `: ${reason}, ${atMs / 1000}s${because === undefined ? '' : ` — ${because}`}`}`,
    ),
  ]);
  const all = tested.flatMap(({ results }) => results);
  return `${[...lines, `${tested.length} Scenarios, ${all.filter(({ met }) => met).length} of ${all.length} expectations met`].join('\n')}\n`;
}

function json(tested: readonly Tested[]): string {
  const scenarios = tested.map(({ file, scenario, problem, results }) => ({
    file,
    scenario,
    ...(problem === undefined ? {} : { problem }),
    passed: problem === undefined && results.every(({ met }) => met),
    expectations: results.map(({ index, title, met, atMs, reason }) => ({
      index,
      title,
      met,
      at: atMs / 1000,
      reason,
    })),
  }));
  return `${JSON.stringify({ version: 1, scenarios }, undefined, 1)}\n`;
}

function junit(tested: readonly Tested[]): string {
  const suites = tested.map(({ file, scenario, problem, results }) => {
    const failed = (problem === undefined ? 0 : 1) + results.filter(({ met }) => !met).length;
    const cases = results.map(
      ({ title, met, reason }) =>
        `  <testcase classname="${xml(scenario)}" name="${xml(title)}">${met ? '' : `<failure message="${xml(reason)}"/>`}</testcase>`,
    );
    const broken =
      problem === undefined
        ? []
        : [`  <testcase classname="${xml(scenario)}" name="runs"><failure message="${xml(problem)}"/></testcase>`];
    return [
      `<testsuite name="${xml(`${file}: ${scenario}`)}" tests="${cases.length + broken.length}" failures="${failed}">`,
      ...broken,
      ...cases,
      '</testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}
