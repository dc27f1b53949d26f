/** The manifests that Scenarios of a file may be about: what `spec.target.file` names, `NAME.yaml` beside `NAME.scenario.yaml`, open files of the folder. */
import { manifestBeside, type ManifestFile } from '../core/language.ts';
import type { Session } from './session.ts';

/** Files that are read from disk for one Scenario. */
const maxFiles = 20;

/** Cheap, and sometimes wrong with a yes. */
export const mayHoldScenario = ({ text }: ManifestFile): boolean => text.includes('podscope.dev/');

/** Empty for files without a Scenario: they cost nothing. Where it is clear which manifest is meant, others do not count. */
export async function scenarioNeighbours(session: Session, file: ManifestFile): Promise<readonly ManifestFile[]> {
  const { uri } = file;
  if (uri === undefined || !mayHoldScenario(file)) return [];
  const { language } = session.engine;
  const scenarios = language.scenarios(file);
  if (scenarios.length === 0) return [];
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const named = scenarios.flatMap(({ read }) => read.scenario.target?.file ?? []).map((name) => resolve(folder, name));
  const beside = manifestBeside(uri);
  const meant = beside === undefined ? named : [...named, beside];
  const clear = await readAll(
    session,
    meant.filter((other) => other !== uri),
  );
  if (clear.length > 0) return clear;
  const open = session.documents.all().map((document) => document.uri);
  const around = [...open, ...session.files.uris()].filter((other) => other !== uri && isManifestIn(folder, other));
  return readAll(session, around.slice(0, maxFiles));
}

async function readAll(session: Session, uris: readonly string[]): Promise<readonly ManifestFile[]> {
  const all = [...new Set(uris)];
  const texts = await Promise.all(all.map((uri) => textOf(session, uri)));
  return all.flatMap((uri, at) => {
    const text = texts[at];
    return text === undefined ? [] : [session.engine.language.openFile(text, uri)];
  });
}

async function textOf(session: Session, uri: string): Promise<string | undefined> {
  return session.documents.get(uri)?.positions.text ?? session.files.lastText(uri) ?? (await session.files.read(uri));
}

function isManifestIn(folder: string, uri: string): boolean {
  return uri.startsWith(folder) && !uri.slice(folder.length).includes('/') && /(?<!\.scenario)\.ya?ml$/.test(uri);
}

/** `../deploy/app.yaml` seen from a folder; never above the root. */
function resolve(folder: string, name: string): string {
  const parts = folder.replace(/\/$/, '').split('/');
  for (const part of name.split('/')) {
    if (part === '..') {
      if (parts.length > 3) parts.pop();
    } else if (part !== '.' && part !== '') parts.push(encodeURIComponent(part));
  }
  return parts.join('/');
}
