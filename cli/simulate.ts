/** `podscope simulate`: the life of a Pod on a virtual clock, as text, in the form of recorded traces, as Mermaid, trace or events. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  createLanguage,
  type FileDocument,
  findScenarios,
  type FoundScenario,
  type ManifestFile,
  objectsOf,
  runObjects,
  simulationInput,
} from '../core/language.ts';
import {
  chromeTrace,
  eventsMarkdown,
  forecast,
  mermaidGantt,
  recordedForm,
  type RecordedForm,
  type Scenario,
  type JsonObject,
  parseGoDuration,
  simulate,
  type SimulationInput,
  textChart,
  type Timeline,
} from '../core/simulation.ts';
import { type Arguments, lastOf, readArguments } from './arguments.ts';
import { configFor } from './config.ts';
import { readInputs } from './files.ts';
import { figureLines } from './figures.ts';
import { fail, type Output } from './output.ts';
import { podIn, type Recording, recordingInput } from './recording.ts';

const shape = {
  values: [
    'name',
    'scenario',
    'until',
    'format',
    'recording',
    'out',
    'jitter',
    'kubernetes-version',
    'namespace',
    'config',
    'seed',
  ],
  flags: ['ascii'],
};
const formats = ['text', 'json', 'mermaid', 'trace', 'events'];

export function simulateCommand(args: readonly string[], output: Output): number {
  const read = readArguments(args, shape);
  if (read.problem !== undefined) return fail(output, read.problem);
  if (read.values['recording'] !== undefined) return replay(read, output);
  const format = lastOf(read, 'format') ?? 'text';
  if (!formats.includes(format)) return fail(output, `unknown format ${format}`);
  const [name, ...more] = read.rest;
  if (name === undefined || more.length > 0) return fail(output, 'name one file');
  const {
    files: [file, ...others],
    problems,
  } = readInputs([name]);
  if (file === undefined) return fail(output, problems[0] ?? `${name}: nothing to read`);
  if (others.length > 0) return fail(output, `${name} is a folder: name one file`);
  const chosen = chooseRun(file, read);
  if (typeof chosen === 'string') return fail(output, chosen);
  output.write(print(format, chosen, simulate(chosen), output, read.flags.has('ascii')));
  return 0;
}

interface Opened {
  readonly file: string;
  readonly text: string;
}

/** A text says what is missing. */
function chooseRun(opened: Opened, args: Arguments): SimulationInput | string {
  const language = createLanguage();
  const config = configFor(opened.file, lastOf(args, 'config'));
  if (typeof config === 'string') return config;
  const until = lastOf(args, 'until');
  const horizon = parseGoDuration(until ?? '10m');
  if ('error' in horizon || horizon.ms < 0) return `--until ${until ?? ''}: not a duration like 10m or 1h30m`;
  const file = language.openFile(opened.text, opened.file);
  const document = choosePod(file, lastOf(args, 'name'));
  if (typeof document === 'string') return document;
  const scenario = chooseScenario(file, document, lastOf(args, 'scenario'), language);
  if (typeof scenario === 'string') return scenario;
  const kubernetesVersion =
    lastOf(args, 'kubernetes-version') ?? scenario.kubernetesVersion ?? config.kubernetesVersion ?? '1.36';
  const namespace = lastOf(args, 'namespace') ?? config.namespace ?? 'default';
  const jitter = readJitter(lastOf(args, 'jitter'));
  const input = simulationInput({
    document,
    verdict: language.verdict(document, { kubernetesVersion, namespace }),
    scenario: jitter === undefined ? scenario : { ...scenario, jitter },
    objects: runObjects([file], document.manifest?.namespace || namespace, namespace),
    settings: {
      kubernetesVersion,
      horizonMs: Math.round(horizon.ms),
      ...(config.featureGates === undefined ? {} : { featureGates: config.featureGates }),
    },
  });
  if (input === undefined) return `${opened.file}: the Pod cannot be decoded; podscope lint says why`;
  // The command line is stronger than the Scenario.
  return until === undefined ? input : { ...input, settings: { ...input.settings, horizonMs: Math.round(horizon.ms) } };
}

function choosePod(file: ManifestFile, name: string | undefined): FileDocument | string {
  const pods = file.documents.flatMap(objectsOf).filter(({ manifest }) => manifest?.podSpecPath !== undefined);
  const found =
    name === undefined
      ? pods[0]
      : pods.find(
          ({ manifest }) => manifest?.name === name || `${manifest?.kind ?? ''}/${manifest?.name ?? ''}` === name,
        );
  return (
    found ?? (name === undefined ? 'there is no Pod or Pod template in this file' : `no Pod named ${name} in this file`)
  );
}

/** `--scenario` names a file, or a Scenario of the manifest's file or folder; without it the only one that aims at the Pod is taken. */
function chooseScenario(
  file: ManifestFile,
  document: FileDocument,
  wanted: string | undefined,
  language: ReturnType<typeof createLanguage>,
): Scenario | string {
  const named = wanted !== undefined && /\.(ya?ml|json)$/.test(wanted) ? wanted : undefined;
  const beside = named === undefined ? scenarioFilesBeside(file.uri ?? '') : [named];
  const { files, problems } = readInputs(beside);
  if (named !== undefined && problems.length > 0) return problems[0] ?? '';
  const opened = files.map((one) => language.openFile(one.text, one.file));
  const all = findScenarios([file, ...opened]);
  const fitting = all.filter(({ target }) => target === document);
  if (wanted === undefined) return fitting.length === 1 ? (fitting[0]?.scenario ?? {}) : {};
  const found =
    named === undefined
      ? fitting.find(({ name }) => name === wanted)
      : all.find((one: FoundScenario) => one.file !== file);
  return found?.scenario ?? `no Scenario ${wanted} that aims at this Pod`;
}

function scenarioFilesBeside(file: string): readonly string[] {
  if (file === '<stdin>') return [];
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => /\.scenario\.ya?ml$/.test(name) && join(folder, name) !== join(folder, basename(file)))
    .sort()
    .map((name) => join(folder, name));
}

function print(format: string, input: SimulationInput, timeline: Timeline, output: Output, ascii: boolean): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(recordedForm(input, timeline), undefined, 1)}\n`;
    case 'mermaid':
      return `${mermaidGantt(timeline)}\n`;
    case 'trace':
      return `${JSON.stringify(chromeTrace(timeline))}\n`;
    case 'events':
      return `${eventsMarkdown(timeline, timeline.endMs)}\n`;
    default:
      return textReport(input, timeline, output, ascii);
  }
}

function textReport(input: SimulationInput, timeline: Timeline, output: Output, ascii: boolean): string {
  const { describe, assumptions } = recordedForm(input, timeline);
  const events = describe.slice(Math.max(0, describe.indexOf('\nEvents:') + 1));
  const assumed = assumptions.map(({ text, source }) => `  ${text} (${source})`);
  const said = forecast(input, timeline);
  const parts = [
    [`${timeline.podName}: ${said.sentence}`, ...figureLines(input, said).map((line) => `  ${line}`)].join('\n'),
    textChart(timeline, { width: output.width, ascii }).trimEnd(),
    events.trimEnd(),
  ];
  if (assumed.length > 0) parts.push(['Assumed:', ...assumed].join('\n'));
  return `${[...parts, `The run ended: ${timeline.endedBecause}.`].join('\n\n')}\n`;
}

/** Writes a simulated run for each recorded one; one run alone goes to stdout. */
function replay(args: Arguments, output: Output): number {
  const names = [...(args.values['recording'] ?? []), ...args.rest];
  const out = lastOf(args, 'out');
  try {
    const files = names.flatMap((name) =>
      statSync(name).isDirectory()
        ? readdirSync(name)
            .filter((file) => file.endsWith('.json'))
            .map((file) => join(name, file))
        : [name],
    );
    if (files.length > 1 && out === undefined) return fail(output, 'several recordings need --out FOLDER');
    if (out !== undefined) mkdirSync(out, { recursive: true });
    const failed = files.flatMap((file) => {
      const run = replayOne(file, readJitter(lastOf(args, 'jitter')));
      if (typeof run === 'string') return [run];
      const text = `${JSON.stringify(run, undefined, 1)}\n`;
      if (out === undefined) output.write(text);
      else writeFileSync(join(out, basename(file)), text);
      return [];
    });
    return failed.length > 0 ? fail(output, failed.join('\n')) : 0;
  } catch (error) {
    return fail(output, error instanceof Error ? error.message : String(error));
  }
}

/** A recording without a Pod of its own (a workload's) cannot be replayed: its problem is the answer, and the others go on. */
function replayOne(file: string, jitter: Scenario['jitter']): RecordedForm | string {
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording & { readonly manifest: string | JsonObject };
  const { manifest } = recording;
  const written =
    typeof manifest === 'string' ? readFileSync(join(dirname(file), 'manifests', manifest), 'utf8') : manifest;
  if (podIn(written) === undefined) return `${file}: there is no Pod in its manifest`;
  const input = recordingInput(recording, written, jitter === undefined ? {} : { jitter });
  return recordedForm(input, simulate(input), recording.name);
}

function readJitter(text: string | undefined): Scenario['jitter'] {
  const seed = /^seed:(\d+)$/.exec(text ?? '')?.[1];
  if (seed !== undefined) return { seed: Number(seed) };
  const fraction = Number(text);
  return text === 'off' ? 'off' : text === undefined || !(fraction >= 0 && fraction <= 1) ? undefined : fraction;
}
