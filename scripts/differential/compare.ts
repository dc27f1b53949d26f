/** Says in which respects our verdict on a text differs from the oracle's. */
import { createLanguage } from '../../core/language.ts';
import type { OracleVerdict } from './oracle.ts';

export type Aspect = 'decode' | 'strict' | 'causes' | 'warnings' | 'accepted' | 'defaults';

export interface Difference {
  readonly aspect: Aspect;
  readonly theirs: string;
  readonly ours: string;
}

const language = createLanguage();

/** Differences in the aspects asked for; none for what the oracle cannot judge. */
export function differencesOf(
  text: string,
  theirs: OracleVerdict,
  aspects: ReadonlySet<Aspect>,
): readonly Difference[] {
  if (theirs.panic !== undefined || theirs.error === 'no strategy for this kind' || hasNoHead(theirs)) return [];
  if (/^---/m.test(text) || /^ *namespace:/m.test(text) || /v\dbeta\d|v1beta/.test(text)) return [];
  const document = language.openFile(text).documents[0];
  const ours = document === undefined ? undefined : language.verdict(document);
  if (ours === undefined)
    return isOutside(theirs)
      ? []
      : [{ aspect: 'decode', theirs: JSON.stringify(theirs).slice(0, 300), ours: 'no verdict' }];
  const found: Difference[] = [];
  const check = (aspect: Aspect, left: string, right: string): void => {
    if (aspects.has(aspect) && left !== right) found.push({ aspect, theirs: left, ours: right });
  };
  check('decode', decodeText(theirs.decodeError), decodeText(ours.decodeError));
  if (found.length > 0 || theirs.decodeError !== undefined) return found;
  check('strict', lines(theirs.strictErrors), lines(ours.strictErrors));
  check('causes', causesOf(theirs.causes), causesOf(ours.errors));
  check('accepted', String(theirs.accepted === true), String(ours.accepted));
  const isRejected = (theirs.causes ?? []).length > 0;
  if (!isRejected)
    check(
      'warnings',
      sortedLines(theirs.warnings),
      sortedLines([...new Set(ours.warnings.map((warning) => warning.message))]),
    );
  if (!isRejected && theirs.defaulted !== undefined)
    check('defaults', canonical(theirs.defaulted), canonical(ours.defaulted));
  return found;
}

/** A real server knows version and kind from the address; the oracle cannot. */
function hasNoHead(theirs: OracleVerdict): boolean {
  return /^Object '(?:Kind|apiVersion)' is missing/.test(theirs.decodeError ?? '');
}

/** Documents of a foreign kind. */
function isOutside(theirs: OracleVerdict): boolean {
  return (
    /^no kind |^unexpected GroupVersion/.test(theirs.decodeError ?? '') ||
    (theirs.decodeError !== undefined && theirs.kind === undefined)
  );
}

const unrecognized = /^the object provided is unrecognized \(must be of type \w+\): (.*) \([0-9a-f]+(?: \.\.\.)?\)$/s;

/** Without what only a real server adds. */
function decodeText(text = ''): string {
  return (unrecognized.exec(text)?.[1] ?? text).replace(/ in scheme ".*"$/s, '');
}

function lines(items: readonly string[] = []): string {
  return items.join('\n');
}

function sortedLines(items: readonly string[] = []): string {
  return [...items].sort().join('\n');
}

function causesOf(
  items: readonly { readonly type: string; readonly field: string; readonly message: string }[] = [],
): string {
  // The server walks some maps in any order.
  return items
    .map(({ type, field, message }) => plain(`${type} ${field}: ${message}`))
    .sort()
    .join('\n');
}

/** Unique ids differ from run to run. */
function plain(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll('\\u003cuid\\u003e', '<uid>')
    .replaceAll('<random>', 'xxxxx');
}

function canonical(value: unknown): string {
  const { status: _status, metadata, ...rest } = (value ?? {}) as Record<string, unknown>;
  const { uid: _uid, creationTimestamp: _created, labels, ...meta } = (metadata ?? {}) as Record<string, unknown>;
  const spec = rest['kind'] === 'Pod' ? { spec: withoutAdmission(rest['spec']) } : {};
  const own = rest['kind'] === 'Job' ? {} : { labels };
  return plain(
    JSON.stringify({ ...rest, ...spec, metadata: { ...meta, ...own } }, (_key, inner: unknown) =>
      typeof inner === 'bigint' ? Number(inner) : isMap(inner) ? sortedMembers(inner) : inner,
    ),
  );
}

/** The oracle has no admission: no priority, no default tolerations. */
function withoutAdmission(spec: unknown): unknown {
  const {
    priority: _priority,
    preemptionPolicy: _policy,
    tolerations: _tolerations,
    serviceAccount: _account,
    serviceAccountName: _name,
    ...rest
  } = (spec ?? {}) as Record<string, unknown>;
  return rest;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortedMembers(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([, member]) => member !== undefined && member !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
