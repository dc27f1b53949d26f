/** Handlers about marks in the text: semantic tokens and links. */
import { type DocumentLink as LspLink, type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';
import type { Range as LspRange } from 'vscode-languageserver';
import type { DocumentLink, SemanticToken } from '../core/language.ts';
import type { OpenDocument } from './documents.ts';
import type { Analysis } from './engine.ts';
import type { AtDocument, On } from './feature.ts';
import { Positions } from './positions.ts';
import type { Session } from './session.ts';

/** Types of LSP that every theme knows. */
export const tokenTypes = ['number', 'class', 'variable'];
export const tokenModifiers = ['declaration'];
const typeOf: Readonly<Record<SemanticToken['kind'], number>> = { number: 0, object: 1, name: 2 };

export function registerMarks(session: Session, on: On): void {
  const {
    connection,
    engine: { language },
  } = session;
  const builders = new Map<string, SemanticTokensBuilder>();
  const tokens = connection.languages.semanticTokens;
  session.onClosed = (uri) => builders.delete(uri);
  on('semanticTokens', tokens.on.bind(tokens), (analysis): SemanticTokens => {
    const builder = new SemanticTokensBuilder();
    builders.set(analysis.document.uri, builder);
    fill(builder, analysis.document, language.semanticTokens(analysis.file));
    return builder.build();
  });
  on(
    'semanticTokensDelta',
    tokens.onDelta.bind(tokens),
    (analysis, params: AtDocument & { previousResultId: string }) => {
      const builder = builders.get(analysis.document.uri) ?? new SemanticTokensBuilder();
      builders.set(analysis.document.uri, builder);
      builder.previousResult(params.previousResultId);
      fill(builder, analysis.document, language.semanticTokens(analysis.file));
      return builder.buildEdits();
    },
  );
  on('semanticTokensRange', tokens.onRange.bind(tokens), (analysis, params: AtDocument & { range: LspRange }) => {
    const { start, end } = analysis.document.positions.offsets(params.range);
    const builder = new SemanticTokensBuilder();
    const inside = language
      .semanticTokens(analysis.file)
      .filter(({ range }) => range.end >= start && range.start <= end);
    fill(builder, analysis.document, inside);
    return builder.build();
  });
  on('documentLink', connection.onDocumentLinks, (analysis) => {
    const links = language.links(analysis.file, (mention) => session.files.index.defined(mention));
    return [...links.map((link) => toLink(analysis, link)), ...scenarioLinks(session, analysis)];
  });
}

function fill(builder: SemanticTokensBuilder, { positions }: OpenDocument, tokens: readonly SemanticToken[]): void {
  for (const { range, kind, isDefinition } of tokens) {
    const { start, end } = positions.range(range);
    builder.push(start.line, start.character, end.character - start.character, typeOf[kind], isDefinition ? 1 : 0);
  }
}

/** From a Scenario to the Pod and the containers that it is about. */
function scenarioLinks(session: Session, analysis: Analysis): readonly LspLink[] {
  const { document, file, others } = analysis;
  return session.engine.language.scenarioLinks(file, others).map(({ range, uri = document.uri, offset, tooltip }) => {
    const text = others.find((other) => other.uri === uri)?.text ?? file.text;
    const { line, character } = new Positions(text, session.documents.encoding).positionAt(offset);
    return { range: document.positions.range(range), target: `${uri}#L${line + 1},${character + 1}`, tooltip };
  });
}

/** The fragment is how editors write a line and a column, from 1. */
function toLink({ document }: Analysis, { range, tooltip, target }: DocumentLink): LspLink {
  const base = { range: document.positions.range(range), tooltip };
  switch (target.kind) {
    case 'page':
      return { ...base, target: target.url };
    case 'place':
      return { ...base, target: `${target.uri}#L${target.line + 1},${target.character + 1}` };
    case 'here': {
      const { line, character } = document.positions.positionAt(target.range.start);
      return { ...base, target: `${document.uri}#L${line + 1},${character + 1}` };
    }
  }
}
