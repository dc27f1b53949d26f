/** Handlers about names that Kubernetes matches: definition, references, highlights, rename, and objects of the workspace by name. */
import {
  DocumentHighlightKind,
  LSPErrorCodes,
  type ReferenceParams,
  ResponseError,
  SymbolKind,
  type WorkspaceSymbol as LspWorkspaceSymbol,
} from 'vscode-languageserver';
import type { OtherFile } from '../core/language.ts';
import { toLocations, toWorkspaceEdit } from './convert-features.ts';
import type { Analysis } from './engine.ts';
import { type AtPosition, offsetOf, type On } from './feature.ts';
import { runSafe } from './run-safe.ts';
import type { Session } from './session.ts';

/** Definition, references, highlights, rename of names that Kubernetes matches: ports, volumes, containers, labels. */
export function registerNames(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  const places = (
    analysis: Analysis,
    params: AtPosition,
    others: readonly OtherFile[],
  ): ReturnType<typeof language.places> =>
    language.places(analysis.document.uri, analysis.file, offsetOf(analysis, params), others);
  const everywhere = async (analysis: Analysis, params: AtPosition): Promise<ReturnType<typeof language.places>> =>
    places(analysis, params, await filesWith(session, analysis, offsetOf(analysis, params)));
  on('definition', connection.onDefinition, async (analysis, params: AtPosition) =>
    toLocations(
      session,
      (await everywhere(analysis, params)).filter(({ isDefinition }) => isDefinition),
    ),
  );
  on('references', connection.onReferences, async (analysis, params: AtPosition & Partial<ReferenceParams>) => {
    const found = await everywhere(analysis, params);
    return toLocations(
      session,
      params.context?.includeDeclaration === false ? found.filter(({ isDefinition }) => !isDefinition) : found,
    );
  });
  on('documentHighlight', connection.onDocumentHighlight, (analysis, params: AtPosition) =>
    places(analysis, params, [])
      .filter(({ uri }) => uri === analysis.document.uri)
      .map(({ range, isDefinition }) => ({
        range: analysis.document.positions.range(range),
        kind: isDefinition ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
  );
  registerRename(session, on);
}

function registerRename(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  on('prepareRename', connection.onPrepareRename, (analysis, params: AtPosition) => {
    const found = language.prepareRename(analysis.file, offsetOf(analysis, params));
    return found && { range: analysis.document.positions.range(found.range), placeholder: found.placeholder };
  });
  on('rename', connection.onRenameRequest, async (analysis, params: AtPosition & { readonly newName: string }) => {
    const at = offsetOf(analysis, params);
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
  await session.files.settled();
  const uris = session.files.index.filesWith(name).filter((uri) => uri !== document.uri);
  const texts = await Promise.all(uris.map((uri) => session.files.read(uri)));
  return uris.flatMap((uri, index) =>
    texts[index] === undefined ? [] : [{ uri, file: language.openFile(texts[index], uri) }],
  );
}

/** Reads the files of the workspace when the first one asks, and no sooner. */
export function registerWorkspaceSymbols(session: Session): void {
  const { connection } = session;
  connection.onWorkspaceSymbol(({ query }, token) =>
    runSafe<LspWorkspaceSymbol[]>(connection.console, 'workspaceSymbol', token, [], async () => {
      session.needFiles();
      await session.files.settled();
      return session.files.index
        .symbols(query)
        .map(({ uri, kind, name, namespace, range, position }) => ({
          name: name === '' ? kind : name,
          kind: SymbolKind.Class,
          containerName: namespace === '' ? kind : `${kind} in ${namespace}`,
          location: {
            uri,
            range: {
              start: position,
              end: { line: position.line, character: position.character + range.end - range.start },
            },
          },
        }));
    }),
  );
}
