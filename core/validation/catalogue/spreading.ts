/** Documentation of the checks of tolerations and spread constraints. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('spec');
const zone = 'topologyKey: topology.kubernetes.io/zone';
const tolerate = (fields: string): string => `tolerations: [{${fields}}]`;
const any = 'labelSelector: {}';
const spreadOf = (fields: string): string => `topologySpreadConstraints: [{${fields}, ${any}}]`;
const spread = (fields: string): string => spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, ${fields}`);
const plainSpread = spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule`);
const noPodLabel = 'No Pod can have such a label.';
const gates = { gates: ['TaintTolerationComparisonOperators'] };

export const spreadingCatalogue: Catalogue = {
  'tol-key': rule(
    'The key of the toleration is malformed.',
    'No taint can have such a key.',
    tolerate('key: "a b", operator: Exists'),
    tolerate('key: a-b, operator: Exists'),
  ),
  'tol-empty-key': rule(
    'The toleration has no key, and its operator is not `Exists`.',
    'Only `Exists` without a key tolerates everything.',
    tolerate('effect: NoSchedule'),
    tolerate('operator: Exists, effect: NoSchedule'),
  ),
  'tol-seconds-effect': rule(
    '`tolerationSeconds` stands beside another effect than `NoExecute`.',
    'Only `NoExecute` drives running Pods away.',
    tolerate('key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 3'),
    tolerate('key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 3'),
  ),
  'tol-value-format': rule(
    'The value of the toleration is malformed.',
    'No taint can have such a value.',
    tolerate('key: a, value: "b c"'),
    tolerate('key: a, value: b-c'),
  ),
  'tol-exists-value': rule(
    'The operator is `Exists`, but there is a value.',
    '`Exists` looks at the key only.',
    tolerate('key: a, operator: Exists, value: b'),
    tolerate('key: a, operator: Equal, value: b'),
  ),
  'tol-operator': rule(
    'The operator is unknown.',
    'It is `Equal` or `Exists`.',
    tolerate('key: a, operator: In'),
    tolerate('key: a, operator: Exists'),
  ),
  'tol-operator-gated': rule(
    'The operator needs a feature gate that is off.',
    '`Lt` and `Gt` came with TaintTolerationComparisonOperators.',
    tolerate('key: a, operator: Gt, value: "5"'),
    tolerate('key: a, operator: Exists'),
  ),
  'tol-number': rule(
    'The value is not a plain integer.',
    '`Lt` and `Gt` compare numbers.',
    tolerate('key: a, operator: Gt, value: "05"'),
    tolerate('key: a, operator: Gt, value: "5"'),
    gates,
  ),
  'tol-effect': rule(
    'The effect is unknown.',
    'It is `NoSchedule`, `PreferNoSchedule` or `NoExecute`.',
    tolerate('operator: Exists, effect: noSchedule'),
    tolerate('operator: Exists, effect: NoSchedule'),
  ),
  'spread-maxskew': rule(
    '`maxSkew` is missing or not positive.',
    'It says how uneven the Pods may be spread.',
    spreadOf(`${zone}, whenUnsatisfiable: DoNotSchedule`),
    plainSpread,
  ),
  'spread-topologykey': rule(
    'The topology key is missing.',
    'It says over what the Pods are spread.',
    spreadOf('maxSkew: 1, whenUnsatisfiable: DoNotSchedule'),
    plainSpread,
  ),
  'spread-when': rule(
    '`whenUnsatisfiable` is missing or unknown.',
    'It is `DoNotSchedule` or `ScheduleAnyway`.',
    spreadOf(`maxSkew: 1, ${zone}`),
    plainSpread,
  ),
  'spread-duplicate': rule(
    'Two constraints have the same key and the same action.',
    'The second one would say the same, or contradict.',
    `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, ${any}}, {maxSkew: 2, ${zone}, whenUnsatisfiable: DoNotSchedule, ${any}}]`,
    plainSpread,
  ),
  'spread-mindomains-positive': rule(
    '`minDomains` is not positive.',
    'It counts domains.',
    spread('minDomains: 0'),
    spread('minDomains: 2'),
  ),
  'spread-mindomains-when': rule(
    '`minDomains` stands beside `ScheduleAnyway`.',
    'It can only hold Pods back.',
    spreadOf(`maxSkew: 1, ${zone}, whenUnsatisfiable: ScheduleAnyway, minDomains: 2`),
    spread('minDomains: 2'),
  ),
  'spread-node-policy': rule(
    'The node policy is unknown.',
    'It is `Honor` or `Ignore`.',
    spread('nodeTaintsPolicy: honor'),
    spread('nodeTaintsPolicy: Honor'),
  ),
  'spread-matchlabelkeys-no-selector': rule(
    'There are label keys, but no label selector.',
    'The keys are added to the selector.',
    `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [app]}]`,
    spread('matchLabelKeys: [app]'),
  ),
  'spread-matchlabelkeys-format': rule(
    'A label key is malformed.',
    noPodLabel,
    spread('matchLabelKeys: ["a b"]'),
    spread('matchLabelKeys: [a-b]'),
  ),
  'spread-matchlabelkeys-in-selector': rule(
    'A label key stands in the selector, too.',
    "The server adds the Pod's own value of the key to the selector.",
    `topologySpreadConstraints: [{maxSkew: 1, ${zone}, whenUnsatisfiable: DoNotSchedule, matchLabelKeys: [app], labelSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: Exists}]}}]`,
    spread('matchLabelKeys: [app]'),
  ),
};
