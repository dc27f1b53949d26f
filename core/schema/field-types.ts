/** What the types of the client library do not say about fields: Go's type names, embedded structs and quantities. */

/**
 * String types with a name of their own, and the fields that have them (a list field: its items). The decoder prints the name in its
 * errors (`of type v1.Protocol`); without a package here it is `v1`. Source: k8s.io/api and k8s.io/apimachinery, 1.36.
 */
export const namedStrings: Readonly<Record<string, readonly string[]>> = {
  'types.UID': [
    'ObjectMeta.uid',
    'ObjectReference.uid',
    'OwnerReference.uid',
    'UncountedTerminatedPods.failed',
    'UncountedTerminatedPods.succeeded',
  ],
  'AppArmorProfileType': ['AppArmorProfile.type'],
  'AzureDataDiskCachingMode': ['AzureDiskVolumeSource.cachingMode'],
  'AzureDataDiskKind': ['AzureDiskVolumeSource.kind'],
  'Capability': ['Capabilities.add', 'Capabilities.drop'],
  'CompletionMode': ['JobSpec.completionMode'],
  'ConcurrencyPolicy': ['CronJobSpec.concurrencyPolicy'],
  'ConditionStatus': [
    'Condition.status',
    'DaemonSetCondition.status',
    'DeploymentCondition.status',
    'JobCondition.status',
    'NamespaceCondition.status',
    'PersistentVolumeClaimCondition.status',
    'PodCondition.status',
    'PodFailurePolicyOnPodConditionsPattern.status',
    'ReplicaSetCondition.status',
    'ReplicationControllerCondition.status',
    'StatefulSetCondition.status',
  ],
  'ContainerRestartPolicy': ['Container.restartPolicy', 'EphemeralContainer.restartPolicy'],
  'ContainerRestartRuleAction': ['ContainerRestartRule.action'],
  'ContainerRestartRuleOnExitCodesOperator': ['ContainerRestartRuleOnExitCodes.operator'],
  'DNSPolicy': ['PodSpec.dnsPolicy'],
  'DaemonSetConditionType': ['DaemonSetCondition.type'],
  'DaemonSetUpdateStrategyType': ['DaemonSetUpdateStrategy.type'],
  'DeploymentConditionType': ['DeploymentCondition.type'],
  'DeploymentStrategyType': ['DeploymentStrategy.type'],
  'FinalizerName': ['NamespaceSpec.finalizers'],
  'HostPathType': ['HostPathVolumeSource.type'],
  'IPFamily': ['ServiceSpec.ipFamilies'],
  'IPFamilyPolicy': ['ServiceSpec.ipFamilyPolicy'],
  'JobConditionType': ['JobCondition.type'],
  'LabelSelectorOperator': ['LabelSelectorRequirement.operator'],
  'LimitType': ['LimitRangeItem.type'],
  'LoadBalancerIPMode': ['LoadBalancerIngress.ipMode'],
  'ManagedFieldsOperationType': ['ManagedFieldsEntry.operation'],
  'MountPropagationMode': ['VolumeMount.mountPropagation'],
  'NamespaceConditionType': ['NamespaceCondition.type'],
  'NamespacePhase': ['NamespaceStatus.phase'],
  'NodeInclusionPolicy': ['TopologySpreadConstraint.nodeAffinityPolicy', 'TopologySpreadConstraint.nodeTaintsPolicy'],
  'NodeSelectorOperator': ['NodeSelectorRequirement.operator'],
  'OSName': ['PodOS.name'],
  'PersistentVolumeAccessMode': ['PersistentVolumeClaimSpec.accessModes', 'PersistentVolumeClaimStatus.accessModes'],
  'PersistentVolumeClaimConditionType': ['PersistentVolumeClaimCondition.type'],
  'PersistentVolumeClaimModifyVolumeStatus': ['ModifyVolumeStatus.status'],
  'PersistentVolumeClaimPhase': ['PersistentVolumeClaimStatus.phase'],
  'PersistentVolumeClaimRetentionPolicyType': [
    'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted',
    'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled',
  ],
  'PersistentVolumeMode': ['PersistentVolumeClaimSpec.volumeMode'],
  'PodConditionType': [
    'PodCondition.type',
    'PodFailurePolicyOnPodConditionsPattern.type',
    'PodReadinessGate.conditionType',
  ],
  'PodFSGroupChangePolicy': ['PodSecurityContext.fsGroupChangePolicy'],
  'PodFailurePolicyAction': ['PodFailurePolicyRule.action'],
  'PodFailurePolicyOnExitCodesOperator': ['PodFailurePolicyOnExitCodesRequirement.operator'],
  'PodManagementPolicyType': ['StatefulSetSpec.podManagementPolicy'],
  'PodPhase': ['PodStatus.phase'],
  'PodQOSClass': ['PodStatus.qosClass'],
  'PodReplacementPolicy': ['JobSpec.podReplacementPolicy'],
  'PodResizeStatus': ['PodStatus.resize'],
  'PodSELinuxChangePolicy': ['PodSecurityContext.seLinuxChangePolicy'],
  'PreemptionPolicy': ['PodSpec.preemptionPolicy', 'PriorityClass.preemptionPolicy'],
  'ProcMountType': ['SecurityContext.procMount'],
  'Protocol': ['ContainerPort.protocol', 'PortStatus.protocol', 'ServicePort.protocol'],
  'PullPolicy': ['Container.imagePullPolicy', 'EphemeralContainer.imagePullPolicy', 'ImageVolumeSource.pullPolicy'],
  'RecursiveReadOnlyMode': ['VolumeMount.recursiveReadOnly', 'VolumeMountStatus.recursiveReadOnly'],
  'ReplicaSetConditionType': ['ReplicaSetCondition.type'],
  'ReplicationControllerConditionType': ['ReplicationControllerCondition.type'],
  'ResourceHealthStatus': ['ResourceHealth.health'],
  'ResourceID': ['ResourceHealth.resourceID'],
  'ResourceName': ['ContainerResizePolicy.resourceName', 'ResourceStatus.name'],
  'ResourceQuotaScope': ['ResourceQuotaSpec.scopes', 'ScopedResourceSelectorRequirement.scopeName'],
  'ResourceResizeRestartPolicy': ['ContainerResizePolicy.restartPolicy'],
  'RestartPolicy': ['PodSpec.restartPolicy'],
  'ScopeSelectorOperator': ['ScopedResourceSelectorRequirement.operator'],
  'SeccompProfileType': ['SeccompProfile.type'],
  'SecretType': ['Secret.type'],
  'ServiceAffinity': ['ServiceSpec.sessionAffinity'],
  'ServiceExternalTrafficPolicy': ['ServiceSpec.externalTrafficPolicy'],
  'ServiceInternalTrafficPolicy': ['ServiceSpec.internalTrafficPolicy'],
  'ServiceType': ['ServiceSpec.type'],
  'Signal': ['ContainerStatus.stopSignal', 'Lifecycle.stopSignal'],
  'StatefulSetConditionType': ['StatefulSetCondition.type'],
  'StatefulSetUpdateStrategyType': ['StatefulSetUpdateStrategy.type'],
  'StorageMedium': ['EmptyDirVolumeSource.medium'],
  'SupplementalGroupsPolicy': ['PodSecurityContext.supplementalGroupsPolicy'],
  'TaintEffect': ['Toleration.effect'],
  'TerminationMessagePolicy': ['Container.terminationMessagePolicy', 'EphemeralContainer.terminationMessagePolicy'],
  'TolerationOperator': ['Toleration.operator'],
  'URIScheme': ['HTTPGetAction.scheme'],
  'UnhealthyPodEvictionPolicyType': ['PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy'],
  'UnsatisfiableConstraintAction': ['TopologySpreadConstraint.whenUnsatisfiable'],
};

/** Fields that Go takes from an embedded struct; its name is a step of the path in a type error. */
export interface EmbeddedStruct {
  readonly struct: string;
  /** `but`: all fields except these. */
  readonly only?: readonly string[];
  readonly but?: readonly string[];
}

const reference: EmbeddedStruct = { struct: 'LocalObjectReference', only: ['name'] };

export const embeddedStructs: Readonly<Record<string, EmbeddedStruct>> = {
  ConfigMapEnvSource: reference,
  ConfigMapKeySelector: reference,
  ConfigMapProjection: reference,
  ConfigMapVolumeSource: reference,
  SecretEnvSource: reference,
  SecretKeySelector: reference,
  SecretProjection: reference,
  Probe: { struct: 'ProbeHandler', only: ['exec', 'httpGet', 'tcpSocket', 'grpc'] },
  Volume: { struct: 'VolumeSource', but: ['name'] },
  EphemeralContainer: { struct: 'EphemeralContainerCommon', but: ['targetContainerName'] },
};

/** Fields that hold one quantity. */
export const quantities: readonly string[] = ['EmptyDirVolumeSource.sizeLimit', 'ResourceFieldSelector.divisor'];

/** Maps from resource names to quantities (`v1.ResourceList`). */
export const resourceLists: readonly string[] = [
  'ContainerStatus.allocatedResources',
  'LimitRangeItem.max',
  'LimitRangeItem.min',
  'LimitRangeItem.default',
  'LimitRangeItem.defaultRequest',
  'LimitRangeItem.maxLimitRequestRatio',
  'PersistentVolumeClaimStatus.capacity',
  'PersistentVolumeClaimStatus.allocatedResources',
  'PodSpec.overhead',
  'PodStatus.allocatedResources',
  'ResourceQuotaSpec.hard',
  'ResourceQuotaStatus.hard',
  'ResourceQuotaStatus.used',
  'ResourceRequirements.limits',
  'ResourceRequirements.requests',
  'VolumeResourceRequirements.limits',
  'VolumeResourceRequirements.requests',
  'Overhead.podFixed',
];

/** Maps whose keys have a type of their own: how Go prints the map, and its values. */
export const namedMaps: Readonly<Record<string, readonly [map: string, value: string]>> = {
  'PersistentVolumeClaimStatus.allocatedResourceStatuses': [
    'map[v1.ResourceName]v1.ClaimResourceStatus',
    'v1.ClaimResourceStatus',
  ],
  'NodeAllocatableResourceClaimStatus.resources': ['map[v1.ResourceName]resource.Quantity', 'resource.Quantity'],
};

/** Kinds that Podscope reads: `apiVersion/kind` and the name of the struct. */
export const kinds: Readonly<Record<string, string>> = {
  'v1/Pod': 'Pod',
  'v1/PodTemplate': 'PodTemplate',
  'apps/v1/Deployment': 'Deployment',
  'apps/v1/StatefulSet': 'StatefulSet',
  'apps/v1/DaemonSet': 'DaemonSet',
  'apps/v1/ReplicaSet': 'ReplicaSet',
  'v1/ReplicationController': 'ReplicationController',
  'batch/v1/Job': 'Job',
  'batch/v1/CronJob': 'CronJob',
  'v1/LimitRange': 'LimitRange',
  'v1/ResourceQuota': 'ResourceQuota',
  'v1/Namespace': 'Namespace',
  'scheduling.k8s.io/v1/PriorityClass': 'PriorityClass',
  'policy/v1/PodDisruptionBudget': 'PodDisruptionBudget',
  'v1/ConfigMap': 'ConfigMap',
  'v1/Secret': 'Secret',
  'v1/ServiceAccount': 'ServiceAccount',
  'v1/Service': 'Service',
  'node.k8s.io/v1/RuntimeClass': 'RuntimeClass',
};
