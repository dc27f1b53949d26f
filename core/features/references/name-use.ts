/** What a name in a manifest is: its kind, how far it reaches, and whether it stands there as definition or as use. */
import type { Range } from '../../text/range.ts';

export type ObjectKind =
  'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'PriorityClass' | 'RuntimeClass' | 'Service';

/** `key`: of a ConfigMap or Secret; `env`: a variable of a container; `label`: a label's value, its key is the owner. */
export type NameKind = ObjectKind | 'volume' | 'port' | 'container' | 'env' | 'key' | 'label';

/** Where a definition stands, for names that other objects look for by labels or by kind and name. */
export interface Holder {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A use that stands outside of the Pod: a Service's selector, a Scenario's target. */
export interface Search {
  /** Undefined: any. */
  readonly namespace?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly selector?: Readonly<Record<string, string>>;
}

export interface NameUse {
  readonly kind: NameKind;
  /** Names are compared inside their scope: a container, a document, or a namespace of the workspace. */
  readonly scope: string;
  readonly name: string;
  /** `ConfigMap settings` for a key, the label's key for its value. */
  readonly owner?: string;
  readonly isDefinition: boolean;
  /** Written without quotes. */
  readonly isPlain: boolean;
  /** In the file; without quotes. */
  readonly range: Range;
  readonly holder?: Holder;
  readonly search?: Search;
}

/** Kinds whose objects belong to no namespace. */
export function isOfCluster(kind: ObjectKind): boolean {
  return kind === 'PriorityClass' || kind === 'RuntimeClass';
}
