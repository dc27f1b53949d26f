/** Repairs of amounts: below zero, halves of what is whole, huge pages that are no multiple. */
import { child } from '../../kube/field-path.ts';
import { parseQuantity, quantitySign, quantityText, roundUpQuantity, scaledValue } from '../../kube/quantity.ts';
import { add, type Broken, lastOf, ownerOf, remove, type Repair, type Repairs, set, valueAt } from './context.ts';

function writtenAmount({ at, object }: Broken): string | undefined {
  const value = valueAt(object, at);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Nobody means less than nothing: the sign is a slip. */
const negative: Repair = (broken) => {
  const text = writtenAmount(broken)?.trim() ?? '';
  return /^-\d/.test(text) ? [set(broken.at, text.slice(1)), remove(broken.at)] : [];
};

const whole: Repair = (broken) => {
  const read = parseQuantity(writtenAmount(broken) ?? '');
  if (!('quantity' in read) || quantitySign(read.quantity) <= 0) return [];
  const rounded = quantityText(roundUpQuantity(read.quantity, 0));
  return [set(broken.at, /^\d{1,15}$/.test(rounded) ? Number(rounded) : rounded)];
};

const mebi = 1024n * 1024n;
const pageSizes: Readonly<Record<string, bigint>> = { '2Mi': 2n * mebi, '1Gi': 1024n * mebi };

const hugePages: Repair = (broken) => {
  const read = parseQuantity(writtenAmount(broken) ?? '');
  const size = pageSizes[lastOf(broken.at).replace('hugepages-', '')];
  if (!('quantity' in read) || size === undefined) return [];
  const pages = (scaledValue(read.quantity, 0) + size - 1n) / size;
  if (pages <= 0n) return [];
  const amount = (pages * size) / mebi;
  return [set(broken.at, amount % 1024n === 0n ? `${amount / 1024n}Gi` : `${amount}Mi`)];
};

/** Objects are counted by their kind and group. */
const counted: Readonly<Record<string, string>> = {
  cronjobs: 'count/cronjobs.batch',
  daemonsets: 'count/daemonsets.apps',
  deployments: 'count/deployments.apps',
  ingresses: 'count/ingresses.networking.k8s.io',
  jobs: 'count/jobs.batch',
  replicasets: 'count/replicasets.apps',
  statefulsets: 'count/statefulsets.apps',
};

export const resourceRepairs: Repairs = {
  'quota-amount': negative,
  'quota-resource': ({ at }) => {
    const right = Object.hasOwn(counted, lastOf(at)) ? counted[lastOf(at)] : undefined;
    return right === undefined ? [] : [{ kind: 'rename', at, to: right }];
  },
  'res-negative': negative,
  'res-extended-integer': whole,
  'res-hugepages-multiple': hugePages,
  'res-hugepages-need-cpu-mem': ({ at }) => [
    add(child(at, 'requests'), 'memory', '128Mi'),
    add(child(at, 'requests'), 'cpu', '100m'),
  ],
  'resize-resource-required': ({ at }) => ['cpu', 'memory'].map((name) => add(ownerOf(at), 'resourceName', name)),
};
