/** Catalogue of the checks of Deployment, StatefulSet and DaemonSet alone. */
import type { Catalogue } from '../catalogue.ts';
import { daemonSet, deployment, podTemplate, statefulSet } from './examples.ts';

export const appsCatalogue: Catalogue = {
  'dep-strategy-type': {
    summary: 'The strategy of a Deployment is RollingUpdate or Recreate.',
    why: 'The spelling counts, capitals included.',
    wrong: deployment('strategy: {type: rollingUpdate}'),
    right: deployment('strategy: {type: RollingUpdate}'),
  },
  'dep-recreate-rolling': {
    summary: 'Recreate has no rollingUpdate.',
    why: 'Recreate stops all Pods first: there is nothing to roll.',
    wrong: deployment('strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'),
    right: deployment('strategy: {type: Recreate}'),
  },
  'dep-both-zero': {
    summary: 'maxSurge and maxUnavailable are not both zero.',
    why: 'With neither a Pod more nor a Pod less no roll-out could take its first step.',
    wrong: deployment('strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}'),
    right: deployment('strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}'),
  },
  'dep-progress-negative': {
    summary: 'progressDeadlineSeconds is zero or more.',
    why: 'It is the time after which a roll-out that stands still counts as failed.',
    wrong: deployment('progressDeadlineSeconds: -1'),
    right: deployment('progressDeadlineSeconds: 600'),
  },
  'dep-progress-min-ready': {
    summary: 'progressDeadlineSeconds is longer than minReadySeconds.',
    why: 'Otherwise every roll-out fails before its first Pod is available; the deadline is 600 where it is not written.',
    wrong: deployment('minReadySeconds: 700'),
    right: deployment('minReadySeconds: 700\nprogressDeadlineSeconds: 900'),
  },
  'sts-pod-management': {
    summary: 'podManagementPolicy is OrderedReady or Parallel.',
    why: 'OrderedReady starts one Pod after the other, Parallel all at once.',
    wrong: statefulSet('podManagementPolicy: parallel'),
    right: statefulSet('podManagementPolicy: Parallel'),
  },
  'sts-update-type': {
    summary: 'The update strategy of a StatefulSet is RollingUpdate or OnDelete.',
    why: 'Recreate exists for Deployments only.',
    wrong: statefulSet('updateStrategy: {type: Recreate}'),
    right: statefulSet('updateStrategy: {type: OnDelete}'),
  },
  'sts-ondelete-rolling': {
    summary: 'OnDelete has no rollingUpdate.',
    why: 'With OnDelete a Pod is replaced only when somebody deletes it.',
    wrong: statefulSet('updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}'),
    right: statefulSet('updateStrategy: {type: OnDelete}'),
  },
  'sts-partition': {
    summary: 'partition is zero or more.',
    why: 'Pods from this ordinal on are updated; 0 updates all.',
    wrong: statefulSet('updateStrategy: {rollingUpdate: {partition: -1}, type: RollingUpdate}'),
    right: statefulSet('updateStrategy: {rollingUpdate: {partition: 0}, type: RollingUpdate}'),
  },
  'sts-max-unavailable-zero': {
    summary: 'maxUnavailable of a StatefulSet is not zero.',
    why: 'With no Pod that may be away no update could take its first step. Without the feature gate the field is dropped.',
    wrong: statefulSet('updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0}}'),
    right: statefulSet('updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}'),
    context: { kubernetesVersion: '1.36', featureGates: { MaxUnavailableStatefulSet: true } },
  },
  'sts-pvc-retention': {
    summary: 'Claims are retained or deleted.',
    why: 'The values are Retain and Delete, with capitals.',
    wrong: statefulSet('persistentVolumeClaimRetentionPolicy: {whenDeleted: delete}'),
    right: statefulSet('persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}'),
  },
  'sts-ordinals': {
    summary: 'The first ordinal is zero or more.',
    why: 'Pods are named by their ordinal: web-0, web-1.',
    wrong: statefulSet('ordinals: {start: -1}'),
    right: statefulSet('ordinals: {start: 1}'),
  },
  'sts-service-name': {
    summary: 'serviceName is a DNS label.',
    why: 'It becomes part of the host names of the Pods.',
    wrong: statefulSet('serviceName: My_Web'),
    right: statefulSet('serviceName: my-web'),
  },
  'ds-selector-missing': {
    summary: 'A DaemonSet needs a selector.',
    why: 'Without one it matches no Pod, not even its own; the server says so at the labels of the template.',
    wrong: daemonSet('', podTemplate),
    right: daemonSet(''),
  },
  'ds-update-type': {
    summary: 'The update strategy of a DaemonSet is RollingUpdate or OnDelete.',
    why: 'Recreate exists for Deployments only.',
    wrong: daemonSet('updateStrategy: {type: Recreate}'),
    right: daemonSet('updateStrategy: {type: RollingUpdate}'),
  },
  'ds-both-nonzero': {
    summary: 'A DaemonSet takes either maxSurge or maxUnavailable.',
    why: 'maxUnavailable is 1 where it is not written, so maxSurge needs maxUnavailable: 0 beside it.',
    wrong: daemonSet('updateStrategy: {rollingUpdate: {maxSurge: 1}}'),
    right: daemonSet('updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}'),
  },
  'ds-both-zero': {
    summary: 'maxSurge and maxUnavailable of a DaemonSet are not both zero.',
    why: 'maxSurge is 0 where it is not written, so maxUnavailable: 0 alone leaves the update no room.',
    wrong: daemonSet('updateStrategy: {rollingUpdate: {maxUnavailable: 0}}'),
    right: daemonSet('updateStrategy: {rollingUpdate: {maxUnavailable: 1}}'),
  },
};
