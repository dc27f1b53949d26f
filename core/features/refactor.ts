/** Refactorings at a place of a file: only those whose result the server accepts. */
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

/** `diagnose` gives the diagnoses of a whole text: a refactoring that brings a rejection is not offered. */
export function refactorings(
  file: ManifestFile,
  offset: number,
  diagnose: (text: string) => readonly Diagnostic[],
): readonly Fix[] {
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
  const before = rejections(diagnose(file.text));
  // What becomes another document, or another kind of one, cannot stand in a List.
  const offered = manifest === document.manifest ? [...ofContainer, ...ofDocument] : ofContainer;
  return offered
    .flatMap((offer) => [...offer(place)])
    .map(({ title, edits }): Fix => ({
      title,
      kind: 'suggestion',
      edits: edits.map((edit) => ({ ...edit, range: inFile(document, edit.range) })),
    }))
    .filter(({ edits }) => rejections(diagnose(applyEdits(file.text, edits))) <= before);
}

function rejections(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ level }) => level === 'rejected').length;
}
