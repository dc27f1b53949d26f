/** Which errors only follow from misspelled or misplaced keys: those that are gone once the keys are mended. */
import type { FieldError } from '../kube/field-error.ts';
import { type Manifest, readManifest } from '../model/manifest.ts';
import { parseTree } from '../syntax/parse.ts';
import type { Fix } from '../text/diagnostic.ts';
import { applyEdits } from './checked-fixes.ts';
import { placeOfField } from './field-place.ts';
import type { Finding } from './finding.ts';
import { mergeFixes } from './merge-fixes.ts';
import { rangeOfPath } from './diagnose-validation.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import type { VerdictSettings } from './verdict-settings.ts';

/** A key that is no field, with the field that was meant. */
export interface Typo {
  readonly finding: Finding;
  readonly field: string;
  /** The repair, if it is clear. */
  readonly fix: Fix | undefined;
}

export interface BehindTypos {
  readonly isBehind: (error: FieldError) => boolean;
  /** The findings of the keys, each with the errors that follow from it. */
  readonly findings: readonly Finding[];
}

/** A text with more is no manifest with slips: looking behind all of them would take seconds. */
const mostTypos = 100;

const keyOf = ({ code, field, message }: FieldError): string => `${code} ${field} ${message}`;

export function behindTypos(
  manifest: Manifest,
  verdict: Verdict,
  typos: readonly Typo[],
  settings: VerdictSettings,
): BehindTypos {
  const clear = typos.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  const isMany = clear.length > mostTypos;
  const errors = clear.length === 0 || isMany || manifest.read.root !== manifest.tree.root ? [] : verdict.errors;
  if (errors.length === 0) return { isBehind: () => false, findings: typos.map(({ finding }) => finding) };
  const left = new Set(errorsWithout(manifest, clear, settings).map(keyOf));
  const gone = errors.filter((error) => !left.has(keyOf(error)));
  const groups = new Map<Typo, FieldError[]>();
  for (const error of gone) {
    const typo = nearestTypo(typos, placeOf(manifest, error));
    if (typo !== undefined) groups.set(typo, [...(groups.get(typo) ?? []), error]);
  }
  const known = new Set(gone);
  return {
    isBehind: (error) => known.has(error),
    findings: typos.map((typo) => withFollowers(manifest, typo.finding, groups.get(typo) ?? [])),
  };
}

function errorsWithout(manifest: Manifest, fixes: readonly Fix[], settings: VerdictSettings): readonly FieldError[] {
  const text = applyEdits(manifest.text, mergeFixes(fixes));
  return verdictOf(readManifest(text, parseTree(text), 0), settings)?.errors ?? [];
}

const placeOf = ({ podSpecPath }: Manifest, { at, field }: FieldError): string =>
  at ?? placeOfField(field, podSpecPath);

/** The one whose field has most of the way in common. */
function nearestTypo(typos: readonly Typo[], place: string): Typo | undefined {
  let best: Typo | undefined;
  let most = -1;
  for (const typo of typos) {
    if (typo.fix === undefined) continue;
    let common = 0;
    while (common < place.length && place[common] === typo.field[common]) common++;
    if (common > most) [best, most] = [typo, common];
  }
  return best;
}

function withFollowers(manifest: Manifest, finding: Finding, errors: readonly FieldError[]): Finding {
  if (errors.length === 0) return finding;
  const related = errors.map((error) => ({
    message: `${error.field}: ${error.message}`,
    range: rangeOfPath(manifest, placeOf(manifest, error)),
  }));
  return { ...finding, related: [...(finding.related ?? []), ...related] };
}
