/**
 * How Go writes the fields of the API objects as JSON (Kubernetes 1.36): pointers keep their zeros, other zeros are
 * left out.
 */
// Written by scripts/field-versions.ts; do not edit.

/**
 * By struct, the fields in the order of the struct, apart by blanks: the name, then `!` where it is always written, `*` for a pointer, `[]`
 * for a list, `{}` for a map, then `:` and the type where it is no string.
 */
export const storedTypes: Readonly<Record<string, string>> = {
  AWSElasticBlockStoreVolumeSource: 'volumeID! fsType partition:int32 readOnly:bool',
  Affinity: 'nodeAffinity*:NodeAffinity podAffinity*:PodAffinity podAntiAffinity*:PodAntiAffinity',
  AppArmorProfile: 'type! localhostProfile*',
  AzureDiskVolumeSource: 'diskName! diskURI! cachingMode* fsType* readOnly*:bool kind*',
  AzureFileVolumeSource: 'secretName! shareName! readOnly:bool',
  CSIVolumeSource: 'driver! readOnly*:bool fsType* volumeAttributes{} nodePublishSecretRef*:LocalObjectReference',
  Capabilities: 'add[] drop[]',
  CephFSVolumeSource: 'monitors![] path user secretFile secretRef*:LocalObjectReference readOnly:bool',
  CinderVolumeSource: 'volumeID! fsType readOnly:bool secretRef*:LocalObjectReference',
  ClusterTrustBundleProjection: 'name* signerName* labelSelector*:LabelSelector optional*:bool path!',
  ConfigMap: 'kind apiVersion metadata:ObjectMeta immutable*:bool data{} binaryData{}:bytes',
  ConfigMapEnvSource: 'name optional*:bool',
  ConfigMapKeySelector: 'name key! optional*:bool',
  ConfigMapProjection: 'name items[]:KeyToPath optional*:bool',
  ConfigMapVolumeSource: 'name items[]:KeyToPath defaultMode*:int32 optional*:bool',
  Container:
    'name! image command[] args[] workingDir ports[]:ContainerPort envFrom[]:EnvFromSource env[]:EnvVar ' +
    'resources:ResourceRequirements resizePolicy[]:ContainerResizePolicy restartPolicy* ' +
    'restartPolicyRules[]:ContainerRestartRule volumeMounts[]:VolumeMount volumeDevices[]:VolumeDevice ' +
    'livenessProbe*:Probe readinessProbe*:Probe startupProbe*:Probe lifecycle*:Lifecycle terminationMessagePath ' +
    'terminationMessagePolicy imagePullPolicy securityContext*:SecurityContext stdin:bool stdinOnce:bool ' +
    'tty:bool',
  ContainerPort: 'name hostPort:int32 containerPort!:int32 protocol hostIP',
  ContainerResizePolicy: 'resourceName! restartPolicy!',
  ContainerRestartRule: 'action exitCodes*:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator values[]:int32',
  CronJob: 'kind apiVersion metadata:ObjectMeta spec:CronJobSpec',
  CronJobSpec:
    'schedule! timeZone* startingDeadlineSeconds*:int64 concurrencyPolicy suspend*:bool ' +
    'jobTemplate!:JobTemplateSpec successfulJobsHistoryLimit*:int32 failedJobsHistoryLimit*:int32',
  DaemonSet: 'kind apiVersion metadata:ObjectMeta spec:DaemonSetSpec',
  DaemonSetSpec:
    'selector!*:LabelSelector template!:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy ' +
    'minReadySeconds:int32 revisionHistoryLimit*:int32',
  DaemonSetUpdateStrategy: 'type rollingUpdate*:RollingUpdateDaemonSet',
  Deployment: 'kind apiVersion metadata:ObjectMeta spec:DeploymentSpec',
  DeploymentSpec:
    'replicas*:int32 selector!*:LabelSelector template!:PodTemplateSpec strategy:DeploymentStrategy ' +
    'minReadySeconds:int32 revisionHistoryLimit*:int32 paused:bool progressDeadlineSeconds*:int32',
  DeploymentStrategy: 'type rollingUpdate*:RollingUpdateDeployment',
  DownwardAPIProjection: 'items[]:DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: 'path! fieldRef*:ObjectFieldSelector resourceFieldRef*:ResourceFieldSelector mode*:int32',
  DownwardAPIVolumeSource: 'items[]:DownwardAPIVolumeFile defaultMode*:int32',
  EmptyDirVolumeSource: 'medium sizeLimit*:Quantity',
  EnvFromSource: 'prefix configMapRef*:ConfigMapEnvSource secretRef*:SecretEnvSource',
  EnvVar: 'name! value valueFrom*:EnvVarSource',
  EnvVarSource:
    'fieldRef*:ObjectFieldSelector resourceFieldRef*:ResourceFieldSelector ' +
    'configMapKeyRef*:ConfigMapKeySelector secretKeyRef*:SecretKeySelector fileKeyRef*:FileKeySelector',
  EphemeralContainer:
    'name! image command[] args[] workingDir ports[]:ContainerPort envFrom[]:EnvFromSource env[]:EnvVar ' +
    'resources:ResourceRequirements resizePolicy[]:ContainerResizePolicy restartPolicy* ' +
    'restartPolicyRules[]:ContainerRestartRule volumeMounts[]:VolumeMount volumeDevices[]:VolumeDevice ' +
    'livenessProbe*:Probe readinessProbe*:Probe startupProbe*:Probe lifecycle*:Lifecycle terminationMessagePath ' +
    'terminationMessagePolicy imagePullPolicy securityContext*:SecurityContext stdin:bool stdinOnce:bool ' +
    'tty:bool targetContainerName',
  EphemeralVolumeSource: 'volumeClaimTemplate*:PersistentVolumeClaimTemplate',
  ExecAction: 'command[]',
  FCVolumeSource: 'targetWWNs[] lun*:int32 fsType readOnly:bool wwids[]',
  FileKeySelector: 'volumeName! path! key! optional*:bool',
  FlexVolumeSource: 'driver! fsType secretRef*:LocalObjectReference readOnly:bool options{}',
  FlockerVolumeSource: 'datasetName datasetUUID',
  GCEPersistentDiskVolumeSource: 'pdName! fsType partition:int32 readOnly:bool',
  GRPCAction: 'port!:int32 service!*',
  GitRepoVolumeSource: 'repository! revision directory',
  GlusterfsVolumeSource: 'endpoints! path! readOnly:bool',
  HTTPGetAction: 'path port!:IntOrString host scheme httpHeaders[]:HTTPHeader',
  HTTPHeader: 'name! value!',
  HostAlias: 'ip! hostnames[]',
  HostPathVolumeSource: 'path! type*',
  ISCSIVolumeSource:
    'targetPortal! iqn! lun!:int32 iscsiInterface fsType readOnly:bool portals[] chapAuthDiscovery:bool ' +
    'chapAuthSession:bool secretRef*:LocalObjectReference initiatorName*',
  ImageVolumeSource: 'reference pullPolicy',
  Job: 'kind apiVersion metadata:ObjectMeta spec:JobSpec',
  JobSpec:
    'parallelism*:int32 completions*:int32 activeDeadlineSeconds*:int64 podFailurePolicy*:PodFailurePolicy ' +
    'successPolicy*:SuccessPolicy backoffLimit*:int32 backoffLimitPerIndex*:int32 maxFailedIndexes*:int32 ' +
    'selector*:LabelSelector manualSelector*:bool template!:PodTemplateSpec ttlSecondsAfterFinished*:int32 ' +
    'completionMode* suspend*:bool podReplacementPolicy* managedBy*',
  JobTemplateSpec: 'metadata:ObjectMeta spec:JobSpec',
  KeyToPath: 'key! path! mode*:int32',
  LabelSelector: 'matchLabels{} matchExpressions[]:LabelSelectorRequirement',
  LabelSelectorRequirement: 'key! operator! values[]',
  Lifecycle: 'postStart*:LifecycleHandler preStop*:LifecycleHandler stopSignal*',
  LifecycleHandler: 'exec*:ExecAction httpGet*:HTTPGetAction tcpSocket*:TCPSocketAction sleep*:SleepAction',
  LimitRange: 'kind apiVersion metadata:ObjectMeta spec:LimitRangeSpec',
  LimitRangeItem:
    'type! max{}:Quantity min{}:Quantity default{}:Quantity defaultRequest{}:Quantity ' +
    'maxLimitRequestRatio{}:Quantity',
  LimitRangeSpec: 'limits![]:LimitRangeItem',
  LocalObjectReference: 'name',
  ManagedFieldsEntry: 'manager operation apiVersion time*:Time fieldsType fieldsV1*:FieldsV1 subresource',
  ModifyVolumeStatus: 'targetVolumeAttributesClassName status!',
  NFSVolumeSource: 'server! path! readOnly:bool',
  Namespace: 'kind apiVersion metadata:ObjectMeta spec:NamespaceSpec',
  NamespaceSpec: 'finalizers[]',
  NodeAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution*:NodeSelector ' +
    'preferredDuringSchedulingIgnoredDuringExecution[]:PreferredSchedulingTerm',
  NodeSelector: 'nodeSelectorTerms![]:NodeSelectorTerm',
  NodeSelectorRequirement: 'key! operator! values[]',
  NodeSelectorTerm: 'matchExpressions[]:NodeSelectorRequirement matchFields[]:NodeSelectorRequirement',
  ObjectFieldSelector: 'apiVersion fieldPath!',
  ObjectMeta:
    'name generateName namespace selfLink uid resourceVersion generation:int64 creationTimestamp:Time ' +
    'deletionTimestamp*:Time deletionGracePeriodSeconds*:int64 labels{} annotations{} ' +
    'ownerReferences[]:OwnerReference finalizers[] managedFields[]:ManagedFieldsEntry',
  ObjectReference: 'kind namespace name uid apiVersion resourceVersion fieldPath',
  OwnerReference: 'apiVersion! kind! name! uid! controller*:bool blockOwnerDeletion*:bool',
  PersistentVolumeClaim:
    'kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus',
  PersistentVolumeClaimCondition: 'type! status! lastProbeTime:Time lastTransitionTime:Time reason message',
  PersistentVolumeClaimSpec:
    'accessModes[] selector*:LabelSelector resources:VolumeResourceRequirements volumeName storageClassName* ' +
    'volumeMode* dataSource*:TypedLocalObjectReference dataSourceRef*:TypedObjectReference ' +
    'volumeAttributesClassName*',
  PersistentVolumeClaimStatus:
    'phase accessModes[] capacity{}:Quantity conditions[]:PersistentVolumeClaimCondition ' +
    'allocatedResources{}:Quantity allocatedResourceStatuses{}:ClaimResourceStatus ' +
    'currentVolumeAttributesClassName* modifyVolumeStatus*:ModifyVolumeStatus',
  PersistentVolumeClaimTemplate: 'metadata:ObjectMeta spec!:PersistentVolumeClaimSpec',
  PersistentVolumeClaimVolumeSource: 'claimName! readOnly:bool',
  PhotonPersistentDiskVolumeSource: 'pdID! fsType',
  Pod: 'kind apiVersion metadata:ObjectMeta spec:PodSpec',
  PodAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution[]:PodAffinityTerm ' +
    'preferredDuringSchedulingIgnoredDuringExecution[]:WeightedPodAffinityTerm',
  PodAffinityTerm:
    'labelSelector*:LabelSelector namespaces[] topologyKey! namespaceSelector*:LabelSelector matchLabelKeys[] ' +
    'mismatchLabelKeys[]',
  PodAntiAffinity:
    'requiredDuringSchedulingIgnoredDuringExecution[]:PodAffinityTerm ' +
    'preferredDuringSchedulingIgnoredDuringExecution[]:WeightedPodAffinityTerm',
  PodCertificateProjection:
    'signerName keyType maxExpirationSeconds*:int32 credentialBundlePath keyPath certificateChainPath ' +
    'userAnnotations{}',
  PodDNSConfig: 'nameservers[] searches[] options[]:PodDNSConfigOption',
  PodDNSConfigOption: 'name value*',
  PodDisruptionBudget: 'kind apiVersion metadata:ObjectMeta spec:PodDisruptionBudgetSpec',
  PodDisruptionBudgetSpec:
    'minAvailable*:IntOrString selector*:LabelSelector maxUnavailable*:IntOrString unhealthyPodEvictionPolicy*',
  PodFailurePolicy: 'rules![]:PodFailurePolicyRule',
  PodFailurePolicyOnExitCodesRequirement: 'containerName* operator! values![]:int32',
  PodFailurePolicyOnPodConditionsPattern: 'type! status!',
  PodFailurePolicyRule:
    'action! onExitCodes*:PodFailurePolicyOnExitCodesRequirement ' +
    'onPodConditions[]:PodFailurePolicyOnPodConditionsPattern',
  PodOS: 'name!',
  PodReadinessGate: 'conditionType!',
  PodResourceClaim: 'name! resourceClaimName* resourceClaimTemplateName*',
  PodSchedulingGate: 'name!',
  PodSchedulingGroup: 'podGroupName*',
  PodSecurityContext:
    'seLinuxOptions*:SELinuxOptions windowsOptions*:WindowsSecurityContextOptions runAsUser*:int64 ' +
    'runAsGroup*:int64 runAsNonRoot*:bool supplementalGroups[]:int64 supplementalGroupsPolicy* fsGroup*:int64 ' +
    'sysctls[]:Sysctl fsGroupChangePolicy* seccompProfile*:SeccompProfile appArmorProfile*:AppArmorProfile ' +
    'seLinuxChangePolicy*',
  PodSpec:
    'volumes[]:Volume initContainers[]:Container containers![]:Container ' +
    'ephemeralContainers[]:EphemeralContainer restartPolicy terminationGracePeriodSeconds*:int64 ' +
    'activeDeadlineSeconds*:int64 dnsPolicy nodeSelector{} serviceAccountName serviceAccount ' +
    'automountServiceAccountToken*:bool nodeName hostNetwork:bool hostPID:bool hostIPC:bool ' +
    'shareProcessNamespace*:bool securityContext*:PodSecurityContext imagePullSecrets[]:LocalObjectReference ' +
    'hostname subdomain affinity*:Affinity schedulerName tolerations[]:Toleration hostAliases[]:HostAlias ' +
    'priorityClassName priority*:int32 dnsConfig*:PodDNSConfig readinessGates[]:PodReadinessGate ' +
    'runtimeClassName* enableServiceLinks*:bool preemptionPolicy* overhead{}:Quantity ' +
    'topologySpreadConstraints[]:TopologySpreadConstraint setHostnameAsFQDN*:bool os*:PodOS hostUsers*:bool ' +
    'schedulingGates[]:PodSchedulingGate resourceClaims[]:PodResourceClaim resources*:ResourceRequirements ' +
    'hostnameOverride* schedulingGroup*:PodSchedulingGroup',
  PodTemplate: 'kind apiVersion metadata:ObjectMeta template:PodTemplateSpec',
  PodTemplateSpec: 'metadata:ObjectMeta spec:PodSpec',
  PortworxVolumeSource: 'volumeID! fsType readOnly:bool',
  PreferredSchedulingTerm: 'weight!:int32 preference!:NodeSelectorTerm',
  PriorityClass: 'kind apiVersion metadata:ObjectMeta value!:int32 globalDefault:bool description preemptionPolicy*',
  Probe:
    'exec*:ExecAction httpGet*:HTTPGetAction tcpSocket*:TCPSocketAction grpc*:GRPCAction ' +
    'initialDelaySeconds:int32 timeoutSeconds:int32 periodSeconds:int32 successThreshold:int32 ' +
    'failureThreshold:int32 terminationGracePeriodSeconds*:int64',
  ProjectedVolumeSource: 'sources![]:VolumeProjection defaultMode*:int32',
  QuobyteVolumeSource: 'registry! volume! readOnly:bool user group tenant',
  RBDVolumeSource: 'monitors![] image! fsType pool user keyring secretRef*:LocalObjectReference readOnly:bool',
  ReplicaSet: 'kind apiVersion metadata:ObjectMeta spec:ReplicaSetSpec',
  ReplicaSetSpec: 'replicas*:int32 minReadySeconds:int32 selector!*:LabelSelector template:PodTemplateSpec',
  ReplicationController: 'kind apiVersion metadata:ObjectMeta spec:ReplicationControllerSpec',
  ReplicationControllerSpec: 'replicas*:int32 minReadySeconds:int32 selector{} template*:PodTemplateSpec',
  ResourceClaim: 'name! request',
  ResourceFieldSelector: 'containerName resource! divisor:Quantity',
  ResourceQuota: 'kind apiVersion metadata:ObjectMeta spec:ResourceQuotaSpec',
  ResourceQuotaSpec: 'hard{}:Quantity scopes[] scopeSelector*:ScopeSelector',
  ResourceRequirements: 'limits{}:Quantity requests{}:Quantity claims[]:ResourceClaim',
  RollingUpdateDaemonSet: 'maxUnavailable*:IntOrString maxSurge*:IntOrString',
  RollingUpdateDeployment: 'maxUnavailable*:IntOrString maxSurge*:IntOrString',
  RollingUpdateStatefulSetStrategy: 'partition*:int32 maxUnavailable*:IntOrString',
  SELinuxOptions: 'user role type level',
  ScaleIOVolumeSource:
    'gateway! system! secretRef!*:LocalObjectReference sslEnabled:bool protectionDomain storagePool storageMode ' +
    'volumeName fsType readOnly:bool',
  ScopeSelector: 'matchExpressions[]:ScopedResourceSelectorRequirement',
  ScopedResourceSelectorRequirement: 'scopeName! operator! values[]',
  SeccompProfile: 'type! localhostProfile*',
  Secret: 'kind apiVersion metadata:ObjectMeta immutable*:bool data{}:bytes stringData{} type',
  SecretEnvSource: 'name optional*:bool',
  SecretKeySelector: 'name key! optional*:bool',
  SecretProjection: 'name items[]:KeyToPath optional*:bool',
  SecretVolumeSource: 'secretName items[]:KeyToPath defaultMode*:int32 optional*:bool',
  SecurityContext:
    'capabilities*:Capabilities privileged*:bool seLinuxOptions*:SELinuxOptions ' +
    'windowsOptions*:WindowsSecurityContextOptions runAsUser*:int64 runAsGroup*:int64 runAsNonRoot*:bool ' +
    'readOnlyRootFilesystem*:bool allowPrivilegeEscalation*:bool procMount* seccompProfile*:SeccompProfile ' +
    'appArmorProfile*:AppArmorProfile',
  ServiceAccount:
    'kind apiVersion metadata:ObjectMeta secrets[]:ObjectReference imagePullSecrets[]:LocalObjectReference ' +
    'automountServiceAccountToken*:bool',
  ServiceAccountTokenProjection: 'audience expirationSeconds*:int64 path!',
  SleepAction: 'seconds!:int64',
  StatefulSet: 'kind apiVersion metadata:ObjectMeta spec:StatefulSetSpec',
  StatefulSetOrdinals: 'start!:int32',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted whenScaled',
  StatefulSetSpec:
    'replicas*:int32 selector!*:LabelSelector template!:PodTemplateSpec ' +
    'volumeClaimTemplates[]:PersistentVolumeClaim serviceName! podManagementPolicy ' +
    'updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit*:int32 minReadySeconds:int32 ' +
    'persistentVolumeClaimRetentionPolicy*:StatefulSetPersistentVolumeClaimRetentionPolicy ' +
    'ordinals*:StatefulSetOrdinals',
  StatefulSetUpdateStrategy: 'type rollingUpdate*:RollingUpdateStatefulSetStrategy',
  StorageOSVolumeSource: 'volumeName volumeNamespace fsType readOnly:bool secretRef*:LocalObjectReference',
  SuccessPolicy: 'rules![]:SuccessPolicyRule',
  SuccessPolicyRule: 'succeededIndexes* succeededCount*:int32',
  Sysctl: 'name! value!',
  TCPSocketAction: 'port!:IntOrString host',
  Toleration: 'key operator value effect tolerationSeconds*:int64',
  TopologySpreadConstraint:
    'maxSkew!:int32 topologyKey! whenUnsatisfiable! labelSelector*:LabelSelector minDomains*:int32 ' +
    'nodeAffinityPolicy* nodeTaintsPolicy* matchLabelKeys[]',
  TypedLocalObjectReference: 'apiGroup!* kind! name!',
  TypedObjectReference: 'apiGroup!* kind! name! namespace*',
  Volume:
    'name! hostPath*:HostPathVolumeSource emptyDir*:EmptyDirVolumeSource ' +
    'gcePersistentDisk*:GCEPersistentDiskVolumeSource awsElasticBlockStore*:AWSElasticBlockStoreVolumeSource ' +
    'gitRepo*:GitRepoVolumeSource secret*:SecretVolumeSource nfs*:NFSVolumeSource iscsi*:ISCSIVolumeSource ' +
    'glusterfs*:GlusterfsVolumeSource persistentVolumeClaim*:PersistentVolumeClaimVolumeSource ' +
    'rbd*:RBDVolumeSource flexVolume*:FlexVolumeSource cinder*:CinderVolumeSource cephfs*:CephFSVolumeSource ' +
    'flocker*:FlockerVolumeSource downwardAPI*:DownwardAPIVolumeSource fc*:FCVolumeSource ' +
    'azureFile*:AzureFileVolumeSource configMap*:ConfigMapVolumeSource ' +
    'vsphereVolume*:VsphereVirtualDiskVolumeSource quobyte*:QuobyteVolumeSource ' +
    'azureDisk*:AzureDiskVolumeSource photonPersistentDisk*:PhotonPersistentDiskVolumeSource ' +
    'projected*:ProjectedVolumeSource portworxVolume*:PortworxVolumeSource scaleIO*:ScaleIOVolumeSource ' +
    'storageos*:StorageOSVolumeSource csi*:CSIVolumeSource ephemeral*:EphemeralVolumeSource ' +
    'image*:ImageVolumeSource',
  VolumeDevice: 'name! devicePath!',
  VolumeMount: 'name! readOnly:bool recursiveReadOnly* mountPath! subPath mountPropagation* subPathExpr',
  VolumeProjection:
    'secret*:SecretProjection downwardAPI*:DownwardAPIProjection configMap*:ConfigMapProjection ' +
    'serviceAccountToken*:ServiceAccountTokenProjection clusterTrustBundle*:ClusterTrustBundleProjection ' +
    'podCertificate*:PodCertificateProjection',
  VolumeResourceRequirements: 'limits{}:Quantity requests{}:Quantity',
  VsphereVirtualDiskVolumeSource: 'volumePath! fsType storagePolicyName storagePolicyID',
  WeightedPodAffinityTerm: 'weight!:int32 podAffinityTerm!:PodAffinityTerm',
  WindowsSecurityContextOptions: 'gmsaCredentialSpecName* gmsaCredentialSpec* runAsUserName* hostProcess*:bool',
};
