/** What the rules say of one manifest, with the user's severities, told quietly: advice on one container is one sentence. */
import { child } from '../kube/field-path.ts';
import type { JsonObject } from '../kube/json.ts';
import { type Manifest, structAtPath } from '../model/manifest.ts';
import { podTemplatePathOf } from '../model/pod-template.ts';
import { rules, type RuleFinding, runRules } from '../rules/index.ts';
import type { PodView } from '../rules/pod-view.ts';
import type { Finding, Rule } from '../rules/rule.ts';
import type { Level, Severity } from '../text/diagnostic.ts';
import { isSilencedElsewhere } from './foreign-suppression.ts';

export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

export interface SaidFinding extends Omit<Finding, 'level'> {
  /** The first rule that says it; suppressing one of `codes` takes its part away. */
  readonly code: string;
  readonly codes: readonly string[];
  readonly level: Level;
  readonly severity: Severity;
  readonly fixKind: 'safe' | 'suggestion';
}

/** Findings in the order of the rules; merged advice stands where its first part stood. `isSuppressed` is asked for each rule and place. */
export function ruleFindings(
  manifest: Manifest,
  pod: PodView,
  severities: RuleSeverities,
  isSuppressed: (code: string, finding: Finding) => boolean,
): SaidFinding[] {
  const annotations = annotatedMetadata(manifest);
  const selected = rules.filter(
    (rule) => severityOf(rule, severities) !== 'off' && !isSilencedElsewhere(rule.meta.id, annotations, manifest.text),
  );
  const kept = runRules(pod, selected).filter((finding) => !isSuppressed(finding.rule.meta.id, finding));
  return mergeAdvice(kept.map((finding) => said(finding, severities)));
}

export function severityOf(rule: Rule, severities: RuleSeverities): Severity | 'off' {
  return (Object.hasOwn(severities, rule.meta.id) ? severities[rule.meta.id] : undefined) ?? rule.meta.defaultSeverity;
}

function said({ rule, ...finding }: RuleFinding, severities: RuleSeverities): SaidFinding {
  const severity = quieter(rule, finding, severities);
  return {
    ...finding,
    code: rule.meta.id,
    codes: [rule.meta.id],
    level: finding.level ?? rule.meta.level,
    severity: severity === 'off' ? 'hint' : severity,
    fixKind: rule.meta.fixKind === 'safe' ? 'safe' : 'suggestion',
  };
}

/** Advice is a hint, unless the user has given the rule a severity. */
function quieter(rule: Rule, { level }: Finding, severities: RuleSeverities): Severity | 'off' {
  return level === 'advice' && !Object.hasOwn(severities, rule.meta.id) ? 'hint' : severityOf(rule, severities);
}

function annotatedMetadata(manifest: Manifest): JsonObject[] {
  const template = podTemplatePathOf(manifest.kind);
  const places = ['metadata', ...(template === undefined || template === '' ? [] : [child(template, 'metadata')])];
  return places.map((path) => structAtPath(manifest.object, path));
}

/** Missing things of one container and one severity become one hint: `app has no memory request or limit and no CPU request.` */
function mergeAdvice(findings: readonly SaidFinding[]): SaidFinding[] {
  const result: SaidFinding[] = [];
  for (const finding of findings) {
    const position =
      finding.missing === undefined
        ? -1
        : result.findIndex(
            (other) => other.missing !== undefined && other.at === finding.at && other.severity === finding.severity,
          );
    const other = result[position];
    if (other === undefined) result.push(finding);
    else
      result[position] = {
        ...other,
        codes: [...other.codes, finding.code],
        missing: `${other.missing ?? ''}|${finding.missing ?? ''}`,
      };
  }
  return result.map((finding) =>
    finding.codes.length === 1 ? finding : { ...finding, message: mergedMessage(finding) },
  );
}

function mergedMessage(finding: SaidFinding): string {
  const name = /^(\S+) has no /.exec(finding.message)?.[1] ?? 'This container';
  const parts = joinMemory((finding.missing ?? '').split('|')).map((part) => `no ${part}`);
  const last = parts.at(-1) ?? '';
  return `${name} has ${parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}.`;
}

function joinMemory(parts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const part of parts) {
    const [resource, bound] = part.split(' ');
    const twin = joined.indexOf(`${resource ?? ''} request`);
    if (bound === 'limit' && twin >= 0) joined[twin] = `${resource ?? ''} request or limit`;
    else joined.push(part);
  }
  return joined;
}
