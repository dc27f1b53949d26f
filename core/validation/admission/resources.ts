/** The plural names under which the API serves kinds, as messages of admission and quotas use them. */

export interface ApiResource {
  /** `pods` */
  readonly name: string;
  /** `apps`; empty for the core group. */
  readonly group: string;
}

/** `Deployment` of `apps/v1` is `deployments` of `apps`. */
export function resourceOf(apiVersion: string, kind: string): ApiResource {
  const slash = apiVersion.indexOf('/');
  const lower = kind.toLowerCase();
  return { name: lower.endsWith('s') ? `${lower}es` : `${lower}s`, group: slash < 0 ? '' : apiVersion.slice(0, slash) };
}

/** `deployments.apps "web" is forbidden: text`. */
export function forbiddenMessage(apiVersion: string, kind: string, name: string, text: string): string {
  const { name: plural, group } = resourceOf(apiVersion, kind);
  return `${group === '' ? plural : `${plural}.${group}`} "${name}" is forbidden: ${text}`;
}
