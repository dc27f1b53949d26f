/** Requests of our own client for the panel: models, places, edits, pages of rules. */
import type { CancellationToken } from 'vscode-languageserver';
import { editField, fieldAt, rangeOfField } from '../core/language.ts';
import { simulate, textChart } from '../core/simulation.ts';
import {
  applyFixRequest, type ApplyFixParams, editFieldRequest, type EditFieldParams, type EditsResult, fieldAtRequest, type FieldAtParams, type FieldAtResult,
  modelRequest, type ModelParams, type ModelResult, type PlaceParams, placeRequest, type PlaceResult, ruleDocsRequest, type RuleDocsParams,
  type RuleDocsResult, ruleListRequest, type RuleListResult, textRequest, type TextParams, type TextResult,
} from '../protocol/lsp.ts';
import { toLspEdits } from './convert.ts';
import type { TextEdit } from '../core/language.ts';
import type { Analysis } from './engine.ts';
import { choosePod, inputOf, lifecycleModel, rejections } from './lifecycle-model.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';

export function registerPanelHandlers(session: Session): void {
  const { connection } = session;
  const on = <P extends { readonly uri: string }, R>(method: string, run: (analysis: Analysis, params: P) => R | undefined): void => {
    connection.onRequest(method, (params: P, token: CancellationToken): Promise<unknown> => runSafe<R | null>(connection.console, method, token, null, async () => {
      const analysis = await session.analyse(params.uri);
      return (analysis && run(analysis, params)) ?? null;
    }));
  };
  on<ModelParams, ModelResult>(modelRequest, (analysis, params) => lifecycleModel(session, analysis, params));
  on<PlaceParams, PlaceResult>(placeRequest, place);
  on<FieldAtParams, FieldAtResult>(fieldAtRequest, fieldUnder);
  on<EditFieldParams, EditsResult>(editFieldRequest, (analysis, params) => {
    const pod = choosePod(analysis, params);
    return pod && asEdits(analysis, editField(pod.document, params.field, params.value));
  });
  on<ApplyFixParams, EditsResult>(applyFixRequest, (analysis, params) => {
    const pod = choosePod(analysis, params);
    const fix = pod && rejections(analysis, pod)[0]?.fixes?.[params.index];
    return fix && asEdits(analysis, fix.edits);
  });
  on<TextParams, TextResult>(textRequest, (analysis, params) => {
    const pod = choosePod(analysis, params);
    const input = pod && inputOf(session, analysis, pod).input;
    return input && { text: textChart(simulate(input), { width: 110 }) };
  });
  registerDocs(session);
}

function registerDocs(session: Session): void {
  const { connection } = session;
  connection.onRequest(ruleDocsRequest, ({ code }: RuleDocsParams, token: CancellationToken) =>
    runSafe<RuleDocsResult | null>(connection.console, ruleDocsRequest, token, null, async () => (await session.ruleDocs())?.[code] ?? null));
  connection.onRequest(ruleListRequest, (_params: object, token: CancellationToken) =>
    runSafe<RuleListResult>(connection.console, ruleListRequest, token, { rules: [] }, async () => {
      const pages = Object.entries((await session.ruleDocs()) ?? {});
      return { rules: pages.map(([code, { title }]) => ({ code, summary: title })) };
    }));
}

function place(analysis: Analysis, params: PlaceParams): PlaceResult | undefined {
  const pod = choosePod(analysis, params);
  return pod && { uri: analysis.document.uri, range: analysis.document.positions.range(rangeOfField(pod.document, params.field)) };
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
