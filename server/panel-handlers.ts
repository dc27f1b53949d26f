/** Requests of our own client for the panel: models, places, edits, pages of rules. */
import type { CancellationToken } from 'vscode-languageserver';
import {
  editField,
  editScenarioText,
  fieldAt,
  printScenario,
  rangeInScenario,
  rangeOfField,
  type TextEdit,
} from '../core/language.ts';
import { eventsMarkdown, simulate, textChart } from '../core/simulation.ts';
import {
  applyFixRequest,
  type ApplyFixParams,
  editFieldRequest,
  type EditFieldParams,
  editScenarioRequest,
  type EditScenarioParams,
  type EditsResult,
  fieldAtRequest,
  type FieldAtParams,
  type FieldAtResult,
  modelRequest,
  type ModelParams,
  type ModelResult,
  type PlaceParams,
  placeRequest,
  type PlaceResult,
  ruleDocsRequest,
  type RuleDocsParams,
  type RuleDocsResult,
  ruleListRequest,
  type RuleListResult,
  scenarioTextRequest,
  type ScenarioTextParams,
  textRequest,
  type TextParams,
  type TextResult,
} from '../protocol/lsp.ts';
import { toLspEdits } from './convert.ts';
import type { Analysis } from './engine.ts';
import { choosePod, inputOf, lifecycleModel, rejections } from './lifecycle-model.ts';
import { runSafe } from './run-safe.ts';
import { chooseScenario, nameOf, positionsOf, scenariosOf } from './scenarios.ts';
import type { Session } from './session.ts';

type Run<P, R> = (analysis: Analysis, params: P) => R | undefined | Promise<R | undefined>;

export function registerPanelHandlers(session: Session): void {
  const { connection } = session;
  const on = <P extends { readonly uri: string }, R>(method: string, run: Run<P, R>): void => {
    connection.onRequest(method, (params: P, token: CancellationToken): Promise<unknown> =>
      runSafe<R | null>(connection.console, method, token, null, async () => {
        const analysis = await session.analyse(params.uri);
        return (analysis && (await run(analysis, params))) ?? null;
      }),
    );
  };
  on<ModelParams, ModelResult>(modelRequest, async (analysis, params) =>
    lifecycleModel(session, await session.engine.inState(session, analysis, params.text), params),
  );
  on<PlaceParams, PlaceResult>(placeRequest, (analysis, params) => place(session, analysis, params));
  on<FieldAtParams, FieldAtResult>(fieldAtRequest, fieldUnder);
  on<EditFieldParams, EditsResult>(editFieldRequest, (analysis, params) => {
    const pod = choosePod(analysis, params);
    return pod && asEdits(analysis, editField(pod.document, params.field, params.value));
  });
  on<ApplyFixParams, EditsResult>(applyFixRequest, (analysis, params) => {
    const pod = choosePod(analysis, params);
    const first = pod && rejections(analysis, pod)[0];
    const fix = first && session.engine.language.fixes(analysis.file, first, analysis.language)[params.index];
    return fix && asEdits(analysis, fix.edits);
  });
  on<TextParams, TextResult>(textRequest, (analysis, params) => lifeAsText(session, analysis, params));
  on<EditScenarioParams, EditsResult>(editScenarioRequest, (analysis, params) =>
    editScenario(session, analysis, params),
  );
  on<ScenarioTextParams, TextResult>(scenarioTextRequest, (analysis, params) => ({
    text: newScenario(analysis, params),
  }));
  registerDocs(session);
}

/** The chart and the events of a Pod, with its Scenario if there is one. */
export async function lifeAsText(
  session: Session,
  analysis: Analysis,
  params: TextParams,
): Promise<TextResult | undefined> {
  const pod = choosePod(analysis, params);
  if (pod === undefined) return undefined;
  const { scenario } = await chooseScenario(session, analysis, pod, { uri: params.uri });
  const { input, isAccepted } = inputOf(session, analysis, pod, scenario);
  if (input === undefined) return undefined;
  const timeline = simulate(input);
  const head = isAccepted ? [] : ['The API server rejects this Pod; what follows is as if it were accepted.', ''];
  return {
    text: [...head, textChart(timeline, { width: 110 }), '', eventsMarkdown(timeline, timeline.endMs), ''].join('\n'),
  };
}

/** The Scenario's document, rewritten where it differs; comments stay. */
async function editScenario(
  session: Session,
  analysis: Analysis,
  { scenarioId, scenario }: EditScenarioParams,
): Promise<EditsResult | undefined> {
  for (const pod of analysis.pods) {
    const found = (await scenariosOf(session, analysis, pod)).find(({ id }) => id === scenarioId);
    if (found === undefined) continue;
    const { document, file } = found;
    const before = document.text;
    const after = editScenarioText(before, scenario);
    const { range, newText } = smallestEdit(before, after);
    const positions = positionsOf(session, file);
    const edit = {
      range: positions.range({ start: range.start + document.start, end: range.end + document.start }),
      newText,
    };
    return { edits: before === after ? [] : [{ uri: file.uri ?? analysis.document.uri, edits: [edit] }] };
  }
  return undefined;
}

/** What lies between the common beginning and the common end. */
function smallestEdit(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  return { range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** A document of its own that names its Pod. */
function newScenario(analysis: Analysis, { podId, scenario }: ScenarioTextParams): string {
  const pod = choosePod(analysis, podId === undefined ? {} : { podId });
  const { kind, name = '' } = pod?.document.manifest ?? {};
  const target = {
    file: nameOf(analysis.document.uri),
    ...(kind === undefined ? {} : { kind }),
    ...(name === '' ? {} : { name }),
  };
  return printScenario({ ...scenario, name: scenario.name ?? 'what-if', target: scenario.target ?? target });
}

function registerDocs(session: Session): void {
  const { connection } = session;
  connection.onRequest(ruleDocsRequest, ({ code }: RuleDocsParams, token: CancellationToken) =>
    runSafe<RuleDocsResult | null>(
      connection.console,
      ruleDocsRequest,
      token,
      null,
      async () => (await session.ruleDocs())?.[code] ?? null,
    ),
  );
  connection.onRequest(ruleListRequest, (_params: object, token: CancellationToken) =>
    runSafe<RuleListResult>(connection.console, ruleListRequest, token, { rules: [] }, async () => {
      const pages = Object.entries((await session.ruleDocs()) ?? {});
      return { rules: pages.map(([code, { title }]) => ({ code, summary: title })) };
    }),
  );
}

async function place(session: Session, analysis: Analysis, params: PlaceParams): Promise<PlaceResult | undefined> {
  const pod = choosePod(analysis, params);
  if (params.scenarioId !== undefined) {
    const found = pod && (await scenariosOf(session, analysis, pod)).find(({ id }) => id === params.scenarioId);
    return (
      found && {
        uri: found.file.uri ?? analysis.document.uri,
        range: positionsOf(session, found.file).range(rangeInScenario(found.document, params.field)),
      }
    );
  }
  return (
    pod && {
      uri: analysis.document.uri,
      range: analysis.document.positions.range(rangeOfField(pod.document, params.field)),
    }
  );
}

function fieldUnder(analysis: Analysis, { position }: FieldAtParams): FieldAtResult | undefined {
  const offset = analysis.document.positions.offsetAt(position);
  const field = fieldAt(analysis.file, offset);
  const pod = choosePod(analysis, { position });
  return field === undefined ? undefined : { field, ...(pod === undefined ? {} : { podId: pod.id }) };
}

function asEdits({ document }: Analysis, edits: readonly TextEdit[]): EditsResult {
  if (edits.length === 0) return { edits: [] };
  return { edits: [{ uri: document.uri, version: document.version, edits: toLspEdits(document.positions, edits) }] };
}
