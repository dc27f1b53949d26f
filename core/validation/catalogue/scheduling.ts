/** Documentation of the checks of node selectors and affinity. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('spec');
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
const node = (terms: string): string => `affinity: {nodeAffinity: {${required}: {nodeSelectorTerms: [${terms}]}}}`;
const expression = (fields: string): string => node(`{matchExpressions: [{${fields}}]}`);
const field = (fields: string): string => node(`{matchFields: [{${fields}}]}`);
const pods = (term: string): string => `affinity: {podAntiAffinity: {${required}: [{${term}}]}}`;
const zone = 'topologyKey: topology.kubernetes.io/zone';
const selector = (fields: string): string => pods(`${zone}, labelSelector: {${fields}}`);
const rightExpression = expression('key: disk, operator: In, values: [ssd]');
const rightField = field('key: metadata.name, operator: In, values: [node-1]');
const rightTerm = pods(`${zone}, labelSelector: {matchLabels: {app: web}}`);
const noLabel = 'No node can have such a label.';
const noPodLabel = 'No Pod can have such a label.';
const selectorOperators = 'It is `In`, `NotIn`, `Exists` or `DoesNotExist`.';

export const schedulingCatalogue: Catalogue = {
  'sched-nodeselector-key': rule(
    'The node selector has a malformed key.',
    noLabel,
    'nodeSelector: {"a b": c}',
    'nodeSelector: {a-b: c}',
  ),
  'sched-nodeselector-value': rule(
    'The node selector has a malformed value.',
    noLabel,
    'nodeSelector: {a: "b c"}',
    'nodeSelector: {a: b-c}',
  ),
  'na-terms-required': rule(
    'There are no node selector terms.',
    'Without a term no node would do.',
    node(''),
    rightExpression,
  ),
  'na-values-required': rule(
    '`In` or `NotIn` has no values.',
    'There is nothing to compare with.',
    expression('key: disk, operator: In'),
    rightExpression,
  ),
  'na-values-forbidden': rule(
    '`Exists` or `DoesNotExist` has values.',
    'These operators look at the key only.',
    expression('key: disk, operator: Exists, values: [ssd]'),
    rightExpression,
  ),
  'na-values-single': rule(
    '`Gt` or `Lt` has not exactly one value.',
    'There is one number to compare with.',
    expression('key: disks, operator: Gt, values: ["1", "2"]'),
    expression('key: disks, operator: Gt, values: ["1"]'),
  ),
  'na-operator': rule(
    'The operator is unknown.',
    'It is `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.',
    expression('key: disk, operator: in, values: [ssd]'),
    rightExpression,
  ),
  'na-key': rule(
    'The key is malformed.',
    noLabel,
    expression('key: "a b", operator: Exists'),
    expression('key: a-b, operator: Exists'),
  ),
  'na-value-format': rule(
    'The value is malformed.',
    noLabel,
    expression('key: disk, operator: In, values: ["b c"]'),
    rightExpression,
  ),
  'na-field-values': rule(
    'A field has not exactly one value.',
    'A node has one name.',
    field('key: metadata.name, operator: In, values: [a, b]'),
    rightField,
  ),
  'na-field-operator': rule(
    'The operator cannot be used with fields.',
    'It is `In` or `NotIn`.',
    field('key: metadata.name, operator: Exists'),
    rightField,
  ),
  'na-field-key': rule(
    'The field cannot be selected.',
    'Only `metadata.name` can.',
    field('key: metadata.uid, operator: In, values: [a]'),
    rightField,
  ),
  'na-field-value': rule(
    "The node's name is malformed.",
    'No node can have such a name.',
    field('key: metadata.name, operator: In, values: [A_B]'),
    rightField,
  ),
  'na-weight': rule(
    'The weight is not between 1 and 100.',
    'Weights of all matching terms are added.',
    `affinity: {nodeAffinity: {${preferred}: [{weight: 0, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}`,
    `affinity: {nodeAffinity: {${preferred}: [{weight: 50, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}`,
  ),
  'pa-topologykey-required': rule(
    'The topology key is missing.',
    'It says how near is near: one node, one zone.',
    pods('labelSelector: {matchLabels: {app: web}}'),
    rightTerm,
  ),
  'pa-topologykey-format': rule('The topology key is malformed.', noLabel, pods('topologyKey: "a b"'), rightTerm),
  'pa-namespace': rule(
    'A namespace is not an RFC 1123 label.',
    'No namespace can have such a name.',
    pods(`${zone}, namespaces: [A_B], labelSelector: {}`),
    pods(`${zone}, namespaces: [a-b], labelSelector: {}`),
  ),
  'pa-weight': rule(
    'The weight is not between 1 and 100.',
    'Weights of all matching terms are added.',
    `affinity: {podAffinity: {${preferred}: [{weight: 101, podAffinityTerm: {${zone}, labelSelector: {}}}]}}`,
    `affinity: {podAffinity: {${preferred}: [{weight: 100, podAffinityTerm: {${zone}, labelSelector: {}}}]}}`,
  ),
  'pa-matchlabelkeys-no-selector': rule(
    'There are label keys, but no label selector.',
    'The keys are added to the selector.',
    pods(`${zone}, matchLabelKeys: [app]`),
    pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`),
  ),
  'pa-matchlabelkeys-format': rule(
    'A label key is malformed.',
    noPodLabel,
    pods(`${zone}, matchLabelKeys: ["a b"], labelSelector: {}`),
    pods(`${zone}, matchLabelKeys: [a-b], labelSelector: {}`),
  ),
  'pa-matchlabelkeys-in-selector': rule(
    'A label key stands in the selector, too.',
    "The server adds the Pod's own value of the key to the selector.",
    pods(
      `${zone}, matchLabelKeys: [app], labelSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}`,
    ),
    pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`),
  ),
  'pa-matchlabelkeys-both': rule(
    'A label key must match and must not match.',
    'No Pod could do both.',
    pods(`${zone}, matchLabelKeys: [app], mismatchLabelKeys: [app], labelSelector: {}`),
    pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`),
  ),
  'selector-label': rule(
    'The selector has a malformed label.',
    noPodLabel,
    selector('matchLabels: {"a b": c}'),
    selector('matchLabels: {a-b: c}'),
  ),
  'selector-values-required': rule(
    '`In` or `NotIn` has no values.',
    'There is nothing to compare with.',
    selector('matchExpressions: [{key: a, operator: In}]'),
    selector('matchExpressions: [{key: a, operator: In, values: [b]}]'),
  ),
  'selector-values-forbidden': rule(
    '`Exists` or `DoesNotExist` has values.',
    'These operators look at the key only.',
    selector('matchExpressions: [{key: a, operator: Exists, values: [b]}]'),
    selector('matchExpressions: [{key: a, operator: Exists}]'),
  ),
  'selector-operator': rule(
    'The operator is unknown.',
    selectorOperators,
    selector('matchExpressions: [{key: a, operator: Equals}]'),
    selector('matchExpressions: [{key: a, operator: Exists}]'),
  ),
  'selector-key': rule(
    'The key is malformed.',
    noPodLabel,
    selector('matchExpressions: [{key: "", operator: Exists}]'),
    selector('matchExpressions: [{key: a, operator: Exists}]'),
  ),
  'selector-value-format': rule(
    'The value is malformed.',
    noPodLabel,
    selector('matchExpressions: [{key: a, operator: In, values: ["b c"]}]'),
    selector('matchExpressions: [{key: a, operator: In, values: [b-c]}]'),
  ),
};
