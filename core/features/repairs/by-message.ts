/** Repairs that the server's words alone tell: a value out of range, one of a few words, the form of a name. */
import type { FixIntent } from '../../kube/field-error.ts';
import { byteLength } from '../../kube/utf8.ts';
import { toDnsLabel, toDnsSubdomain } from '../../kube/names.ts';
import { toLabelKey, toLabelValue } from '../../kube/labels.ts';
import { type Broken, emptyOwnerOf, lastOf, oneOf, ownerOf, quotedValue, remove, set, valueAt } from './context.ts';

export function repairsByMessage(broken: Broken): readonly FixIntent[] {
  const { message } = broken.error;
  if (/supported values: /.test(message)) return supported(broken);
  const number = numberRepairs(broken);
  if (number.length > 0) return number;
  const name = nameRepairs(broken);
  if (name.length > 0) return name;
  return removeEmpty(broken);
}

/** All that the server takes, if that is a short list. */
function supported(broken: Broken): readonly FixIntent[] {
  const list = /supported values: (.*)$/.exec(broken.error.message)?.[1] ?? '';
  const values = [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '').filter((value) => value !== '');
  const words = values.filter((value) => !value.includes('{'));
  if (words.length <= 4) return oneOf(broken.at, words);
  const begun = (quotedValue(broken) ?? '').toLowerCase();
  return begun.length < 3
    ? []
    : oneOf(broken.at, words.filter((word) => word.toLowerCase().startsWith(begun)).slice(0, 4));
}

/** Users, groups and ports have no nearest value: another number is another one. */
const isIdentity = /(?:runAsUser|runAsGroup|fsGroup|supplementalGroups\[\d+\]|[pP]ort)$/;

function numberRepairs({ error: { message }, at, object }: Broken): readonly FixIntent[] {
  const value = valueAt(object, at);
  if (typeof value !== 'number' && typeof value !== 'bigint') return [];
  const isIn = /between (-?\d+) and (\d+), inclusive/.exec(message);
  const atMost = /must be less than or equal to (\d+)(?!\S*%)/.exec(message);
  const low = isIn !== null ? Number(isIn[1]) : /greater than or equal to 0/.test(message) ? 0 : 1;
  const high = isIn !== null ? Number(isIn[2]) : atMost !== null ? Number(atMost[1]) : Infinity;
  const isPositive = /must be greater than (?:zero|0)/.test(message);
  if (isIn === null && atMost === null && !isPositive && !/greater than or equal to 0/.test(message)) return [];
  const without = remove(at);
  if (isIdentity.test(at)) {
    // A minus in front of a port is a slip, but -1 is how people write "none".
    const positive = -Number(value);
    return !/[pP]ort$/.test(at) ? [without] : positive >= 10 && positive <= high ? [set(at, positive)] : [];
  }
  if (value > high) return [set(at, high)];
  return value < low ? [without, set(at, low)] : [];
}

/** A name with what it may hold; nothing where nothing would be left of it. */
function nameRepairs(broken: Broken): readonly FixIntent[] {
  const { at, object } = broken;
  const bad = quotedValue(broken);
  if (bad === undefined || bad === '') return [];
  const right = normalized(bad, broken.error.message);
  if (right === '' || right === bad) return [];
  if (valueAt(object, at) === bad) return [set(at, right)];
  return lastOf(at) === bad ? [{ kind: 'rename', at, to: right }] : [];
}

function normalized(bad: string, message: string): string {
  const most = /must be no more than (\d+) (?:characters|bytes)/.exec(message);
  if (most !== null) return shortened(bad, Number(most[1]));
  if (/RFC 1123 label|must not contain dots/.test(message)) return toDnsLabel(bad);
  if (/RFC 1123 subdomain/.test(message)) {
    const [first = '', rest] = bad.split('/');
    return rest === undefined ? toDnsSubdomain(bad) : `${toDnsSubdomain(first)}/${rest}`;
  }
  if (/name part must|prefix part must/.test(message)) return toLabelKey(bad.replace(/^\/+/, ''));
  if (/a valid label must/.test(message)) return toLabelValue(bad);
  if (/valid config key/.test(message)) return clean(bad, /[^-._a-zA-Z0-9]+/g);
  if (/environment variable name/.test(message))
    return clean(bad.normalize('NFD').replace(/[\u0300-\u036f]/g, ''), /[^-._a-zA-Z0-9]+/g, '_');
  if (/must not contain '\.\.'|backsteps/.test(message)) return withoutBacksteps(bad);
  return /must not start with '\.\.'/.test(message) ? bad.replace(/^\.+/, '') : '';
}

const clean = (text: string, illegal: RegExp, by = '-'): string =>
  text.replace(illegal, by).replace(/^[-_]+|[-_]+$/g, '');

/** Cut at the end, without what may not end a name. */
export function shortened(name: string, most: number): string {
  let short = name.slice(0, most);
  while (byteLength(short) > most) short = short.slice(0, -1);
  return short.replace(/[-_.]+$/, '');
}

/** `/a/../b` -> `/b`: what the path means. */
function withoutBacksteps(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  const result = steps.join('/');
  return path.startsWith('/') && !result.startsWith('/') ? `/${result}` : result;
}

/** `secretRef: {}`, an item that says nothing: without it the object says the same. */
function removeEmpty(broken: Broken): readonly FixIntent[] {
  const isMissing = broken.error.type === 'FieldValueRequired' || quotedValue(broken) === '';
  const owner = isMissing ? emptyOwnerOf(broken) : undefined;
  if (owner === undefined || owner === '' || /(?:^|\.)(?:spec|template|metadata|jobTemplate)$/.test(owner)) return [];
  const isVolume = /\.volumes\[\d+\]$/.test(ownerOf(owner));
  return isVolume ? [] : [remove(owner, `Remove the empty ${lastOf(owner).replace(/^\d+$/, 'item')}`)];
}
