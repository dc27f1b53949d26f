/** Catalogue of the checks that the controllers share. */
import type { Catalogue } from '../catalogue.ts';
import { daemonSet, deployment, podTemplate, replicationController, statefulSet } from './examples.ts';

const selector = 'selector: {matchLabels: {app: web}}';
const withSpec = (spec: string): string =>
  `${selector}\ntemplate: {metadata: {labels: {app: web}}, spec: {${spec}, containers: [{name: app, image: nginx}]}}`;
const rc = 'selector: {app: web}';

export const workloadCatalogue: Catalogue = {
  'wl-replicas-negative': {
    summary: 'replicas is zero or more.',
    why: 'There is no such thing as a negative number of Pods; 0 stops them all.',
    wrong: deployment('replicas: -1'),
    right: deployment('replicas: 0'),
  },
  'wl-min-ready-negative': {
    summary: 'minReadySeconds is zero or more.',
    why: 'It is a waiting time: how long a Pod has to stay ready before it counts as available.',
    wrong: deployment('minReadySeconds: -1'),
    right: deployment('minReadySeconds: 0'),
  },
  'wl-revision-history-negative': {
    summary: 'revisionHistoryLimit is zero or more.',
    why: 'It says how many old revisions stay for a roll back; 0 keeps none.',
    wrong: deployment('revisionHistoryLimit: -1'),
    right: deployment('revisionHistoryLimit: 10'),
  },
  'wl-selector-required': {
    summary: 'A controller needs a selector.',
    why: 'It finds its Pods by their labels, and the selector cannot be changed later.',
    wrong: deployment('', podTemplate),
    right: deployment(''),
  },
  'wl-selector-empty': {
    summary: 'The selector names at least one label.',
    why: 'An empty selector would match every Pod of the namespace.',
    wrong: deployment('', `selector: {}\n${podTemplate}`),
    right: deployment(''),
  },
  'wl-selector-invalid': {
    summary: 'The selector can be read.',
    why: 'Operators are In, NotIn, Exists and DoesNotExist; until the selector is right the template is not checked.',
    wrong: deployment(
      '',
      `selector: {matchExpressions: [{key: app, operator: Equals, values: [web]}]}\n${podTemplate}`,
    ),
    right: deployment('', `selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}\n${podTemplate}`),
  },
  'wl-selector-mismatch': {
    summary: 'The labels of the template match the selector.',
    why: 'Otherwise the controller would make Pods for ever and find none of them.',
    wrong: deployment('', `selector: {matchLabels: {app: shop}}\n${podTemplate}`),
    right: deployment(''),
  },
  'wl-restart-policy-always': {
    summary: 'Pods of a controller restart always.',
    why: 'A controller replaces Pods that end, so no other policy makes sense; for work that ends use a Job.',
    wrong: deployment('', withSpec('restartPolicy: Never')),
    right: deployment('', withSpec('restartPolicy: Always')),
  },
  'wl-active-deadline': {
    summary: 'Pods of a Deployment or ReplicaSet have no activeDeadlineSeconds.',
    why: 'Every Pod would fail after that time; only Jobs and bare Pods may end.',
    wrong: deployment('', withSpec('activeDeadlineSeconds: 60')),
    right: deployment(''),
  },
  'wl-active-deadline-sts': {
    summary: 'Pods of a StatefulSet have no activeDeadlineSeconds.',
    why: 'Every Pod would fail after that time; only Jobs and bare Pods may end.',
    wrong: statefulSet('', withSpec('activeDeadlineSeconds: 60')),
    right: statefulSet(''),
  },
  'wl-active-deadline-ds': {
    summary: 'Pods of a DaemonSet have no activeDeadlineSeconds.',
    why: 'Every Pod would fail after that time; only Jobs and bare Pods may end.',
    wrong: daemonSet('', withSpec('activeDeadlineSeconds: 60')),
    right: daemonSet(''),
  },
  'wl-active-deadline-rc': {
    summary: 'Pods of a ReplicationController have no activeDeadlineSeconds.',
    why: 'Every Pod would fail after that time; only Jobs and bare Pods may end.',
    wrong: replicationController(withSpec('activeDeadlineSeconds: 60').replace(selector, rc)),
    right: replicationController(`${rc}\n${podTemplate}`),
  },
  'intorpercent-format': {
    summary: 'A text here is a percentage.',
    why: 'A number in quotes is a text: write it without quotes, or add %.',
    wrong: deployment('strategy: {rollingUpdate: {maxSurge: "25"}}'),
    right: deployment('strategy: {rollingUpdate: {maxSurge: 25%}}'),
  },
  'intorpercent-negative': {
    summary: 'The number of Pods is zero or more.',
    why: 'It says by how many Pods a roll-out may go beyond or below the wanted number.',
    wrong: deployment('strategy: {rollingUpdate: {maxSurge: -1}}'),
    right: deployment('strategy: {rollingUpdate: {maxSurge: 1}}'),
  },
  'intorpercent-over-100': {
    summary: 'No more than all Pods can be unavailable.',
    why: '100% takes them all down at once; more is not possible.',
    wrong: deployment('strategy: {rollingUpdate: {maxUnavailable: 150%}}'),
    right: deployment('strategy: {rollingUpdate: {maxUnavailable: 100%}}'),
  },
  'rc-selector-required': {
    summary: 'A ReplicationController has a selector, or labels in its template to take it from.',
    why: 'It finds its Pods by their labels.',
    wrong: replicationController('template: {spec: {containers: [{name: app, image: nginx}]}}'),
    right: replicationController(podTemplate),
  },
  'rc-template-required': {
    summary: 'A ReplicationController has a template.',
    why: 'It makes its Pods from it.',
    wrong: replicationController(rc),
    right: replicationController(`${rc}\n${podTemplate}`),
  },
};
