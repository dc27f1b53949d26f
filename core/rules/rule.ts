/** What a rule is: one check of a Pod template that the server accepts, with all that pages, settings and tests need to know of it. */
import type { Severity } from '../text/diagnostic.ts';
import type { FieldPath } from '../kube/field-path.ts';
import type { FixIntent } from '../kube/field-error.ts';
import type { PodView } from './pod-view.ts';

export interface RuleMeta {
  /** Equal to the file's name. */
  readonly id: string;
  /** One sentence for lists: what the rule finds. */
  readonly summary: string;
  /** Why it matters, two or three sentences for the page. */
  readonly why: string;
  readonly category: 'probes' | 'lifecycle' | 'resources' | 'images' | 'security' | 'network' | 'environment';
  /** `fails`: something will go wrong at run time; `advice`: good engineers do it, the Pod runs without. */
  readonly level: 'fails' | 'advice';
  readonly defaultSeverity: Severity | 'off';
  readonly fixKind: 'none' | 'safe' | 'suggestion';
  readonly references: readonly string[];
  /** Whole manifests that the rule finds, and near misses that it does not; the meta-test runs both. */
  readonly invalid: readonly string[];
  readonly valid: readonly string[];
}

export interface Finding {
  /** The place, as a field path of the whole object. */
  readonly at: FieldPath;
  /** What is wrong with this value, why it matters here, what to do. */
  readonly message: string;
  readonly fix?: FixIntent;
  readonly related?: readonly { readonly at: FieldPath; readonly message: string }[];
  /** The missing thing in two words (`memory limit`): advice on one container is told in one sentence. */
  readonly missing?: string;
  /** Said more quietly than the rule's level: the server itself warns of this, or no run shows that it goes wrong. */
  readonly level?: 'warned' | 'advice';
  /** The moment of the simulated run that shows it, in ms since the Pod's creation. */
  readonly atMs?: number;
}

export interface Rule {
  readonly meta: RuleMeta;
  /** Yields findings in the order of the manifest; holds no state. */
  readonly check: (pod: PodView) => Iterable<Finding>;
}

/** Gives a rule its type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
