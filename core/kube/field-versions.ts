/** Fields of Pods, workloads and the objects around them that are younger than 1.32 or hang on a feature gate. */
// Written by scripts/field-versions.ts; do not edit.

export interface FieldVersion {
  /** The oldest of the supported minors (32 to 36) that has the field. */
  readonly since: number;
  readonly gate?: string;
}

/** By Go struct and JSON name. */
export const fieldVersions: Readonly<Record<string, FieldVersion>> = {
  'Container.resizePolicy': { since: 32, gate: 'InPlacePodVerticalScaling' },
  'Container.restartPolicy': { since: 32, gate: 'SidecarContainers' },
  'Container.restartPolicyRules': { since: 34, gate: 'ContainerRestartRules' },
  'ContainerRestartRule.action': { since: 34 },
  'ContainerRestartRule.exitCodes': { since: 34 },
  'ContainerRestartRuleOnExitCodes.operator': { since: 34 },
  'ContainerRestartRuleOnExitCodes.values': { since: 34 },
  'EnvVarSource.fileKeyRef': { since: 34, gate: 'EnvFiles' },
  'EphemeralContainer.resizePolicy': { since: 32, gate: 'InPlacePodVerticalScaling' },
  'EphemeralContainer.restartPolicy': { since: 32, gate: 'SidecarContainers' },
  'EphemeralContainer.restartPolicyRules': { since: 34, gate: 'ContainerRestartRules' },
  'FileKeySelector.volumeName': { since: 34 },
  'FileKeySelector.path': { since: 34 },
  'FileKeySelector.key': { since: 34 },
  'FileKeySelector.optional': { since: 34 },
  'Lifecycle.stopSignal': { since: 33, gate: 'ContainerStopSignals' },
  'LifecycleHandler.sleep': { since: 32, gate: 'PodLifecycleSleepAction' },
  'PodCertificateProjection.signerName': { since: 34 },
  'PodCertificateProjection.keyType': { since: 34 },
  'PodCertificateProjection.maxExpirationSeconds': { since: 34 },
  'PodCertificateProjection.credentialBundlePath': { since: 34 },
  'PodCertificateProjection.keyPath': { since: 34 },
  'PodCertificateProjection.certificateChainPath': { since: 34 },
  'PodCertificateProjection.userAnnotations': { since: 35 },
  'PodSchedulingGroup.podGroupName': { since: 36 },
  'PodSecurityContext.supplementalGroupsPolicy': { since: 32, gate: 'SupplementalGroupsPolicy' },
  'PodSecurityContext.seLinuxChangePolicy': { since: 32, gate: 'SELinuxChangePolicy' },
  'PodSpec.resourceClaims': { since: 32, gate: 'DynamicResourceAllocation' },
  'PodSpec.resources': { since: 32, gate: 'PodLevelResources' },
  'PodSpec.hostnameOverride': { since: 34, gate: 'HostnameOverride' },
  'PodSpec.schedulingGroup': { since: 36, gate: 'GenericWorkload' },
  'ResourceRequirements.claims': { since: 32, gate: 'DynamicResourceAllocation' },
  'RollingUpdateStatefulSetStrategy.maxUnavailable': { since: 32, gate: 'MaxUnavailableStatefulSet' },
  'TypedObjectReference.namespace': { since: 32, gate: 'CrossNamespaceVolumeDataSource' },
  'Volume.image': { since: 32, gate: 'ImageVolume' },
  'VolumeMount.recursiveReadOnly': { since: 32, gate: 'RecursiveReadOnlyMounts' },
  'VolumeProjection.clusterTrustBundle': { since: 32, gate: 'ClusterTrustBundleProjection' },
  'VolumeProjection.podCertificate': { since: 34, gate: 'PodCertificateRequest' },
};
