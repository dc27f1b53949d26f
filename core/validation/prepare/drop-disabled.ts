/**
 * Fields of feature gates that are off: the API server removes them before it validates (pkg/api/pod/util.go, 1.36).
 */
import { type Draft, edited, isRecord, update, updateEach } from '../../kube/defaults/draft.ts';
import { type ValidationContext, atLeast, isEnabled } from '../context.ts';

type IsOn = (gate: string) => boolean;

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'];

/** Removes from a pod spec, still a draft, what the server of this version would remove without a word. */
export function dropDisabledFields(spec: Draft, context: ValidationContext): void {
  // Before the gate existed, validation refused what it drops now.
  const isOlderThanRules = !atLeast(context, 34);
  const isOn: IsOn = (gate) => isEnabled(context, gate) || (gate === 'ContainerRestartRules' && isOlderThanRules);
  if (!isOn('UserNamespacesSupport')) delete spec.hostUsers;
  if (!isOn('PodLevelResources')) delete spec.resources;
  if (!isOn('HostnameOverride')) delete spec.hostnameOverride;
  if (!isOn('GenericWorkload')) delete spec.schedulingGroup;
  if (!isOn('DynamicResourceAllocation')) delete spec.resourceClaims;
  update(spec, 'securityContext', (security) => {
    if (!isOn('SupplementalGroupsPolicy')) delete security.supplementalGroupsPolicy;
    if (!isOn('SELinuxChangePolicy')) delete security.seLinuxChangePolicy;
  });
  updateEach(spec, 'topologySpreadConstraints', (constraint) => {
    if (!isOn('MatchLabelKeysInPodTopologySpread')) delete constraint.matchLabelKeys;
  });
  updateEach(spec, 'volumes', (volume) => dropProjections(volume, isOn));
  if (!isOn('ImageVolume')) dropImageVolumes(spec);
  for (const list of containerLists) updateEach(spec, list, (container) => dropOfContainer(container, list, isOn));
}

function dropProjections(volume: Draft, isOn: IsOn): void {
  update(volume, 'projected', (projected) =>
    updateEach(projected, 'sources', (source) => {
      if (!isOn('ClusterTrustBundleProjection')) delete source.clusterTrustBundle;
      if (!isOn('PodCertificateRequest')) delete source.podCertificate;
    }),
  );
}

/** Together with the mounts that name such a volume. */
function dropImageVolumes(spec: Draft): void {
  if (!Array.isArray(spec.volumes)) return;
  const isImage = (volume: unknown): boolean => isRecord(volume) && isRecord(volume.image);
  const names = spec.volumes.filter(isImage).map((volume: Readonly<Record<string, unknown>>) => volume.name ?? '');
  if (names.length === 0) return;
  spec.volumes = spec.volumes.filter((volume) => !isImage(volume));
  for (const list of containerLists) {
    updateEach(spec, list, (container) => {
      const mounts = container.volumeMounts;
      if (Array.isArray(mounts))
        container.volumeMounts = mounts.filter((mount) => !isRecord(mount) || !names.includes(mount.name ?? ''));
    });
  }
}

function dropOfContainer(container: Draft, list: string, isOn: IsOn): void {
  if (!isOn('ContainerRestartRules')) {
    if (list !== 'initContainers' || container.restartPolicy !== 'Always') delete container.restartPolicy;
    delete container.restartPolicyRules;
  }
  if (!isOn('InPlacePodVerticalScaling')) delete container.resizePolicy;
  if (!isOn('DynamicResourceAllocation')) update(container, 'resources', (resources) => delete resources.claims);
  if (!isOn('EnvFiles'))
    updateEach(container, 'env', (entry) => update(entry, 'valueFrom', (source) => delete source.fileKeyRef));
  if (!isOn('ProcMountType')) {
    update(container, 'securityContext', (security) => {
      if (typeof security.procMount === 'string') security.procMount = 'Default';
    });
  }
  if (!isOn('ContainerStopSignals')) dropStopSignal(container);
}

/** A lifecycle that held nothing else goes with it. */
function dropStopSignal(container: Draft): void {
  if (!isRecord(container.lifecycle) || typeof container.lifecycle.stopSignal !== 'string') return;
  const rest = edited(container.lifecycle, (lifecycle) => delete lifecycle.stopSignal);
  if (isRecord(rest) && (isRecord(rest.postStart) || isRecord(rest.preStop))) container.lifecycle = rest;
  else delete container.lifecycle;
}
