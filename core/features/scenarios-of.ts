/** The Scenarios that aim at a Pod, found in its own file and in others: for the panel's list, `podscope simulate` and `podscope test`. */
import type { Scenario } from '../behaviour/scenario.ts';
import type { FieldPath } from '../kube/field-path.ts';
import type { FileDocument, ManifestFile } from '../model/manifest-file.ts';
import { inFile, objectsOf } from '../model/manifest-file.ts';
import { rangeOfScenarioField, readScenario } from '../model/scenario.ts';
import type { Range } from '../text/range.ts';
import { subjectsOf, targetOf } from './scenario-subject.ts';

export interface FoundScenario {
  /** `URI#index`: where it stands. */
  readonly id: string;
  readonly name: string;
  readonly scenario: Scenario;
  readonly file: ManifestFile;
  readonly document: FileDocument;
  /** The document that holds its Pod; undefined if it aims at none, or at several. */
  readonly target: FileDocument | undefined;
  readonly targetFile: ManifestFile | undefined;
  /** Mistakes: such a Scenario is not run by `podscope test`. */
  readonly problems: readonly string[];
  readonly hasExpectations: boolean;
}

/** Where a Scenario stands: its file and the index of its document. */
export const scenarioId = (uri: string, index: number): string => `${uri}#${index}`;

/** `NAME.yaml` for `NAME.scenario.yaml`; undefined for other names. */
export function manifestBeside(uri: string | undefined): string | undefined {
  const beside = uri?.replace(/\.scenario(\.ya?ml)$/, '$1');
  return beside === uri ? undefined : beside;
}

/** In the order of the files. What a Scenario is about is looked for in its own file, then in the manifest of its name, then in all files. */
export function findScenarios(files: readonly ManifestFile[]): readonly FoundScenario[] {
  const subjects = subjectsOf(files);
  const all = files.flatMap(({ documents }) => documents).flatMap(objectsOf);
  return files.flatMap((file) =>
    file.documents.flatMap((document): FoundScenario[] => {
      const read = document.manifest && readScenario(document.manifest.tree);
      if (read === undefined) return [];
      const own = subjects.filter(({ uri }) => uri === file.uri);
      const beside = subjects.filter(({ uri }) => uri !== undefined && uri === manifestBeside(file.uri));
      const target =
        targetOf(read.scenario, own) ?? targetOf(read.scenario, beside) ?? targetOf(read.scenario, subjects);
      return [
        {
          id: scenarioId(file.uri ?? '', document.index),
          name: read.scenario.name ?? `scenario ${document.index + 1}`,
          scenario: read.scenario,
          file,
          document,
          target: target && all.find(({ manifest }) => manifest === target.manifest),
          targetFile: target && files.find(({ uri }) => uri === target.uri),
          problems: read.problems.map(({ message }) => message),
          hasExpectations: (read.scenario.expect ?? []).length > 0,
        },
      ];
    }),
  );
}

/** Where a field of a Scenario stands in its file. */
export function rangeInScenario(document: FileDocument, field: FieldPath): Range {
  const read = document.manifest && readScenario(document.manifest.tree);
  const range = read && rangeOfScenarioField(read, field);
  return range === undefined ? { start: document.start, end: document.start } : inFile(document, range);
}

/** Offsets in the file of all fields of a Scenario that are written. */
export function offsetsInScenario(document: FileDocument): ReadonlyMap<FieldPath, number> {
  const read = document.manifest && readScenario(document.manifest.tree);
  const entries = [...(read?.values ?? [])].map(([field, range]) => [field, range.start + document.start] as const);
  return new Map(entries);
}
