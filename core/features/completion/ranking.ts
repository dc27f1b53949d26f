/** The useful order of fields: what people write most stands first. Fields that are not named follow in alphabetical order. */

const orders: Readonly<Record<string, string>> = {
  Pod: 'apiVersion kind metadata spec',
  PodSpec:
    'containers initContainers volumes restartPolicy serviceAccountName securityContext nodeSelector terminationGracePeriodSeconds ' +
    'imagePullSecrets affinity tolerations topologySpreadConstraints hostNetwork priorityClassName activeDeadlineSeconds ' +
    'automountServiceAccountToken dnsPolicy runtimeClassName ephemeralContainers shareProcessNamespace enableServiceLinks',
  Container:
    'name image command args ports env resources volumeMounts livenessProbe readinessProbe securityContext startupProbe lifecycle envFrom ' +
    'imagePullPolicy restartPolicy workingDir terminationMessagePath terminationMessagePolicy restartPolicyRules',
  InitContainer:
    'name image command restartPolicy volumeMounts args env envFrom resources securityContext ports livenessProbe readinessProbe startupProbe',
  EphemeralContainer: 'name image command args targetContainerName env volumeMounts securityContext stdin tty',
  ObjectMeta: 'name namespace labels annotations generateName finalizers',
  Probe:
    'httpGet exec tcpSocket grpc periodSeconds failureThreshold initialDelaySeconds timeoutSeconds successThreshold terminationGracePeriodSeconds',
  HTTPGetAction: 'path port scheme httpHeaders host',
  ContainerPort: 'containerPort name protocol hostPort hostIP',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'configMapKeyRef secretKeyRef fieldRef resourceFieldRef',
  EnvFromSource: 'configMapRef secretRef prefix',
  ConfigMapKeySelector: 'name key optional',
  SecretKeySelector: 'name key optional',
  ResourceRequirements: 'requests limits claims',
  VolumeMount: 'name mountPath readOnly subPath subPathExpr mountPropagation',
  Volume: 'name emptyDir configMap secret persistentVolumeClaim hostPath projected downwardAPI ephemeral csi nfs',
  SecurityContext:
    'runAsNonRoot runAsUser allowPrivilegeEscalation capabilities privileged readOnlyRootFilesystem seccompProfile runAsGroup',
  PodSecurityContext:
    'runAsNonRoot runAsUser fsGroup runAsGroup seccompProfile supplementalGroups sysctls fsGroupChangePolicy',
  Capabilities: 'drop add',
  Lifecycle: 'preStop postStart stopSignal',
  LifecycleHandler: 'exec httpGet sleep',
  DeploymentSpec:
    'replicas selector template strategy minReadySeconds revisionHistoryLimit progressDeadlineSeconds paused',
  StatefulSetSpec:
    'serviceName replicas selector template volumeClaimTemplates updateStrategy podManagementPolicy ordinals minReadySeconds',
  DaemonSetSpec: 'selector template updateStrategy minReadySeconds revisionHistoryLimit',
  ReplicaSetSpec: 'replicas selector template minReadySeconds',
  JobSpec:
    'template backoffLimit completions parallelism activeDeadlineSeconds ttlSecondsAfterFinished completionMode podFailurePolicy suspend',
  CronJobSpec:
    'schedule jobTemplate concurrencyPolicy successfulJobsHistoryLimit failedJobsHistoryLimit startingDeadlineSeconds suspend timeZone',
  JobTemplateSpec: 'spec metadata',
  PodTemplateSpec: 'metadata spec',
  LabelSelector: 'matchLabels matchExpressions',
  Toleration: 'key operator value effect tolerationSeconds',
  LimitRangeItem: 'type default defaultRequest max min maxLimitRequestRatio',
};

/** Fields that people write because of another: once that one is there, they stand first. */
const companions: Readonly<Record<string, string>> = {
  'PodSpec.dnsConfig': 'dnsPolicy',
  'PodSpec.priorityClassName': 'priority',
  'PodSpec.hostPID': 'hostUsers',
  'PodSpec.hostNetwork': 'hostUsers',
  'Container.restartPolicyRules': 'restartPolicy',
  'InitContainer.restartPolicyRules': 'restartPolicy',
  'Container.resizePolicy': 'resources',
  'JobSpec.completionMode': 'completions',
  'JobSpec.successPolicy': 'completions',
  'JobSpec.backoffLimitPerIndex': 'completions',
  'JobSpec.maxFailedIndexes': 'backoffLimitPerIndex',
  'JobSpec.podReplacementPolicy': 'podFailurePolicy',
  'JobSpec.podFailurePolicy': 'podReplacementPolicy',
  'JobSpec.selector': 'manualSelector',
  'DeploymentSpec.strategy': 'selector',
};

/** Whether a field goes with one that is there. */
export function isCompanion(struct: string, field: string, siblings: ReadonlySet<string>): boolean {
  const id = `${struct}.${field}`;
  return Object.hasOwn(companions, id) && siblings.has(companions[id] ?? '');
}

const known = new Map<string, ReadonlyMap<string, number>>();

/** Position of a field in its struct's useful order; unnamed ones come after all named ones. */
export function rankOfField(struct: string, field: string): number {
  const ranks = known.get(struct) ?? ranksOf(struct);
  return ranks.get(field) ?? 1000;
}

function ranksOf(struct: string): ReadonlyMap<string, number> {
  const order = Object.hasOwn(orders, struct) ? (orders[struct] ?? '') : struct === 'Pod' ? '' : (orders['Pod'] ?? '');
  const ranks = new Map(order.split(' ').map((name, position) => [name, position] as const));
  known.set(struct, ranks);
  return ranks;
}
