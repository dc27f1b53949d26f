/** The Scenarios that a panel can show for a Pod: of its own file, of open files, of `NAME.scenario.yaml` beside it, and the one in memory. */
import {
  findScenarios,
  manifestBeside,
  type FoundScenario,
  type ManifestFile,
  offsetsInScenario,
} from '../core/language.ts';
import type { Scenario } from '../core/simulation.ts';
import type { ModelParams, PanelModel } from '../protocol/lsp.ts';
import type { Analysis, PodPlace } from './engine.ts';
import type { OpenDocument } from './documents.ts';
import { Positions } from './positions.ts';
import { scenarioNeighbours } from './scenario-neighbours.ts';
import type { Session } from './session.ts';

export const noScenario = 'none';
/** Edited in the panel and not saved yet. */
export const inMemory = 'memory';

export interface ChosenScenario {
  readonly scenario: Scenario | undefined;
  readonly model: Pick<PanelModel, 'scenarios' | 'scenarioId' | 'scenarioFile' | 'scenarioLines'>;
}

/** Files of a workspace that are looked through, those nearest to the manifest first. */
const maxFiles = 40;

/** All that aim at this Pod. */
export async function scenariosOf(
  session: Session,
  { file, document }: Analysis,
  pod: PodPlace,
): Promise<readonly FoundScenario[]> {
  const { language } = session.engine;
  const open = session.documents
    .all()
    .filter(({ uri, positions }) => uri !== document.uri && positions.text.includes('podscope.dev/'));
  const others: ManifestFile[] = open.map(({ uri, positions }) => language.openFile(positions.text, uri));
  for (const uri of scenarioFiles(session, document.uri)) {
    const text = session.files.lastText(uri) ?? (await session.files.read(uri));
    if (text !== undefined) others.push(language.openFile(text, uri));
  }
  return findScenarios([file, ...others]).filter(
    (found) => found.target === pod.document && !isOfAnother(session, found, document.uri),
  );
}

/** `NAME.scenario.yaml` that names no Pod is about that of `NAME.yaml`, where there is one. */
function isOfAnother(session: Session, { scenario, file }: FoundScenario, manifest: string): boolean {
  const beside = manifestBeside(file.uri);
  if (scenario.target !== undefined || file.uri === manifest || beside === undefined || beside === manifest)
    return false;
  return session.documents.get(beside) !== undefined || session.files.uris().includes(beside);
}

/** Those that stand in a file, open or not, with the manifests around it. */
export async function findIn(session: Session, uri: string): Promise<readonly FoundScenario[]> {
  const text =
    session.documents.get(uri)?.positions.text ?? session.files.lastText(uri) ?? (await session.files.read(uri));
  if (text === undefined) return [];
  const file = session.engine.language.openFile(text, uri);
  const found = findScenarios([file, ...(await scenarioNeighbours(session, file))]);
  return found.filter((scenario) => scenario.file === file);
}

/** `NAME.scenario.yaml` beside the manifest and all others of the workspace, without those that are open. */
function scenarioFiles(session: Session, manifest: string): readonly string[] {
  const beside = manifest.replace(/(\.scenario)?\.ya?ml$/, '.scenario.yaml');
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  const found = session.files.uris().filter((uri) => /\.scenario\.ya?ml$/.test(uri));
  const [near, far] = [found.filter((uri) => uri.startsWith(folder)), found.filter((uri) => !uri.startsWith(folder))];
  return [...new Set([beside, ...near, ...far])]
    .filter((uri) => uri !== manifest && session.documents.get(uri) === undefined)
    .slice(0, maxFiles);
}

/** The one that is asked for, else the only one. */
export async function chooseScenario(
  session: Session,
  analysis: Analysis,
  pod: PodPlace,
  params: ModelParams,
): Promise<ChosenScenario> {
  const found = await scenariosOf(session, analysis, pod);
  const listed = found.map(({ id, name, file }) => ({ id, title: name, file: nameOf(file.uri ?? '') }));
  const none = { id: noScenario, title: 'no scenario' };
  if (params.scenario !== undefined) {
    return {
      scenario: params.scenario,
      model: { scenarios: [none, { id: inMemory, title: 'unsaved scenario' }, ...listed], scenarioId: inMemory },
    };
  }
  const asked = found.find(({ id }) => id === params.scenarioId);
  const chosen = asked ?? (params.scenarioId === undefined && found.length === 1 ? found[0] : undefined);
  if (chosen === undefined)
    return { scenario: undefined, model: { scenarios: [none, ...listed], scenarioId: noScenario } };
  const { document, file } = chosen;
  const positions = positionsOf(session, file);
  const lines = [...offsetsInScenario(document)].map(
    ([field, offset]) => [field, positions.positionAt(offset).line + 1] as const,
  );
  return {
    scenario: chosen.scenario,
    model: {
      scenarios: [none, ...listed],
      scenarioId: chosen.id,
      scenarioFile: nameOf(file.uri ?? ''),
      scenarioLines: Object.fromEntries(lines),
    },
  };
}

/** Positions in a file that may be open or not. */
export function positionsOf(session: Session, file: ManifestFile): OpenDocument['positions'] {
  const open = file.uri === undefined ? undefined : session.documents.get(file.uri);
  return open?.positions.text === file.text ? open.positions : new Positions(file.text, session.documents.encoding);
}

export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return /%[0-9A-Fa-f]{2}/.test(name) ? decodeSafely(name) : name;
}

/** A stray percent sign stays as it is. */
function decodeSafely(name: string): string {
  return name.replace(/(%[0-7][0-9A-Fa-f])+/g, (part) => decodeURIComponent(part));
}
