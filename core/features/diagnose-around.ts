/** What other objects of the workspace mean for a manifest beyond the server's answer to it: its Pods are refused, or nobody knows which object counts. */
import { type JsonObject, jsonText, stringAt, structAt } from '../kube/json.ts';
import { applyDefaults } from '../kube/defaults.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { type Manifest, structAtPath } from '../model/manifest.ts';
import type { RelatedInformation } from '../text/diagnostic.ts';
import { limitRangeViolations, withLimitRangeDefaults } from '../validation/admission/limit-ranger.ts';
import type { WorkspaceObject } from '../workspace.ts';
import type { Finding } from './finding.ts';
import { rangeOfPath } from './diagnose-validation.ts';
import { podFromTemplate } from './pod-from-template.ts';
import type { Verdict } from './verdict.ts';
import type { VerdictSettings } from './verdict-settings.ts';

export function aroundFindings(
  manifest: Manifest,
  verdict: Verdict | undefined,
  settings: VerdictSettings,
): readonly Finding[] {
  if (verdict === undefined || manifest.podSpecPath === undefined || manifest.isPatch || settings.isPatch === true)
    return [];
  return [...refusedPods(manifest, verdict, settings), ...disagreements(manifest, settings)];
}

/** The server takes the workload; its controller then tries in vain to create the Pods. */
function refusedPods(
  manifest: Manifest,
  verdict: Verdict,
  { objects = [], origins = [] }: VerdictSettings,
): readonly Finding[] {
  const path = manifest.podSpecPath ?? '';
  const limitRanges = objects.filter((object) => object['kind'] === 'LimitRange').map(defaulted);
  // A PodTemplate makes no Pods, and a refused object none either.
  if (limitRanges.length === 0 || ['Pod', 'PodTemplate'].includes(manifest.kind) || !verdict.accepted) return [];
  const template = podFromTemplate(manifest, verdict.defaulted);
  if (template === undefined) return [];
  const pod = withLimitRangeDefaults(template, limitRanges);
  return limitRanges.flatMap((limitRange) => {
    const name = stringAt(structAt(limitRange, 'metadata'), 'name');
    const origin = origins.find((one) => one.kind === 'LimitRange' && one.name === name);
    return limitRangeViolations(pod, limitRange).map(({ text, at }): Finding => {
      const field = at.replace(/^spec/, path);
      return {
        code: 'lr-limit',
        level: 'fails',
        severity: 'warning',
        message: `No Pod of this ${manifest.kind} is created: ${text} (LimitRange ${name}).`,
        range: rangeOfPath(manifest, field),
        field,
        ...(origin !== undefined && { related: [linkTo(origin, `LimitRange ${name} decides`)] }),
      };
    });
  });
}

function defaulted(limitRange: JsonObject): JsonObject {
  return applyDefaults('v1', 'LimitRange', limitRange);
}

const always = ['LimitRange', 'ResourceQuota', 'Namespace'];

/** One hint for each object that matters here and stands in several files with different words. */
function disagreements(manifest: Manifest, { disagreeing = [] }: VerdictSettings): readonly Finding[] {
  const spec = disagreeing.length === 0 ? '' : jsonText(structAtPath(manifest.object, manifest.podSpecPath ?? ''));
  const matters = ({ kind, name, namespace }: WorkspaceObject): boolean =>
    (namespace === '' || namespace === manifest.namespace) &&
    (always.includes(kind) || spec.includes(JSON.stringify(name)));
  const at: FieldPath = 'kind';
  return groupsOf(disagreeing.filter(matters)).map((objects) => ({
    code: 'objects-disagree',
    level: 'advice',
    severity: 'hint',
    message: disagreement(objects),
    range: rangeOfPath(manifest, at),
    field: at,
    related: objects.map((object) => linkTo(object, 'one of them')),
  }));
}

/** Of one kind and name; those of a kind whose names differ belong together, too: one of them would be the namespace's. */
function groupsOf(objects: readonly WorkspaceObject[]): readonly (readonly WorkspaceObject[])[] {
  const groups = new Map<string, WorkspaceObject[]>();
  const isAlone = (object: WorkspaceObject): boolean =>
    objects.filter(({ kind, name }) => kind === object.kind && name === object.name).length === 1;
  for (const object of objects) {
    const key = isAlone(object) ? object.kind : `${object.kind} ${object.name}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return [...groups.values()];
}

function disagreement(objects: readonly WorkspaceObject[]): string {
  const [first] = objects;
  const names = [...new Set(objects.map(({ name }) => name))];
  return names.length === 1
    ? `${first?.kind} ${names[0]} stands in ${objects.length} files that disagree: it counts in none of them here.`
    : `${first?.kind} ${names.join(' and ')} stand in files that are equally near: none of them counts here.`;
}

function linkTo({ uri, range, position }: WorkspaceObject, message: string): RelatedInformation {
  return { message, uri, range, position };
}
