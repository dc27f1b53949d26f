/** One entry a feature: find the document, position to offset, call the core, convert, all inside `runSafe`. */
import type {
  CancellationToken,
  Connection,
  Position,
  Range as LspRange,
  SelectionRange,
  TextDocumentIdentifier,
} from 'vscode-languageserver';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { JsonObject, OtherFile, Range } from '../core/language.ts';
import type { Settings } from './settings.ts';
import { codeActions } from './code-actions.ts';
import { codeLenses, resolveCodeLens } from './code-lens.ts';
import { toHover, toLocations, toSymbols, toWorkspaceEdit } from './convert-features.ts';
import { resolveCompletion, toCompletionItem } from './convert-completion.ts';
import type { Analysis } from './engine.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';

interface AtDocument {
  readonly textDocument: TextDocumentIdentifier;
}
interface AtPosition extends AtDocument {
  readonly position: Position;
}
type Register<P, R> = (handler: (params: P, token: CancellationToken) => Promise<R | null>) => unknown;

export function registerHandlers(session: Session): void {
  const {
    connection,
    engine: { language },
  } = session;
  const on = <P extends AtDocument, R>(
    name: string,
    register: Register<P, R>,
    run: (analysis: Analysis, params: P) => R | Promise<R> | undefined,
    enabled?: (settings: Settings) => boolean,
  ): void => {
    register.call(connection, (params, token) =>
      runSafe(connection.console, name, token, null, async () => {
        if (session.stage !== 'serving') throw notServing(session.stage);
        const analysis = await session.analyse(params.textDocument.uri);
        if (analysis === undefined || !analysis.settings.enabled || enabled?.(analysis.settings) === false) return null;
        return (await run(analysis, params)) ?? null;
      }),
    );
  };
  const offset = ({ document }: Analysis, params: AtPosition): number => document.positions.offsetAt(params.position);

  on('codeAction', connection.onCodeAction, (analysis, params) => codeActions(session, analysis, params));
  on(
    'hover',
    connection.onHover,
    async (analysis, params: AtPosition) => {
      const docs = analysis.settings.fieldDocs === 'off' ? undefined : await session.fieldDocs();
      const found = language.hover(analysis.file, offset(analysis, params), docs, [], surroundings(analysis));
      return found && toHover(session, analysis.document, found);
    },
    ({ hover }) => hover,
  );
  on(
    'completion',
    connection.onCompletion,
    (analysis, params: AtPosition) => {
      const items = language.complete(analysis.file, offset(analysis, params), [], surroundings(analysis));
      return items.map((item, rank) => toCompletionItem(session, analysis.document, item, rank));
    },
    ({ completion }) => completion,
  );
  connection.onCompletionResolve((item, token) =>
    runSafe(connection.console, 'completionResolve', token, item, () => resolveCompletion(session, item)),
  );
  on(
    'codeLens',
    connection.onCodeLens,
    (analysis) => codeLenses(session, analysis),
    ({ codeLens }) => codeLens,
  );
  connection.onCodeLensResolve((lens, token) =>
    runSafe(connection.console, 'codeLensResolve', token, lens, () => resolveCodeLens(session, lens)),
  );
  on('documentSymbol', connection.onDocumentSymbol, ({ file, document }) =>
    toSymbols(document, language.symbols(file)),
  );
  on(
    'inlayHint',
    connection.languages.inlayHint.on.bind(connection.languages.inlayHint),
    ({ document, file, settings }, params: AtDocument & { readonly range: LspRange }) => {
      const { inlayHints: mode } = settings;
      if (mode === 'off') return [];
      return language
        .inlayHints(file, document.positions.offsets(params.range), mode)
        .map(({ offset: at, label, tooltip }) => ({
          position: document.positions.positionAt(at),
          label,
          tooltip,
          paddingLeft: true,
        }));
    },
  );
  on('foldingRange', connection.onFoldingRanges, ({ document, file }) =>
    language.foldingRanges(file).map((range) => {
      const { start, end } = document.positions.range(range);
      return { startLine: start.line, endLine: end.line };
    }),
  );
  on(
    'selectionRange',
    connection.onSelectionRanges,
    ({ document, file }, params: AtDocument & { readonly positions: readonly Position[] }) =>
      params.positions.map((position) =>
        nested(document, language.selectionRanges(file, document.positions.offsetAt(position))),
      ),
  );
  registerNames(session, connection, on, offset);
}

function notServing(stage: 'new' | 'shut down'): ResponseError {
  return stage === 'new'
    ? new ResponseError(ErrorCodes.ServerNotInitialized, 'initialize comes first')
    : new ResponseError(ErrorCodes.InvalidRequest, 'the server was shut down');
}

/** What other files say, for references. */
function surroundings({ language: { objects = [], kubernetesVersion } }: Analysis): {
  readonly objects: readonly JsonObject[];
  readonly kubernetesVersion: string;
} {
  return { objects, kubernetesVersion };
}

type On = <P extends AtDocument, R>(
  name: string,
  register: Register<P, R>,
  run: (analysis: Analysis, params: P) => R | Promise<R> | undefined,
) => void;

/** Definition, references, highlights, rename of names that Kubernetes matches: ports, volumes, containers, labels. */
function registerNames(
  session: Session,
  connection: Connection,
  on: On,
  offset: (analysis: Analysis, params: AtPosition) => number,
): void {
  const { language } = session.engine;
  const places = (
    analysis: Analysis,
    params: AtPosition,
    others: readonly OtherFile[],
  ): ReturnType<typeof language.places> =>
    language.places(analysis.document.uri, analysis.file, offset(analysis, params), others);
  const everywhere = async (analysis: Analysis, params: AtPosition): Promise<ReturnType<typeof language.places>> =>
    places(analysis, params, await filesWith(session, analysis, offset(analysis, params)));
  on('definition', connection.onDefinition, async (analysis, params: AtPosition) =>
    toLocations(
      session,
      (await everywhere(analysis, params)).filter(({ isDefinition }) => isDefinition),
    ),
  );
  on('references', connection.onReferences, async (analysis, params: AtPosition) =>
    toLocations(session, await everywhere(analysis, params)),
  );
  on('documentHighlight', connection.onDocumentHighlight, (analysis, params: AtPosition) =>
    places(analysis, params, [])
      .filter(({ uri }) => uri === analysis.document.uri)
      .map(({ range }) => ({ range: analysis.document.positions.range(range) })),
  );
  on('prepareRename', connection.onPrepareRename, (analysis, params: AtPosition) => {
    const found = language.prepareRename(analysis.file, offset(analysis, params));
    return found && { range: analysis.document.positions.range(found.range), placeholder: found.placeholder };
  });
  on('rename', connection.onRenameRequest, async (analysis, params: AtPosition & { readonly newName: string }) => {
    const at = offset(analysis, params);
    const result = language.rename(
      analysis.document.uri,
      analysis.file,
      at,
      params.newName,
      await filesWith(session, analysis, at),
    );
    if (result === undefined) return undefined;
    if ('problem' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.problem);
    return toWorkspaceEdit(session, result);
  });
}

/** The files of the workspace that mention the name at an offset, as they stand now. */
async function filesWith(
  session: Session,
  { document, file }: Analysis,
  offset: number,
): Promise<readonly OtherFile[]> {
  const { language } = session.engine;
  const name = language.sharedName(file, offset);
  if (name === undefined) return [];
  await session.files.ready;
  const uris = session.files.index.filesWith(name).filter((uri) => uri !== document.uri);
  const texts = await Promise.all(uris.map((uri) => session.files.read(uri)));
  return uris.flatMap((uri, index) =>
    texts[index] === undefined ? [] : [{ uri, file: language.openFile(texts[index], uri) }],
  );
}

/** LSP nests selection ranges: each in its parent. */
function nested(document: Analysis['document'], ranges: readonly Range[]): SelectionRange {
  const [outermost = { start: 0, end: 0 }, ...inner] = [...ranges].reverse();
  return inner.reduce<SelectionRange>((parent, range) => ({ range: document.positions.range(range), parent }), {
    range: document.positions.range(outermost),
  });
}
