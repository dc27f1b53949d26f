/** The core as the handlers use it: one language service, one analysis a version of a document, shared by all requests about it. */
import {
  createLanguage,
  objectsOf,
  placeOfObject,
  type Diagnostic,
  type WorkspaceObject,
  type FileDocument,
  type Language,
  type LanguageSettings,
  type ManifestFile,
} from '../core/language.ts';
import type { OpenDocument } from './documents.ts';
import { Positions } from './positions.ts';
import { mayHoldScenario, scenarioNeighbours } from './scenario-neighbours.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

export interface Analysis {
  readonly document: OpenDocument;
  readonly file: ManifestFile;
  readonly settings: Settings;
  readonly language: LanguageSettings;
  readonly diagnostics: readonly Diagnostic[];
  readonly pods: readonly PodPlace[];
  /** Manifests that Scenarios of this file may be about; empty for others. */
  readonly others: readonly ManifestFile[];
}

/** A document of the file that holds a Pod or a Pod template. */
export interface PodPlace {
  /** Kind and name, or the index where two are equal: stable while the text is edited elsewhere. */
  readonly id: string;
  readonly title: string;
  /** Counts from 1. */
  readonly line: number;
  readonly document: FileDocument;
}

interface Remembered {
  readonly document: OpenDocument;
  readonly generation: number;
  readonly analysis: Promise<Analysis>;
}

/** So many are told apart by identity. */
const maxSettings = 100;

export class Engine {
  readonly language: Language = createLanguage();
  readonly #remembered = new Map<string, Remembered>();
  readonly #languageSettings = new Map<string, LanguageSettings>();

  /** Of this version with the settings of now. */
  analyse(session: Session, document: OpenDocument): Promise<Analysis> {
    const known = this.#remembered.get(document.uri);
    if (known?.document === document && known.generation === session.generation) return known.analysis;
    const file = this.language.openFile(document.positions.text, document.uri);
    const analysis = Promise.all([session.settings(document.uri), scenarioNeighbours(session, file)]).then(
      ([settings, others]) => this.#run(session, document, settings, others),
    );
    // What a Scenario is about changes with other files.
    if (mayHoldScenario(file)) return analysis;
    this.#remembered.set(document.uri, { document, generation: session.generation, analysis });
    return analysis;
  }

  /** The same file with another text, as another state of it had; the analysis itself without one. */
  async inState(session: Session, analysis: Analysis, text: string | undefined): Promise<Analysis> {
    if (text === undefined) return analysis;
    const { uri, version } = analysis.document;
    return this.#run(
      session,
      { uri, version, positions: new Positions(text, session.documents.encoding) },
      analysis.settings,
    );
  }

  /** Of a file that is not open, read with a language service of the caller's. */
  check(
    session: Session,
    language: Language,
    { uri, text }: { readonly uri: string; readonly text: string },
    settings: Settings,
  ): readonly Diagnostic[] {
    if (!settings.enabled) return [];
    const file = language.openFile(text, uri);
    if (!file.documents.some(({ manifest }) => manifest !== undefined)) return [];
    const around = languageSettings(settings, objectsAround(session, uri, file, settings));
    return wanted(language.diagnose(file, around), settings);
  }

  forget(uri: string): void {
    this.#remembered.delete(uri);
  }

  #run(session: Session, document: OpenDocument, settings: Settings, others: readonly ManifestFile[] = []): Analysis {
    const file = this.language.openFile(document.positions.text, document.uri);
    if (settings.enabled && file.documents.some(({ manifest }) => manifest?.read.struct !== undefined))
      session.needFiles();
    const language = this.#settingsFor(settings, objectsAround(session, document.uri, file, settings));
    const diagnostics = settings.enabled ? wanted(this.language.diagnose(file, language, others), settings) : [];
    const pods = settings.enabled ? podsOf(file, document) : [];
    return { document, file, settings, language, diagnostics, pods, others };
  }

  /** The core compares settings by identity. */
  #settingsFor(settings: Settings, around: Around): LanguageSettings {
    const fresh = languageSettings(settings, around);
    const { objects: _objects, ...plain } = fresh;
    const key = JSON.stringify(plain, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    const known = this.#languageSettings.get(key) ?? fresh;
    this.#languageSettings.delete(key);
    this.#languageSettings.set(key, known);
    for (const [oldest] of this.#languageSettings)
      if (this.#languageSettings.size > maxSettings) this.#languageSettings.delete(oldest);
    return known;
  }
}

function languageSettings(
  { kubernetesVersion, featureGates, namespace, rules, isPatch }: Settings,
  { others, disagreeing }: Around,
): LanguageSettings {
  return {
    kubernetesVersion,
    featureGates,
    namespace,
    rules,
    ...(isPatch === true && { isPatch }),
    ...(others.length > 0 && { objects: others.map(({ object }) => object), origins: others }),
    ...(disagreeing.length > 0 && { disagreeing }),
  };
}

/** Without errors of the decoder (unknown, misplaced, mistyped fields) where the user switched them off. */
function wanted(diagnostics: readonly Diagnostic[], { schemaValidation }: Settings): readonly Diagnostic[] {
  return schemaValidation === 'off' ? diagnostics.filter(({ code }) => !code.startsWith('dec-')) : diagnostics;
}

interface Around {
  readonly others: readonly WorkspaceObject[];
  readonly disagreeing: readonly WorkspaceObject[];
}

/** What other files say about the namespaces of this one. Manifests that name none look for objects that name none. */
function objectsAround(session: Session, uri: string, file: ManifestFile, settings: Settings): Around {
  const { index } = session.files;
  if (!settings.enabled || index.size() === 0) return { others: [], disagreeing: [] };
  const namespaces = new Set(
    file.documents.flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest.namespace])),
  );
  const all = [...namespaces];
  return {
    others: all.flatMap((namespace) => index.objectsFor(uri, namespace)),
    disagreeing: all.flatMap((namespace) => index.disagreements(uri, namespace)),
  };
}

function podsOf(file: ManifestFile, document: OpenDocument): readonly PodPlace[] {
  const pods: PodPlace[] = [];
  for (const entry of file.documents.flatMap(objectsOf)) {
    const { manifest } = entry;
    if (manifest?.podSpecPath === undefined) continue;
    const wanted = `${manifest.kind}/${manifest.name}`;
    const id = pods.some((pod) => pod.id === wanted) ? `${wanted}#${String(entry.item?.start ?? entry.index)}` : wanted;
    const title = manifest.name === '' ? manifest.kind : `${manifest.kind} ${manifest.name}`;
    pods.push({ id, title, line: document.positions.positionAt(placeOfObject(entry).start).line + 1, document: entry });
  }
  return pods;
}
