/** What the verdict on a manifest depends on beside its text. */
import type { JsonObject } from '../kube/json.ts';
import type { WorkspaceObject } from '../workspace.ts';

export interface VerdictSettings {
  /** Minor version of the server: `1.36`. */
  readonly kubernetesVersion: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** The namespace of manifests that name none. */
  readonly namespace: string;
  /** Objects of the namespace that decide (LimitRange, ResourceQuota, Namespace, PriorityClass, RuntimeClass, ServiceAccount). */
  readonly objects?: readonly JsonObject[];
  /** The file is listed as a patch: what is missing in it is of no interest. */
  readonly isPatch?: boolean;
  /** A document with `$patch` is judged as the server would that is sent it, without the rest of its object. */
  readonly asSent?: boolean;
  /** Where objects of other files stand, for links. */
  readonly origins?: readonly WorkspaceObject[];
  /** Objects of other files that contradict each other and therefore count as none. */
  readonly disagreeing?: readonly WorkspaceObject[];
}

export const defaultVerdictSettings: VerdictSettings = { kubernetesVersion: '1.36', namespace: 'default' };
