/**
 * Feature gates that decide about fields of Pods and workloads: since when they exist, are on by default, cannot
 * be switched any more.
 */

export interface Gate {
  /** Minor version of 1.x in which the gate appeared. */
  readonly since: number;
  /** First minor version in which it is on by default; none: off everywhere. */
  readonly on?: number;
  /** First minor version in which it cannot be switched off. */
  readonly locked?: number;
}

const gates: Readonly<Record<string, Gate>> = {
  ClusterTrustBundleProjection: { since: 29 },
  ContainerRestartRules: { since: 34, on: 35 },
  ContainerStopSignals: { since: 33 },
  CrossNamespaceVolumeDataSource: { since: 26 },
  DynamicResourceAllocation: { since: 26, on: 34, locked: 35 },
  EnvFiles: { since: 34, on: 35 },
  GenericWorkload: { since: 35 },
  HostnameOverride: { since: 34, on: 35 },
  ImageVolume: { since: 31, on: 35, locked: 36 },
  InPlacePodVerticalScaling: { since: 27, on: 33, locked: 35 },
  MatchLabelKeysInPodAffinity: { since: 29, on: 31, locked: 33 },
  MatchLabelKeysInPodTopologySpread: { since: 25, on: 27 },
  MatchLabelKeysInPodTopologySpreadSelectorMerge: { since: 34, on: 34 },
  MaxUnavailableStatefulSet: { since: 24 },
  NodeInclusionPolicyInPodTopologySpread: { since: 25, on: 26, locked: 33 },
  PodCertificateRequest: { since: 34 },
  PodDeletionCost: { since: 21, on: 22 },
  PodLevelResources: { since: 32, on: 34 },
  PodLifecycleSleepAction: { since: 29, on: 30, locked: 34 },
  PodLifecycleSleepActionAllowZero: { since: 32, on: 33, locked: 34 },
  ProcMountType: { since: 12, on: 33, locked: 36 },
  RecursiveReadOnlyMounts: { since: 30, on: 31, locked: 33 },
  RelaxedDNSSearchValidation: { since: 32, on: 33, locked: 34 },
  RelaxedEnvironmentVariableValidation: { since: 30, on: 32, locked: 34 },
  RestartAllContainersOnContainerExits: { since: 35, on: 36 },
  SELinuxChangePolicy: { since: 32, on: 33, locked: 36 },
  SELinuxMount: { since: 30 },
  SidecarContainers: { since: 28, on: 29, locked: 33 },
  StrictIPCIDRValidation: { since: 33, on: 36 },
  SupplementalGroupsPolicy: { since: 31, on: 33, locked: 35 },
  TaintTolerationComparisonOperators: { since: 35 },
  VolumeAttributesClass: { since: 29, on: 34 },
  UserNamespacesHostNetworkSupport: { since: 35 },
  UserNamespacesSupport: { since: 25, on: 33, locked: 36 },
};

export type FeatureGate = string;

/** What is known of a gate; undefined for those that decide about no field. */
export function gateOf(gate: FeatureGate): Gate | undefined {
  return Object.hasOwn(gates, gate) ? gates[gate] : undefined;
}

/**
 * Whether the gate is on in 1.`minor`; `overrides` are what the cluster's administrator set. A gate that is not
 * listed is off.
 */
export function isGateEnabled(
  gate: FeatureGate,
  minor: number,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  const known = Object.hasOwn(gates, gate) ? gates[gate] : undefined;
  if (known === undefined || minor < known.since) return false;
  if (known.locked !== undefined && minor >= known.locked) return true;
  if (Object.hasOwn(overrides, gate)) return overrides[gate] === true;
  return known.on !== undefined && minor >= known.on;
}
