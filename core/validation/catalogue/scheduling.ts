/** Documentation of the checks of node selectors, affinity, tolerations and spread constraints. */
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
const tolerate = (fields: string): string => `tolerations: [{${fields}}]`;
const any = 'labelSelector: {}';
const spreadOf = (fields: string): string => `topologySpreadConstraints: [{${fields}, ${any}}]`;
const spread = (fields: string): string => spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, ${fields}`);
const plainSpread = spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule`);
const rightExpression = expression('key: disk, operator: In, values: [ssd]');
const rightField = field('key: metadata.name, operator: In, values: [node-1]');
const rightTerm = pods(`${zone}, labelSelector: {matchLabels: {app: web}}`);
const noLabel = 'No node can have such a label.';
const noPodLabel = 'No Pod can have such a label.';
const selectorOperators = 'It is `In`, `NotIn`, `Exists` or `DoesNotExist`.';
const gates = { gates: ['TaintTolerationComparisonOperators'] };

export const schedulingCatalogue: Catalogue = {
  'sched-nodeselector-key': rule('The node selector has a malformed key.', noLabel, 'nodeSelector: {"a b": c}', 'nodeSelector: {a-b: c}'),
  'sched-nodeselector-value': rule('The node selector has a malformed value.', noLabel, 'nodeSelector: {a: "b c"}', 'nodeSelector: {a: b-c}'),
  'na-terms-required': rule('There are no node selector terms.', 'Without a term no node would do.', node(''), rightExpression),
  'na-values-required': rule('`In` or `NotIn` has no values.', 'There is nothing to compare with.', expression('key: disk, operator: In'), rightExpression),
  'na-values-forbidden': rule('`Exists` or `DoesNotExist` has values.', 'These operators look at the key only.', expression('key: disk, operator: Exists, values: [ssd]'), rightExpression),
  'na-values-single': rule('`Gt` or `Lt` has not exactly one value.', 'There is one number to compare with.', expression('key: disks, operator: Gt, values: ["1", "2"]'), expression('key: disks, operator: Gt, values: ["1"]')),
  'na-operator': rule('The operator is unknown.', 'It is `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.', expression('key: disk, operator: in, values: [ssd]'), rightExpression),
  'na-key': rule('The key is malformed.', noLabel, expression('key: "a b", operator: Exists'), expression('key: a-b, operator: Exists')),
  'na-value-format': rule('The value is malformed.', noLabel, expression('key: disk, operator: In, values: ["b c"]'), rightExpression),
  'na-field-values': rule('A field has not exactly one value.', 'A node has one name.', field('key: metadata.name, operator: In, values: [a, b]'), rightField),
  'na-field-operator': rule('The operator cannot be used with fields.', 'It is `In` or `NotIn`.', field('key: metadata.name, operator: Exists'), rightField),
  'na-field-key': rule('The field cannot be selected.', 'Only `metadata.name` can.', field('key: metadata.uid, operator: In, values: [a]'), rightField),
  'na-field-value': rule('The node\'s name is malformed.', 'No node can have such a name.', field('key: metadata.name, operator: In, values: [A_B]'), rightField),
  'na-weight': rule('The weight is not between 1 and 100.', 'Weights of all matching terms are added.', `affinity: {nodeAffinity: {${preferred}: [{weight: 0, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}`, `affinity: {nodeAffinity: {${preferred}: [{weight: 50, preference: {matchExpressions: [{key: disk, operator: Exists}]}}]}}`),
  'pa-topologykey-required': rule('The topology key is missing.', 'It says how near is near: one node, one zone.', pods('labelSelector: {matchLabels: {app: web}}'), rightTerm),
  'pa-topologykey-format': rule('The topology key is malformed.', noLabel, pods('topologyKey: "a b"'), rightTerm),
  'pa-namespace': rule('A namespace is not an RFC 1123 label.', 'No namespace can have such a name.', pods(`${zone}, namespaces: [A_B], labelSelector: {}`), pods(`${zone}, namespaces: [a-b], labelSelector: {}`)),
  'pa-weight': rule('The weight is not between 1 and 100.', 'Weights of all matching terms are added.', `affinity: {podAffinity: {${preferred}: [{weight: 101, podAffinityTerm: {${zone}, labelSelector: {}}}]}}`, `affinity: {podAffinity: {${preferred}: [{weight: 100, podAffinityTerm: {${zone}, labelSelector: {}}}]}}`),
  'pa-matchlabelkeys-no-selector': rule('There are label keys, but no label selector.', 'The keys are added to the selector.', pods(`${zone}, matchLabelKeys: [app]`), pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`)),
  'pa-matchlabelkeys-format': rule('A label key is malformed.', noPodLabel, pods(`${zone}, matchLabelKeys: ["a b"], labelSelector: {}`), pods(`${zone}, matchLabelKeys: [a-b], labelSelector: {}`)),
  'pa-matchlabelkeys-in-selector': rule('A label key stands in the selector, too.', 'The server adds the Pod\'s own value of the key to the selector.', pods(`${zone}, matchLabelKeys: [app], labelSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}`), pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`)),
  'pa-matchlabelkeys-both': rule('A label key must match and must not match.', 'No Pod could do both.', pods(`${zone}, matchLabelKeys: [app], mismatchLabelKeys: [app], labelSelector: {}`), pods(`${zone}, matchLabelKeys: [app], labelSelector: {}`)),
  'selector-label': rule('The selector has a malformed label.', noPodLabel, selector('matchLabels: {"a b": c}'), selector('matchLabels: {a-b: c}')),
  'selector-values-required': rule('`In` or `NotIn` has no values.', 'There is nothing to compare with.', selector('matchExpressions: [{key: a, operator: In}]'), selector('matchExpressions: [{key: a, operator: In, values: [b]}]')),
  'selector-values-forbidden': rule('`Exists` or `DoesNotExist` has values.', 'These operators look at the key only.', selector('matchExpressions: [{key: a, operator: Exists, values: [b]}]'), selector('matchExpressions: [{key: a, operator: Exists}]')),
  'selector-operator': rule('The operator is unknown.', selectorOperators, selector('matchExpressions: [{key: a, operator: Equals}]'), selector('matchExpressions: [{key: a, operator: Exists}]')),
  'selector-key': rule('The key is malformed.', noPodLabel, selector('matchExpressions: [{key: "", operator: Exists}]'), selector('matchExpressions: [{key: a, operator: Exists}]')),
  'selector-value-format': rule('The value is malformed.', noPodLabel, selector('matchExpressions: [{key: a, operator: In, values: ["b c"]}]'), selector('matchExpressions: [{key: a, operator: In, values: [b-c]}]')),
  'tol-key': rule('The key of the toleration is malformed.', 'No taint can have such a key.', tolerate('key: "a b", operator: Exists'), tolerate('key: a-b, operator: Exists')),
  'tol-empty-key': rule('The toleration has no key, and its operator is not `Exists`.', 'Only `Exists` without a key tolerates everything.', tolerate('effect: NoSchedule'), tolerate('operator: Exists, effect: NoSchedule')),
  'tol-seconds-effect': rule('`tolerationSeconds` stands beside another effect than `NoExecute`.', 'Only `NoExecute` drives running Pods away.', tolerate('key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 3'), tolerate('key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 3')),
  'tol-value-format': rule('The value of the toleration is malformed.', 'No taint can have such a value.', tolerate('key: a, value: "b c"'), tolerate('key: a, value: b-c')),
  'tol-exists-value': rule('The operator is `Exists`, but there is a value.', '`Exists` looks at the key only.', tolerate('key: a, operator: Exists, value: b'), tolerate('key: a, operator: Equal, value: b')),
  'tol-operator': rule('The operator is unknown.', 'It is `Equal` or `Exists`.', tolerate('key: a, operator: In'), tolerate('key: a, operator: Exists')),
  'tol-operator-gated': rule('The operator needs a feature gate that is off.', '`Lt` and `Gt` came with TaintTolerationComparisonOperators.', tolerate('key: a, operator: Gt, value: "5"'), tolerate('key: a, operator: Exists')),
  'tol-number': rule('The value is not a plain integer.', '`Lt` and `Gt` compare numbers.', tolerate('key: a, operator: Gt, value: "05"'), tolerate('key: a, operator: Gt, value: "5"'), gates),
  'tol-effect': rule('The effect is unknown.', 'It is `NoSchedule`, `PreferNoSchedule` or `NoExecute`.', tolerate('operator: Exists, effect: noSchedule'), tolerate('operator: Exists, effect: NoSchedule')),
  'spread-maxskew': rule('`maxSkew` is missing or not positive.', 'It says how uneven the Pods may be spread.', spreadOf(`${zone}, whenUnsatisfiable: DoNotSchedule`), plainSpread),
  'spread-topologykey': rule('The topology key is missing.', 'It says over what the Pods are spread.', spreadOf('maxSkew: 1, whenUnsatisfiable: DoNotSchedule'), plainSpread),
  'spread-when': rule('`whenUnsatisfiable` is missing or unknown.', 'It is `DoNotSchedule` or `ScheduleAnyway`.', spreadOf(`maxSkew: 1, ${zone}`), plainSpread),
  'spread-duplicate': rule('Two constraints have the same key and the same action.', 'The second one would say the same, or contradict.', `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, ${any}}, {maxSkew: 2, ${zone}, whenUnsatisfiable: DoNotSchedule, ${any}}]`, plainSpread),
  'spread-mindomains-positive': rule('`minDomains` is not positive.', 'It counts domains.', spread('minDomains: 0'), spread('minDomains: 2')),
  'spread-mindomains-when': rule('`minDomains` stands beside `ScheduleAnyway`.', 'It can only hold Pods back.', spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: ScheduleAnyway, minDomains: 2`), spread('minDomains: 2')),
  'spread-node-policy': rule('The node policy is unknown.', 'It is `Honor` or `Ignore`.', spread('nodeTaintsPolicy: honor'), spread('nodeTaintsPolicy: Honor')),
  'spread-matchlabelkeys-no-selector': rule('There are label keys, but no label selector.', 'The keys are added to the selector.', `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [app]}]`, spread('matchLabelKeys: [app]')),
  'spread-matchlabelkeys-format': rule('A label key is malformed.', noPodLabel, spread('matchLabelKeys: ["a b"]'), spread('matchLabelKeys: [a-b]')),
  'spread-matchlabelkeys-in-selector': rule('A label key stands in the selector, too.', 'The server adds the Pod\'s own value of the key to the selector.', `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [app], labelSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}}]`, spread('matchLabelKeys: [app]')),
};
