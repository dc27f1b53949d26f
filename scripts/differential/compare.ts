/** Says in which respects our verdict on a text differs from the oracle's. */
import { createLanguage, type ManifestFile, type Verdict, type VerdictSettings } from '../../core/language.ts';
import { knownKinds } from '../../core/schema/api-kinds.ts';
import type { OracleVerdict } from './oracle.ts';
import { canonicalObject, withoutDrawn } from './canonical.ts';
import { hasGoValue, withoutValue } from './go-values.ts';

export type Aspect = 'decode' | 'strict' | 'causes' | 'warnings' | 'accepted' | 'defaults';
export const allAspects: readonly Aspect[] = ['decode', 'strict', 'causes', 'warnings', 'accepted', 'defaults'];

export interface Difference {
  readonly aspect: Aspect;
  readonly theirs: string;
  readonly ours: string;
}

const language = createLanguage();

/** Several questions are asked about one text, one after the other. */
let lastFile: { readonly text: string; readonly file: ManifestFile } | undefined;
let lastVerdicts: { readonly file: ManifestFile; readonly version: string; readonly verdicts: Verdicts } | undefined;

type Verdicts = readonly (Verdict | undefined)[];

function openText(text: string): ManifestFile {
  if (lastFile?.text !== text) lastFile = { text, file: language.openFile(text) };
  return lastFile.file;
}

const settingsOf = new Map<string, VerdictSettings>();

/**
 * Our verdict on each document of a text, and on the items of Lists in their place; undefined for what we do not
 * judge.
 */
export function verdictsOf(text: string, kubernetesVersion = '1.36'): Verdicts {
  const file = openText(text);
  if (lastVerdicts?.file === file && lastVerdicts.version === kubernetesVersion) return lastVerdicts.verdicts;
  const settings = settingsOf.get(kubernetesVersion) ?? { kubernetesVersion, namespace: 'default', asSent: true };
  settingsOf.set(kubernetesVersion, settings);
  const verdicts = file.documents.flatMap((document) => {
    const verdict = language.verdict(document, settings);
    return verdict?.items ?? [verdict];
  });
  lastVerdicts = { file, version: kubernetesVersion, verdicts };
  return verdicts;
}

/** The namespaces that the documents name: a request goes there. None where no document can name one. */
export function namespacesOf(text: string): readonly string[] {
  if (!/namespace|\\/.test(text)) return [];
  return openText(text).documents.flatMap(({ manifest }) => {
    if (manifest === undefined) return ['default'];
    const objects = manifest.items.length > 0 ? manifest.items : [manifest];
    return objects.map(({ namespace }) => namespace || 'default');
  });
}

/** Templates of Helm are no YAML: nobody asks a server about them, and we do not either. */
export function isHelm(text: string): boolean {
  return openText(text).isHelm;
}

/** Differences between one of our verdicts and the oracle's; none for what the oracle cannot judge. */
export function differencesOf(ours: Verdict | undefined, theirs: OracleVerdict): readonly Difference[] {
  if (hasNoHead(theirs)) return [];
  if (theirs.panic !== undefined) return panicked(ours);
  if (ours === undefined)
    return isOutside(theirs) || theirs.error === noStrategy
      ? []
      : [{ aspect: 'decode', theirs: JSON.stringify(theirs).slice(0, 300), ours: 'no verdict' }];
  const decoding = differing('decode', decodeText(theirs.decodeError), decodeText(ours.decodeError));
  if (decoding.length > 0 || theirs.decodeError !== undefined) return decoding;
  const strict = differing('strict', (theirs.strictErrors ?? []).join('\n'), ours.strictErrors.join('\n'));
  if (theirs.error === noStrategy) return strict;
  return [...strict, ...judged(ours, theirs)];
}

function judged(ours: Verdict, theirs: OracleVerdict): readonly Difference[] {
  const isWide = hasWideMap(ours.defaulted) || namesSeveral(theirs.causes);
  const isOurs = ours.errors.some(({ code }) => code === ofMirrorPods || code.startsWith(ofPolicies));
  const texts = (items: readonly string[]): readonly string[] =>
    (isWide ? [...items].sort() : items).map((item) => withoutDrawn(item));
  const ourErrors = ours.errors.filter(({ code }) => code !== ofMirrorPods && !code.startsWith(ofPolicies));
  const left = causesOf(theirs.causes);
  const right = causesOf(ourErrors);
  // A cause with such a value is compared without it, the others as they are; without an order, all are.
  const isGo = left.map((cause) => printsAsGo(ours) && hasGoValue([cause]));
  const plain = (causes: readonly string[]): string =>
    texts(
      causes.map((cause, i) => ((isWide ? isGo.includes(true) : isGo[i] === true) ? withoutValue(cause) : cause)),
    ).join('\n');
  const causes = differing('causes', plain(left), plain(right));
  if ((theirs.causes ?? []).length > 0) return causes;
  const ourWarnings = [
    ...new Set(ours.warnings.filter(({ code }) => code !== fromHandler).map(({ message }) => message)),
  ];
  return [
    ...causes,
    ...differing(
      'accepted',
      String(theirs.accepted === true),
      String(ours.accepted || (isOurs && ours.strictErrors.length === 0)),
    ),
    ...differing('warnings', texts(theirs.warnings ?? []).join('\n'), texts(ourWarnings).join('\n')),
    ...(theirs.defaulted === undefined || isOurs
      ? []
      : differing('defaults', canonicalObject(theirs.defaulted), canonicalObject(ours.defaulted))),
  ];
}

/** Until 1.33. */
function printsAsGo({ version = '' }: Verdict): boolean {
  return version === '1.32' || version === '1.33';
}

/** The oracle gives every Pod a service account; a real server leaves mirror pods alone. */
const ofMirrorPods = 'pod-sa-token-needs-sa';

/** Codes of what the Pod Security plugin says against the labels of a Namespace. */
const ofPolicies = 'ns-policy-';

/** The code of the warning that the server's handler adds, not the parts of it that the oracle is made of. */
const fromHandler = 'warn-owner-duplicate';

/** What makes the server's handler crash is an error of ours. */
function panicked(ours: Verdict | undefined): readonly Difference[] {
  if (ours === undefined || !ours.accepted) return [];
  return [{ aspect: 'accepted', theirs: 'panic', ours: 'true' }];
}

function differing(aspect: Aspect, theirs: string, ours: string): readonly Difference[] {
  return theirs === ours ? [] : [{ aspect, theirs, ours }];
}

const noStrategy = 'no strategy for this kind';

/** A real server knows version and kind from the address; the oracle cannot. */
function hasNoHead(theirs: OracleVerdict): boolean {
  return /^Object '(?:Kind|apiVersion)' is missing/.test(theirs.decodeError ?? '');
}

const readKinds = new Set(knownKinds());

/** Documents of a foreign kind. */
function isOutside(theirs: OracleVerdict): boolean {
  return (
    (theirs.kind !== undefined && !readKinds.has(theirs.kind)) ||
    /^no kind |^unexpected GroupVersion/.test(theirs.decodeError ?? '') ||
    (theirs.decodeError !== undefined && theirs.kind === undefined)
  );
}

const unrecognized = /^the object provided is unrecognized \(must be of type \w+\): (.*) \([0-9a-f]+(?: \.\.\.)?\)$/s;

/** Without what only a real server adds. */
function decodeText(text = ''): string {
  return (unrecognized.exec(text)?.[1] ?? text).replace(/ in scheme ".*"$/s, '');
}

type Cause = { readonly type: string; readonly field: string; readonly message: string };

function causesOf(items: readonly Cause[] = []): readonly string[] {
  return items.map(({ type, field, message }) => `${type} ${field}: ${message}`);
}

/** Causes about several annotations, which may be those that the server adds. */
function namesSeveral(items: readonly Cause[] = []): boolean {
  const named = items.filter(({ field }) => field === 'metadata.annotations');
  return new Set(named.map(({ message }) => /^Invalid value: "(?:[^"\\]|\\.)*"/.exec(message)?.[0])).size > 1;
}

const structs = new Set(['metadata', 'spec', 'status', 'template']);

/** Whether the object holds a map of free keys with more than one: the server walks it in any order. */
function hasWideMap(value: unknown, key = ''): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => hasWideMap(item));
  const entries = Object.entries(value);
  // Limits are walked by the resources of all their maps.
  const limited = entries.filter(([name]) => limitMaps.has(name)).flatMap(([, inner]) => Object.keys(inner ?? {}));
  if (new Set(limited).size > 1) return true;
  if (freeMaps.has(key) && !structs.has(key) && entries.length > 1) return true;
  return entries.some(([name, inner]) => hasWideMap(inner, name));
}

const limitMaps: ReadonlySet<string> = new Set('max min default defaultRequest maxLimitRequestRatio'.split(' '));

const freeMaps: ReadonlySet<string> = new Set(
  (
    'limits requests overhead annotations labels nodeSelector matchLabels options data stringData binaryData hard ' +
    'max min default defaultRequest maxLimitRequestRatio volumeAttributes userAnnotations selector'
  ).split(' '),
);
