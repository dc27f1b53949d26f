/** Requests about Scenario documents: what they expect, a run of those expectations, the Pod they are about, the text of a new one. */
import type { CancellationToken } from 'vscode-languageserver';
import { type FoundScenario, rangeInScenario, scenarioTemplate, subjectsOf } from '../core/language.ts';
import { expectationTitle, presetsFor, presetSubject, runExpectations } from '../core/simulation.ts';
import {
  newScenarioRequest,
  type NewScenarioParams,
  presetsRequest,
  type PresetsParams,
  type PresetsResult,
  runScenarioRequest,
  type RunScenarioParams,
  type RunScenarioResult,
  scenarioTestsRequest,
  type ScenarioTest,
  type ScenarioTestsParams,
  type ScenarioTestsResult,
  type TextResult,
} from '../protocol/lsp.ts';
import type { OpenDocument } from './documents.ts';
import { choosePod, inputOf } from './lifecycle-model.ts';
import { Positions } from './positions.ts';
import { runSafe } from './run-safe.ts';
import { findIn, positionsOf } from './scenarios.ts';
import type { Session } from './session.ts';

export function registerScenarioHandlers(session: Session): void {
  const { connection } = session;
  const on = <P, R>(method: string, run: (params: P) => Promise<R | undefined>): void => {
    connection.onRequest(method, (params: P, token: CancellationToken): Promise<unknown> =>
      runSafe<R | null>(connection.console, method, token, null, async () => (await run(params)) ?? null),
    );
  };
  on<ScenarioTestsParams, ScenarioTestsResult>(scenarioTestsRequest, async ({ uri }) => {
    const found = await findIn(session, uri);
    return { scenarios: found.map((scenario) => toTest(session, scenario)) };
  });
  on<RunScenarioParams, RunScenarioResult>(runScenarioRequest, async ({ uri, id }) => {
    const found = (await findIn(session, uri)).find((scenario) => scenario.id === id);
    return found && runOne(session, found);
  });
  on<NewScenarioParams, TextResult>(newScenarioRequest, async ({ uri, podId }) => {
    const analysis = await session.analyse(uri);
    const pod = analysis?.pods.find(({ id }) => id === podId) ?? analysis?.pods[0];
    const subjects = analysis === undefined ? [] : subjectsOf([analysis.file]);
    const subject = subjects.find(({ manifest }) => manifest === pod?.document.manifest) ?? subjects[0];
    return { text: scenarioTemplate(subject, 'what-if') };
  });
  on<PresetsParams, PresetsResult>(presetsRequest, async (params) => {
    const analysis = await session.analyse(params.uri);
    const pod = analysis && choosePod(analysis, params);
    const { input } = analysis && pod ? inputOf(session, analysis, pod) : {};
    if (pod === undefined || input === undefined) return undefined;
    const node = input.scenario.cluster?.nodes?.[0]?.name;
    const presets = presetsFor(presetSubject(input.pod, node));
    return { podId: pod.id, presets: presets.map(({ title, about, scenario }) => ({ title, about, scenario })) };
  });
}

function toTest(session: Session, found: FoundScenario): ScenarioTest {
  const positions = positionsOf(session, found.file);
  const rangeOf = (field: string): ScenarioTest['range'] => positions.range(rangeInScenario(found.document, field));
  return {
    id: found.id,
    name: found.name,
    range: rangeOf('metadata.name'),
    expectations: (found.scenario.expect ?? []).map((expectation, index) => ({
      title: expectationTitle(expectation),
      range: rangeOf(`spec.expect[${index}]`),
    })),
  };
}

async function runOne(session: Session, found: FoundScenario): Promise<RunScenarioResult> {
  const [problem] = found.problems;
  if (problem !== undefined) return { problem, results: [] };
  const { target, targetFile } = found;
  if (target === undefined || targetFile?.uri === undefined)
    return { problem: 'It aims at no Pod, or at several: name one in spec.target.', results: [] };
  const document: OpenDocument = session.documents.get(targetFile.uri) ?? {
    uri: targetFile.uri,
    version: 0,
    positions: new Positions(targetFile.text, session.documents.encoding),
  };
  const analysis = await session.engine.analyse(session, document);
  if (session.documents.get(document.uri) === undefined) session.engine.forget(document.uri);
  const pod = analysis.pods.find((place) => place.document.index === target.index);
  if (pod === undefined) return { problem: 'Its manifest holds no Pod that can run.', results: [] };
  const place = { uri: targetFile.uri, podId: pod.id, scenarioId: found.id };
  const { input, isAccepted } = inputOf(session, analysis, pod, found.scenario);
  if (input === undefined || !isAccepted)
    return { problem: 'The API server rejects its Pod; the problems of the manifest say why.', results: [], place };
  const results = runExpectations(input).map(({ met, title, reason, atMs, because }) => ({
    met,
    title,
    reason,
    atMs,
    ...(because === undefined ? {} : { because }),
  }));
  return { results, place };
}
