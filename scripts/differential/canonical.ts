/**
 * Objects and texts in a form in which both sides' can be compared: sorted members, no drawn ids, nothing of
 * admission.
 */

/** Unique ids and the ends of generated names differ from run to run. */
export function withoutDrawn(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replaceAll('\\u003cuid\\u003e', '<uid>')
    .replaceAll('\\u003crandom\\u003e', 'xxxxx')
    .replaceAll('<random>', 'xxxxx');
}

/** A stored object as text, without status, ids and what admission fills in. */
export function canonicalObject(value: unknown): string {
  const { status: _status, metadata, ...rest } = (value ?? {}) as Record<string, unknown>;
  const { uid: _uid, creationTimestamp: _created, labels, ...meta } = (metadata ?? {}) as Record<string, unknown>;
  // A Job without labels gets those of its template when a server reads it back, which the oracle does not do.
  const own = rest['kind'] === 'Job' ? {} : { labels };
  const spec = rest['kind'] === 'Pod' ? { spec: withoutAdmission(rest['spec']) } : {};
  return withoutDrawn(
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
