/** Refactorings at a place of a file, offered quickly and tried on demand. */
import { inFile, documentAt, type ManifestFile } from '../model/manifest-file.ts';
import type { Diagnostic, Fix } from '../text/diagnostic.ts';
import { objectAround } from './authoring.ts';
import { containerRanges } from './diagnose-rules.ts';
import { applyEdits } from './checked-fixes.ts';
import { podOf } from './pod-of.ts';
import { addPreStopSleep } from './refactor/pre-stop-sleep.ts';
import { addProbe } from './refactor/add-probe.ts';
import { changeKind } from './refactor/change-kind.ts';
import { convertCommand } from './refactor/command-form.ts';
import { extractResources } from './refactor/limit-range.ts';
import type { Refactoring, RefactorPlace } from './refactor/refactoring.ts';
import { toggleSidecar } from './refactor/sidecar.ts';
import { splitStartupWait } from './refactor/startup-wait.ts';

const ofContainer: readonly ((place: RefactorPlace) => readonly Refactoring[])[] = [
  addProbe,
  addPreStopSleep,
  toggleSidecar,
  convertCommand,
  splitStartupWait,
];
const ofDocument: typeof ofContainer = [extractResources, changeKind];

/** Only those whose result the server accepts; `diagnose` gives the diagnoses of a whole text. */
export function refactorings(
  file: ManifestFile,
  offset: number,
  diagnose: (text: string) => readonly Diagnostic[],
): readonly Fix[] {
  return offeredRefactorings(file, offset).filter((fix) => !bringsRejection(file, fix, diagnose));
}

/** Whether the server would refuse the result for something that it does not refuse now. */
export function bringsRejection(
  file: ManifestFile,
  { edits }: Fix,
  diagnose: (text: string) => readonly Diagnostic[],
): boolean {
  return rejections(diagnose(applyEdits(file.text, edits))) > rejections(diagnose(file.text));
}

/** Those that fit the place, not tried yet: quick enough for every look into the menu. */
export function offeredRefactorings(file: ManifestFile, offset: number): readonly Fix[] {
  const document = documentAt(file, offset);
  const manifest = document?.manifest && objectAround(document.manifest, offset - document.start);
  const root = manifest?.read.root;
  const pod = manifest && podOf(manifest);
  if (document === undefined || manifest === undefined || root === undefined || pod === undefined || file.isHelm)
    return [];
  if (manifest.read.decodeError !== undefined || manifest.read.strictErrors.length > 0 || manifest.isPatch) return [];
  const own = offset - document.start;
  const position = containerRanges(manifest, pod).findIndex(({ start, end }) => start <= own && own <= end);
  const place = { manifest, pod, root, offset: own, container: pod.containers[position] };
  // What becomes another document, or another kind of one, cannot stand in a List.
  const offered = manifest === document.manifest ? [...ofContainer, ...ofDocument] : ofContainer;
  return offered
    .flatMap((offer) => [...offer(place)])
    .map(({ title, edits }): Fix => ({
      title,
      kind: 'suggestion',
      edits: edits.map((edit) => ({ ...edit, range: inFile(document, edit.range) })),
    }));
}

function rejections(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ level }) => level === 'rejected').length;
}
