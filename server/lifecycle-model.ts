/** Builds what the panel shows of one state of a document: the input of a run, lines of fields, numbers, the rejection. */
import {
  type Diagnostic,
  type ManifestFile,
  numbersOf,
  offsetsOfFields,
  placeOfObject,
  runKinds,
  runObjects,
  simulationInput,
} from '../core/language.ts';
import type { Scenario, SimulationInput } from '../core/simulation.ts';
import type { ModelParams, ModelResult, PanelModel } from '../protocol/lsp.ts';
import type { Analysis, PodPlace } from './engine.ts';
import { chooseScenario, nameOf } from './scenarios.ts';
import type { Session } from './session.ts';

type Rejection = NonNullable<PanelModel['rejected']>;

export interface InputOfPod {
  readonly input: SimulationInput | undefined;
  readonly isAccepted: boolean;
}

/** The run's input with this Scenario, or with no more than the settings say. */
export function inputOf(session: Session, analysis: Analysis, pod: PodPlace, scenario?: Scenario): InputOfPod {
  const { settings, language } = analysis;
  const verdict = session.engine.language.verdict(pod.document, language);
  const input = simulationInput({
    document: pod.document,
    verdict,
    scenario: scenario ?? (settings.probeJitter ? { jitter: { seed: settings.seed } } : {}),
    objects: runObjects(
      filesAround(session, analysis),
      pod.document.manifest?.namespace || settings.namespace,
      settings.namespace,
    ),
    settings: {
      kubernetesVersion: settings.kubernetesVersion,
      featureGates: settings.featureGates,
      horizonMs: settings.horizonMs,
    },
  });
  return { input, isAccepted: verdict?.accepted ?? true };
}

/** Files of the workspace that are looked through for data and Services. */
const maxFiles = 20;
const around = new WeakMap<Analysis, readonly ManifestFile[]>();

/** The file itself and those that hold data and Services, as far as they have been read; of the same folder first. */
function filesAround(session: Session, analysis: Analysis): readonly ManifestFile[] {
  const known = around.get(analysis);
  if (known !== undefined) return known;
  const { uri } = analysis.document;
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const isNear = (other: string): boolean => other.startsWith(folder);
  const uris = session.files.index.filesOf(runKinds).filter((other) => other !== uri);
  const nearest = [...uris.filter(isNear), ...uris.filter((other) => !isNear(other))].slice(0, maxFiles);
  const others = nearest.flatMap((other) => {
    const text = session.documents.get(other)?.positions.text ?? session.files.lastText(other);
    return text === undefined ? [] : [session.engine.language.openFile(text, other)];
  });
  const files = [analysis.file, ...others];
  around.set(analysis, files);
  return files;
}

export async function lifecycleModel(session: Session, analysis: Analysis, params: ModelParams): Promise<ModelResult> {
  const {
    document: { version },
  } = analysis;
  const pod = choosePod(analysis, params);
  const broken = pod === undefined ? brokenLine(analysis) : syntaxError(analysis, pod);
  if (broken !== undefined) return { kind: 'stale', version, ...broken };
  if (pod === undefined) return { kind: 'empty', version };
  return { kind: 'model', version, model: await modelOf(session, analysis, pod, params) };
}

async function modelOf(session: Session, analysis: Analysis, pod: PodPlace, params: ModelParams): Promise<PanelModel> {
  const { document } = analysis;
  const { scenario, model } = await chooseScenario(session, analysis, pod, params);
  const { input, isAccepted } = inputOf(session, analysis, pod, scenario);
  const rejected = isAccepted ? undefined : rejectionOf(session, analysis, pod);
  return {
    uri: document.uri,
    file: nameOf(document.uri),
    podId: pod.id,
    podName: pod.document.manifest?.name || pod.title,
    kind: pod.document.manifest?.kind ?? 'Pod',
    ...(input === undefined ? {} : { input }),
    lines: linesOf(analysis, pod),
    numbers: numbersOf(pod.document),
    ...(rejected === undefined ? {} : { rejected }),
    problems: problemsOf(analysis, pod),
    pods: analysis.pods.map(({ id, title, line }) => ({ id, title, line })),
    ...model,
  };
}

/** By id, else around the cursor, else the first. */
export function choosePod(
  { pods, document }: Analysis,
  { podId, position }: Pick<ModelParams, 'podId' | 'position'>,
): PodPlace | undefined {
  const named = pods.find(({ id }) => id === podId);
  if (named !== undefined || position === undefined) return named ?? pods[0];
  const offset = document.positions.offsetAt(position);
  return podAround(pods, offset) ?? pods[0];
}

/** The Pod in whose object an offset lies. */
export function podAround(pods: readonly PodPlace[], offset: number): PodPlace | undefined {
  return pods.find((pod) => {
    const { start, end } = placeOfObject(pod.document);
    return start <= offset && offset <= end;
  });
}

/** Of a List every item has diagnoses of its own. */
function isAbout({ document: { index, item } }: PodPlace, { document, range }: Diagnostic): boolean {
  return index === document && (item === undefined || (item.start <= range.start && range.start <= item.end));
}

function linesOf({ document }: Analysis, pod: PodPlace): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {};
  const prefix = (pod.document.manifest?.podSpecPath ?? 'spec').replace(/\.?spec$/, '');
  for (const [field, offset] of offsetsOfFields(pod.document)) {
    if (field.startsWith(prefix) || !field.includes('.')) lines[field] = document.positions.positionAt(offset).line + 1;
  }
  return lines;
}

/** Errors of the Pod's document that make the server refuse it, in order. */
export function rejections({ diagnostics }: Analysis, pod: PodPlace): readonly Diagnostic[] {
  return diagnostics.filter(
    (diagnostic) => diagnostic.level === 'rejected' && diagnostic.severity === 'error' && isAbout(pod, diagnostic),
  );
}

function rejectionOf(session: Session, analysis: Analysis, pod: PodPlace): Rejection | undefined {
  const [first, ...more] = rejections(analysis, pod);
  if (first === undefined) return undefined;
  return {
    message: first.message,
    field: first.field ?? '',
    line: analysis.document.positions.positionAt(first.range.start).line + 1,
    more: more.length,
    fixes: session.engine.language.fixes(analysis.file, first, analysis.language).map(({ title }) => title),
  };
}

const severities = ['error', 'warning'] as const;
const maxProblems = 30;

/** Errors and warnings that have a field, the worst first: the panel shows them on lanes. Advice is not shown there. */
function problemsOf({ diagnostics, document }: Analysis, pod: PodPlace): NonNullable<PanelModel['problems']> {
  return diagnostics
    .flatMap(({ field, severity: given, message, range, document: index }) => {
      const severity = severities.find((each) => each === given);
      if (field === undefined || severity === undefined || index !== pod.document.index) return [];
      const line = document.positions.positionAt(range.start).line + 1;
      return [{ field, severity, line, message: message.slice(0, 300) }];
    })
    .sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity))
    .slice(0, maxProblems);
}

interface Broken {
  readonly line: number;
  readonly message: string;
}

/** A document whose YAML cannot be read keeps its last picture. */
function syntaxError({ document }: Analysis, pod: PodPlace): Broken | undefined {
  const read = pod.document.manifest?.read;
  if (read?.decodeError === undefined) return undefined;
  const at = read.syntax[0]?.range.start ?? 0;
  return {
    line: document.positions.positionAt(at + pod.document.start).line + 1,
    message: read.syntax[0]?.message ?? read.decodeError,
  };
}

/** No Pod is recognised, perhaps because the text is broken at the moment. */
function brokenLine({ document, file }: Analysis): Broken | undefined {
  for (const { manifest, start } of file.documents) {
    const problem = manifest?.read.syntax[0];
    if (problem !== undefined)
      return { line: document.positions.positionAt(problem.range.start + start).line + 1, message: problem.message };
  }
  return undefined;
}
