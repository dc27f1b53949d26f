/** Catalogue of the checks of the objects around Pods: limits, quotas, configuration, budgets, classes. */
import type { Catalogue } from '../catalogue.ts';
import { plain } from './examples.ts';

const limitRange = (item: string): string => plain('v1', 'LimitRange', `spec:\n  limits:\n    - ${item}`);
const quota = (spec: string): string => plain('v1', 'ResourceQuota', `spec: {${spec}}`);
const secret = (lines: string): string => plain('v1', 'Secret', lines);
const configMap = (lines: string): string => plain('v1', 'ConfigMap', lines);
const budget = (spec: string): string =>
  plain('policy/v1', 'PodDisruptionBudget', `spec: {${spec}, selector: {matchLabels: {app: web}}}`);
const priorityClass = (lines: string, name = 'web'): string =>
  plain('scheduling.k8s.io/v1', 'PriorityClass', lines, `name: ${name}`);

const namespace = (labels: string): string =>
  plain('v1', 'Namespace', '', `name: web, labels: {pod-security.kubernetes.io/${labels}}`);

export const objectCatalogue: Catalogue = {
  'ns-policy-level': {
    summary: 'The level of Pod Security is privileged, baseline or restricted.',
    why: 'A server refuses a Namespace whose policy it cannot read.',
    wrong: namespace('enforce: Restricted'),
    right: namespace('enforce: restricted'),
  },
  'ns-policy-version': {
    summary: 'The version of a level of Pod Security is latest or v1.x.',
    why: 'A server refuses a Namespace whose policy it cannot read.',
    wrong: namespace('enforce-version: "1.30"'),
    right: namespace('enforce-version: v1.30'),
  },
  'lr-object': {
    summary: 'The amounts of a LimitRange fit together: min ≤ defaultRequest ≤ default ≤ max.',
    why: 'Otherwise its own defaults would be refused by its own limits.',
    wrong: limitRange('{type: Container, min: {cpu: "2"}, max: {cpu: "1"}}'),
    right: limitRange('{type: Container, min: {cpu: 100m}, max: {cpu: "1"}}'),
  },
  'lr-pvc': {
    summary: 'Limits for claims say min or max of storage.',
    why: 'Claims ask for nothing else.',
    wrong: limitRange('{type: PersistentVolumeClaim}'),
    right: limitRange('{type: PersistentVolumeClaim, max: {storage: 10Gi}}'),
  },
  'quota-resource': {
    summary: 'A quota counts resources that exist.',
    why: 'Objects are counted as count/<resource>.<group>, compute as requests.cpu and the like.',
    wrong: quota('hard: {deployments: "3"}'),
    right: quota('hard: {count/deployments.apps: "3"}'),
  },
  'quota-amount': {
    summary: 'Amounts of a quota are not negative, and whole where things are counted.',
    why: 'There are no half Pods.',
    wrong: quota('hard: {pods: "-1"}'),
    right: quota('hard: {pods: "3"}'),
  },
  'quota-scope': {
    summary: 'Scopes exist, do not exclude each other and fit the resources.',
    why: 'BestEffort Pods, for one, have no requests that could be counted.',
    wrong: quota('hard: {requests.cpu: "1"}, scopes: [BestEffort]'),
    right: quota('hard: {pods: "1"}, scopes: [BestEffort]'),
  },
  'cm-key': {
    summary: 'Keys consist of letters, digits, "-", "_" and ".".',
    why: 'They become file names and variable names.',
    wrong: configMap('data: {"app settings": x}'),
    right: configMap('data: {app-settings: x}'),
  },
  'cm-key-twice': {
    summary: 'A key is in data or in binaryData.',
    why: 'Both become files of one folder.',
    wrong: configMap('data: {logo: x}\nbinaryData: {logo: eA==}'),
    right: configMap('binaryData: {logo: eA==}'),
  },
  'cm-size': {
    summary: 'A ConfigMap holds at most 1 MiB.',
    why: 'It has to fit into the store of the cluster; bigger files belong into a volume or an image.',
    wrong: configMap(`data: {big: "${'0123456789abcdef'.repeat(65537)}"}`),
    right: configMap('data: {small: x}'),
  },
  'secret-key': {
    summary: 'Keys consist of letters, digits, "-", "_" and ".".',
    why: 'They become file names and variable names.',
    wrong: secret('stringData: {"api key": x}'),
    right: secret('stringData: {api-key: x}'),
  },
  'secret-size': {
    summary: 'A Secret holds at most 1 MiB.',
    why: 'It has to fit into the store of the cluster.',
    wrong: secret(`stringData: {big: "${'0123456789abcdef'.repeat(65537)}"}`),
    right: secret('stringData: {small: x}'),
  },
  'secret-type-key': {
    summary: 'The type of a Secret says which keys it has.',
    why: 'Those who use it look for exactly these keys.',
    wrong: secret('type: kubernetes.io/tls\nstringData: {tls.crt: x}'),
    right: secret('type: kubernetes.io/tls\nstringData: {tls.crt: x, tls.key: y}'),
  },
  'secret-docker-json': {
    summary: 'The value of a pull secret is JSON.',
    why: 'The kubelet reads user names and passwords from it.',
    wrong: secret("type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: 'auths'}"),
    right: secret('type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: \'{"auths": {}}\'}'),
  },
  'pc-system-name': {
    summary: 'Names that start with system- belong to Kubernetes.',
    why: 'Such classes rank above everything that users may define.',
    wrong: priorityClass('value: 10', 'system-web'),
    right: priorityClass('value: 10'),
  },
  'pc-value': {
    summary: 'The value of a class is at most 1000000000.',
    why: 'What is above is kept for parts of the system.',
    wrong: priorityClass('value: 1000000001'),
    right: priorityClass('value: 1000000000'),
  },
  'pc-preemption': {
    summary: 'preemptionPolicy is PreemptLowerPriority or Never.',
    why: 'Never waits for room instead of taking it from others.',
    wrong: priorityClass('value: 10\npreemptionPolicy: never'),
    right: priorityClass('value: 10\npreemptionPolicy: Never'),
  },
  'pdb-both': {
    summary: 'A budget says minAvailable or maxUnavailable.',
    why: 'Both say the same from two ends and could contradict each other.',
    wrong: budget('minAvailable: 1, maxUnavailable: 1'),
    right: budget('minAvailable: 1'),
  },
  'pdb-eviction': {
    summary: 'unhealthyPodEvictionPolicy is AlwaysAllow or IfHealthyBudget.',
    why: 'It says whether Pods that are not ready may be evicted.',
    wrong: budget('minAvailable: 1, unhealthyPodEvictionPolicy: always'),
    right: budget('minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow'),
  },
};
