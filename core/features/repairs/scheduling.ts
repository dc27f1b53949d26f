/** Repairs of selectors, affinity, spreading, tolerations and gates. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child } from '../../kube/field-path.ts';
import { asObject, listAt } from '../../kube/json.ts';
import { toLabelKey, toLabelValue } from '../../kube/labels.ts';
import { toDnsSubdomain } from '../../kube/names.ts';
import { nearest } from '../../kube/nearest.ts';
import {
  add,
  lastOf,
  oneOf,
  ownerOf,
  quotedValue,
  remove,
  type Repair,
  type Repairs,
  set,
  valueAt,
} from './context.ts';

const sameWords: Readonly<Record<string, string>> = {
  equal: 'In',
  equals: 'In',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  notequal: 'NotIn',
  notequals: 'NotIn',
};

/** `Equals` -> `In`; without a word near it, those that suit an expression with or without values. */
function operator(withValues: readonly string[], without: readonly string[]): Repair {
  return (broken) => {
    const { at, object } = broken;
    const bad = quotedValue(broken) ?? '';
    const values = listAt(asObject(valueAt(object, ownerOf(at))), 'values');
    const fitting = values.length > 0 ? withValues : without;
    const meant =
      (Object.hasOwn(sameWords, bad.toLowerCase()) ? sameWords[bad.toLowerCase()] : undefined) ??
      (bad.length < 2 ? undefined : nearest(bad, [...withValues, ...without]));
    const words = meant !== undefined && fitting.includes(meant) ? [meant] : fitting;
    return valueAt(object, at) === undefined
      ? words.map((word) => add(ownerOf(at), lastOf(at), word))
      : oneOf(at, words);
  };
}

/** Nodes that are told apart by what almost every cluster labels. */
const topologyKey: Repair = ({ at, object }) =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((key) =>
    valueAt(object, at) === undefined ? add(ownerOf(at), 'topologyKey', key) : set(at, key),
  );

/** Nothing is asked of the values: then it is about the key alone. */
const keyOnly: Repair = ({ at, object }) => {
  const owner = ownerOf(at);
  const word = asObject(valueAt(object, owner))?.['operator'] === 'NotIn' ? 'DoesNotExist' : 'Exists';
  const values = valueAt(object, at);
  const steps: FixIntent[] = [set(child(owner, 'operator'), word), ...(values === undefined ? [] : [remove(at)])];
  return [{ kind: 'all', steps, title: `Change operator to ${word}` }];
};

/** An item that names nothing. */
const namelessItem =
  (what: string): Repair =>
  ({ at, object }) => {
    const item = /\]$/.test(at) ? at : ownerOf(at);
    const name = valueAt(object, /\]$/.test(at) ? child(at, 'name') : at);
    if (name === undefined || name === '') return [remove(item, `Remove the ${what} without a name`)];
    const right = typeof name === 'string' ? toLabelKey(name) : '';
    return right === '' || right === name ? [] : [set(/\]$/.test(at) ? child(at, 'name') : at, right)];
  };

/** The server tells of a value at the place of its operator. */
const tolerated: Repair = (broken) => {
  const value = child(ownerOf(broken.at), 'value');
  const written = valueAt(broken.object, value);
  const right = typeof written === 'string' ? toLabelValue(written) : '';
  return right === '' || right === written ? [] : [set(value, right)];
};

export const schedulingRepairs: Repairs = {
  'selector-operator': operator(['In', 'NotIn'], ['Exists', 'DoesNotExist']),
  'na-operator': operator(['In', 'NotIn'], ['Exists', 'DoesNotExist']),
  'selector-values-required': keyOnly,
  'na-values-required': keyOnly,
  'selector-key': ({ at, object }) =>
    (valueAt(object, at) ?? '') === '' ? [remove(ownerOf(at), 'Remove the expression without a key')] : [],
  'pa-topologykey-required': topologyKey,
  'spread-topologykey': topologyKey,
  'na-terms-required': ({ at }) => [remove(ownerOf(at), 'Remove the requirement without terms')],
  'na-field-value': (broken) => {
    const right = toDnsSubdomain(quotedValue(broken) ?? '');
    return right === '' ? [] : [set(broken.at, right)];
  },
  'gate-name': namelessItem('gate'),
  'rgate-condition-type': ({ at, object }) =>
    (valueAt(object, at) ?? '') === '' ? [remove(ownerOf(at), 'Remove the gate without a condition')] : [],
  'tol-value-format': tolerated,
};
