/**
 * Defaults of the controllers in apps/v1 and of ReplicationController (Kubernetes 1.36,
 * pkg/apis/apps/v1/defaults.go).
 */
import {
  type Draft,
  fill,
  fillEmpty,
  isEmptyMap,
  isRecord,
  isUnset,
  update,
  updateEach,
  updateStruct,
} from './draft.ts';
import { defaultTemplate } from './pod-spec.ts';
import { defaultClaim } from './volume.ts';

export function defaultDeployment(deployment: Draft): void {
  updateStruct(deployment, 'spec', (spec) => {
    fill(spec, 'replicas', 1);
    updateStruct(spec, 'strategy', (strategy) => {
      fillEmpty(strategy, 'type', 'RollingUpdate');
      if (strategy.type === 'RollingUpdate') fillRollingUpdate(strategy, { maxUnavailable: '25%', maxSurge: '25%' });
    });
    fill(spec, 'revisionHistoryLimit', 10);
    fill(spec, 'progressDeadlineSeconds', 600);
    updateStruct(spec, 'template', defaultTemplate);
  });
}

export function defaultReplicaSet(set: Draft): void {
  updateStruct(set, 'spec', (spec) => {
    fill(spec, 'replicas', 1);
    updateStruct(spec, 'template', defaultTemplate);
  });
}

export function defaultDaemonSet(set: Draft): void {
  updateStruct(set, 'spec', (spec) => {
    updateStruct(spec, 'updateStrategy', (strategy) => {
      fillEmpty(strategy, 'type', 'RollingUpdate');
      if (strategy.type === 'RollingUpdate') fillRollingUpdate(strategy, { maxUnavailable: 1, maxSurge: 0 });
    });
    fill(spec, 'revisionHistoryLimit', 10);
    updateStruct(spec, 'template', defaultTemplate);
  });
}

export function defaultStatefulSet(set: Draft): void {
  updateStruct(set, 'spec', (spec) => {
    fillEmpty(spec, 'podManagementPolicy', 'OrderedReady');
    updateStruct(spec, 'updateStrategy', (strategy) => {
      // Only a strategy without type gains the rollingUpdate object; `type: RollingUpdate` alone stays as it is.
      if (isUnset(strategy.type) || strategy.type === '') fill(strategy, 'rollingUpdate', {});
      fillEmpty(strategy, 'type', 'RollingUpdate');
      if (strategy.type === 'RollingUpdate')
        update(strategy, 'rollingUpdate', (rolling) => fill(rolling, 'partition', 0));
    });
    updateStruct(spec, 'persistentVolumeClaimRetentionPolicy', (policy) => {
      fillEmpty(policy, 'whenDeleted', 'Retain');
      fillEmpty(policy, 'whenScaled', 'Retain');
    });
    fill(spec, 'replicas', 1);
    fill(spec, 'revisionHistoryLimit', 10);
    updateStruct(spec, 'template', defaultTemplate);
    updateEach(spec, 'volumeClaimTemplates', (claim) => {
      updateStruct(claim, 'status', (status) => fillEmpty(status, 'phase', 'Pending'));
      defaultClaim(claim);
    });
  });
}

export function defaultReplicationController(controller: Draft): void {
  const spec = isRecord(controller.spec) ? controller.spec : {};
  const labels = templateLabels(spec.template);
  updateStruct(controller, 'spec', (draft) => {
    if (labels && isEmptyMap(draft.selector)) draft.selector = labels;
    fill(draft, 'replicas', 1);
    update(draft, 'template', defaultTemplate);
  });
  if (labels) copyLabels(controller, labels);
}

/** The template's labels where they are a map, empty ones included. */
export function templateLabels(template: unknown): Readonly<Record<string, unknown>> | undefined {
  const metadata = isRecord(template) ? template.metadata : undefined;
  return isRecord(metadata) && isRecord(metadata.labels) ? metadata.labels : undefined;
}

/** An object without labels of its own takes those of its template. */
export function copyLabels(object: Draft, labels: Readonly<Record<string, unknown>>): void {
  updateStruct(object, 'metadata', (metadata) => {
    if (isEmptyMap(metadata.labels)) metadata.labels = labels;
  });
}

function fillRollingUpdate(strategy: Draft, values: Readonly<Record<string, unknown>>): void {
  updateStruct(strategy, 'rollingUpdate', (rolling) => {
    for (const [key, value] of Object.entries(values)) fill(rolling, key, value);
  });
}
