/** The core as the handlers use it: one analysis a version of a document, shared by all requests about it. */
import type { Diagnostic } from '../core/language.ts';
import type { OpenDocument } from './documents.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface Analysis {
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
  readonly pods: readonly { readonly id: string; readonly title: string; readonly line: number }[];
}

interface Remembered { readonly document: OpenDocument; readonly generation: number; readonly analysis: Promise<Analysis> }
const remembered = new Map<string, Remembered>();

/** Of this version with the settings of now. */
export function analyse(session: Session, document: OpenDocument): Promise<Analysis> {
  const known = remembered.get(document.uri);
  if (known?.document === document && known.generation === session.generation) return known.analysis;
  const analysis = session.settings(document.uri).then((settings) => run(document, settings));
  remembered.set(document.uri, { document, generation: session.generation, analysis });
  return analysis;
}

function run(document: OpenDocument, settings: Settings): Analysis {
  const { text } = document.positions;
  const found = /^ *(?:- )?(readinessprobe):/m.exec(text);
  const at = found === null ? -1 : text.indexOf('readinessprobe:', found.index);
  const range = { start: at, end: at + 14 };
  const diagnostics: Diagnostic[] = at < 0 ? [] : [{
    code: 'strict-unknown-field', level: 'rejected', severity: 'error', document: 0, range, message: 'unknown field "spec.containers[0].readinessprobe"',
    fixes: [{ title: 'Rename to readinessProbe', kind: 'safe', isPreferred: true, edits: [{ range, newText: 'readinessProbe' }] }],
  }];
  return { settings, diagnostics, pods: /^kind: Pod$/m.test(text) ? [{ id: '0', title: 'Pod', line: 1 }] : [] };
}
