/** Diagnoses of validation errors, API warnings and admission: paths of the server become ranges of the text. */
import type { ApiWarning, FieldError, FixIntent } from '../kube/field-error.ts';
import { type Manifest, structAtPath } from '../model/manifest.ts';
import { locate } from '../schema/locate.ts';
import type { Fix, RelatedInformation } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './finding.ts';
import { placeOfField } from './field-place.ts';
import { fixesOf, fixOf } from './fix.ts';
import { admissionRepairs } from './repairs/admission.ts';
import { repairsOf } from './repairs/index.ts';
import { podSecurityRepairs } from './repairs/pod-security.ts';
import { type ErrorGroup, groupErrors } from './group-errors.ts';
import type { Refusal } from '../validation/create.ts';
import type { WorkspaceObject } from '../workspace.ts';
import type { Verdict } from './verdict.ts';

/** `isExpected`: errors that are part of another diagnosis, as of a misspelled key whose repair brings the field that is missing. */
export function validationDiagnostics(
  manifest: Manifest,
  verdict: Verdict,
  isExpected: (error: FieldError, path: string) => boolean,
): readonly Finding[] {
  const errors = verdict.errors.filter(
    (error) =>
      !(manifest.isPatch && error.type === 'FieldValueRequired') && !isExpected(error, pathOf(manifest, error)),
  );
  const path = manifest.podSpecPath;
  const { root } = manifest.read;
  const isWritten = (at: string): boolean => root === undefined || locate(root, at).found === 'value';
  const podSpec = path === undefined ? undefined : structAtPath(manifest.object, path);
  const groups = groupErrors(errors, podSpec, path, isWritten);
  const warnings = verdict.warnings.map((warning) => warningFinding(manifest, warning));
  return [
    ...groups.map((group) => errorFinding(manifest, group)),
    ...warnings,
    ...forbiddenFindings(manifest, verdict, verdict.origins ?? []),
  ];
}

function pathOf(manifest: Manifest, error: FieldError): string {
  return error.at ?? placeOfField(error.field, manifest.podSpecPath);
}

function errorFinding(manifest: Manifest, { main, followers }: ErrorGroup): Finding {
  const related: RelatedInformation[] = [
    ...(main.related ?? []).map((other) => ({ message: other.message, range: rangeOfPath(manifest, other.at) })),
    ...followers.map((other) => ({
      message: `${other.field}: ${other.message}`,
      range: rangeOfPath(manifest, pathOf(manifest, other)),
    })),
  ];
  const offered = fixesOf(manifest, repairsOf(manifest, main), (intent) => kindOfFix(manifest, intent));
  // What the check itself intends is right; a value that only fills a gap is for the author to choose.
  const fixes = main.fix === undefined ? offered.map(asChoice) : offered;
  return {
    code: main.code,
    level: 'rejected',
    severity: 'error',
    message: `${main.field}: ${main.message}${didYouMean(main)}`,
    range: rangeOfError(manifest, main),
    field: main.field,
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

function asChoice({ isPreferred, ...fix }: Fix): Fix {
  return { ...fix, ...(isPreferred === true && !fix.title.startsWith('Add ') && { isPreferred }) };
}

/** The server lists what it takes; which of them was meant is our guess. */
function didYouMean({ fix, type }: FieldError): string {
  const isWord = fix?.kind === 'rename' || (fix?.kind === 'set' && type === 'FieldValueNotSupported');
  if (!isWord || fix === undefined) return '';
  const word = fix.kind === 'rename' ? fix.to : fix.kind === 'set' ? fix.value : '';
  return typeof word === 'string' && word !== '' ? `: did you mean "${word}"?` : '';
}

/** A key that is to be renamed is what is wrong, not its value. */
function rangeOfError(manifest: Manifest, error: FieldError): Range {
  const { root } = manifest.read;
  const key = root !== undefined && error.fix?.kind === 'rename' ? locate(root, error.fix.at) : undefined;
  return key?.found === 'value' && key.entry !== undefined
    ? key.entry.keyNode.range
    : rangeOfPath(manifest, pathOf(manifest, error));
}

/** Upper and lower case is all that changes: nobody meant anything else. */
function kindOfFix(manifest: Manifest, fix: FixIntent | undefined): Fix['kind'] {
  const { root } = manifest.read;
  if (fix?.kind !== 'set' || typeof fix.value !== 'string' || root === undefined) return 'suggestion';
  const { node, found } = locate(root, fix.at);
  const isSameWord = found === 'value' && node.kind === 'scalar' && node.text.toLowerCase() === fix.value.toLowerCase();
  return isSameWord ? 'safe' : 'suggestion';
}

function warningFinding(manifest: Manifest, warning: ApiWarning): Finding {
  const fixes =
    warning.code === 'warn-podsecurity'
      ? fixesOf(manifest, podSecurityRepairs(manifest, warning.message), () => 'suggestion')
      : fixOf(manifest, warning.fix);
  return {
    code: warning.code,
    level: 'warned',
    severity: 'warning',
    message: warning.message,
    range: rangeOfPath(manifest, warning.at ?? ''),
    ...(warning.at !== undefined && { field: warning.at }),
    ...(fixes.length > 0 && { fixes }),
  };
}

function forbiddenFindings(
  manifest: Manifest,
  { forbidden, refusal, clusterRefusal }: Verdict,
  origins: readonly WorkspaceObject[],
): readonly Finding[] {
  const cluster =
    clusterRefusal !== undefined && isGiven(clusterRefusal) ? [refusalFinding(manifest, clusterRefusal, origins)] : [];
  if (forbidden === undefined) return cluster;
  return [refusalFinding(manifest, refusal ?? { plugin: 'PodSecurity', message: forbidden }, origins)];
}

/** A class or account that no file shows may well exist in the cluster; that a number is given by hand is wrong in every one. */
function isGiven({ plugin, message }: Pick<Refusal, 'plugin' | 'message'>): boolean {
  return plugin === 'Priority' && /must not be provided in pod spec/.test(message);
}

const codes: Readonly<Record<Refusal['plugin'], string>> = {
  LimitRanger: 'lr-limit',
  PodSecurity: 'pod-security',
  ResourceQuota: 'adm-quota',
  Priority: 'adm-priority',
  RuntimeClass: 'adm-runtimeclass',
  ServiceAccount: 'adm-service-account',
};

function refusalFinding(manifest: Manifest, refusal: Refusal, origins: readonly WorkspaceObject[]): Finding {
  const { plugin, message, at, because } = refusal;
  const origin = because && origins.find(({ kind, name }) => kind === because.kind && name === because.name);
  const fixes = fixesOf(manifest, admissionRepairs(manifest, refusal), () => 'suggestion');
  const reason = because === undefined ? '' : ` (${because.kind} ${because.name})`;
  return {
    code: codes[plugin],
    level: 'rejected',
    severity: 'error',
    message: `${message}${reason}`,
    range: rangeOfPath(manifest, at ?? ''),
    ...(at !== undefined && { field: at }),
    ...(fixes.length > 0 && { fixes }),
    ...(origin && {
      related: [
        {
          message: `${origin.kind} ${origin.name} decides`,
          uri: origin.uri,
          range: origin.range,
          position: origin.position,
        },
      ],
    }),
  };
}

/** The whole object is marked by its kind: a line of red under everything would help nobody. */
function headRange(manifest: Manifest): Range {
  const { head, root } = manifest.read;
  return (
    head.kindEntry?.value.range ??
    head.apiVersionEntry?.keyNode.range ??
    root?.entries[0]?.keyNode.range ?? { start: 0, end: 1 }
  );
}

/** The value of a field, its key where there is no value, the key of its owner where there is no key. */
export function rangeOfPath(manifest: Manifest, path: string): Range {
  const { root } = manifest.read;
  if (root === undefined || path === '') return headRange(manifest);
  const place = locate(root, path);
  return place.entry === undefined && place.node === root ? headRange(manifest) : place.range;
}
