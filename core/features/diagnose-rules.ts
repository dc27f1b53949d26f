/** Diagnoses of the rules: what is accepted and goes wrong later, and advice. Silenced findings are left out, advice on one container is one hint. */
import type { Manifest } from '../model/manifest.ts';
import type { PodView } from '../rules/pod-view.ts';
import { locate } from '../schema/locate.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './finding.ts';
import { rangeOfPath } from './diagnose-validation.ts';
import { fixOf } from './fix.ts';
import { ruleFindings, type RuleSeverities, type SaidFinding } from './rule-findings.ts';

/** Ranges count from the start of the document's text. `isSilenced` is asked for each rule at each place. */
export function ruleDiagnostics(
  manifest: Manifest,
  pod: PodView,
  severities: RuleSeverities,
  isSilenced: (code: string, at: Range) => boolean,
): readonly Finding[] {
  const found = ruleFindings(manifest, pod, severities, (code, finding) =>
    isSilenced(code, rangeOfPath(manifest, finding.at)),
  );
  return found.map((finding) => diagnosis(manifest, finding));
}

function diagnosis(manifest: Manifest, finding: SaidFinding): Finding {
  const related = (finding.related ?? []).map(({ at, message }) => ({ message, range: rangeOfPath(manifest, at) }));
  const fixes = fixOf(manifest, finding.fix, finding.fixKind);
  return {
    code: finding.code,
    level: finding.level,
    severity: finding.severity,
    message: finding.message,
    field: finding.at,
    range: rangeOfPath(manifest, finding.at),
    ...(related.length === 0 ? {} : { related }),
    ...(finding.codes.length > 1 && { codes: finding.codes }),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** Ranges of the containers in the document's text, for comments that speak for one of them. */
export function containerRanges(manifest: Manifest, pod: PodView): Range[] {
  const { root } = manifest.read;
  if (root === undefined) return [];
  return pod.containers.map((container) => locate(root, container.path).node.range);
}
