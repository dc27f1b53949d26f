/** What an admission plugin says when it refuses an object. */

/** An admission plugin's 403. */
export interface Refusal {
  readonly plugin: 'ServiceAccount' | 'Priority' | 'RuntimeClass' | 'LimitRanger' | 'PodSecurity' | 'ResourceQuota';
  /** The whole message: `pods "web" is forbidden: …`. */
  readonly message: string;
  /** The place it is about where there is one. */
  readonly at?: string;
  /** The object of the namespace or cluster that decides: kind and name. */
  readonly because?: { readonly kind: string; readonly name: string };
  /** Said only when validation has passed. */
  readonly isLate?: true;
}
