/** What a verdict depends on besides the object: the Kubernetes version and its feature gates. */
import { type FeatureGate, isGateEnabled } from '../kube/feature-gates.ts';

export interface ValidationContext {
  /** Minor version of the server, `1.36` where nothing else is said. */
  readonly kubernetesVersion: string;
  /** Feature gates that differ from the version's defaults. */
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

export const defaultContext: ValidationContext = { kubernetesVersion: '1.36' };

/** Whether the server is at least of this minor version (`atLeast(context, 35)` for 1.35 and later). */
export function atLeast(context: ValidationContext, minor: number): boolean {
  return minorOf(context) >= minor;
}

/** Whether a feature gate is on. */
export function isEnabled(context: ValidationContext, gate: FeatureGate): boolean {
  return isGateEnabled(gate, minorOf(context), context.featureGates);
}

function minorOf(context: ValidationContext): number {
  const minor = Number(context.kubernetesVersion.split('.')[1]);
  return Number.isInteger(minor) ? minor : 36;
}
