/**
 * What the Pod tells its containers of itself: `fieldRef` and `resourceFieldRef`. Mirrors pkg/fieldpath and
 * pkg/api/v1/resource (1.36).
 */
import { fields, text, type Fields } from '../kube/json.ts';
import type { PodLife } from './world.ts';
import { amountOf } from '../kube/amount.ts';

/** The value of a field; undefined for an empty path. */
export function fieldValue(life: PodLife, path: string): string | undefined {
  if (path === '') return undefined;
  const { meta, spec } = life.lastApi;
  const [, map, key = ''] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map !== undefined) return text(fields(meta.raw[map])[key]);
  const known: Readonly<Record<string, string>> = {
    'metadata.name': meta.name,
    'metadata.namespace': meta.namespace,
    'metadata.uid': meta.uid,
    'spec.nodeName': life.node?.name ?? '',
    'spec.serviceAccountName': text(spec.raw['serviceAccountName'], 'default'),
    'status.podIP': '10.244.0.5',
    'status.podIPs': '10.244.0.5',
    'status.hostIP': '192.168.77.2',
    'status.hostIPs': '192.168.77.2',
  };
  return known[path] ?? '';
}

/** The amount divided by the divisor, rounded up. Without a limit it is what the node has, without a request 0. */
export function resourceValue(life: PodLife, ref: Fields, container: string): string | undefined {
  const [, list = '', name = ''] = /^(limits|requests)\.(.+)$/.exec(text(ref['resource'])) ?? [];
  if (list === '') return undefined;
  const { init, containers } = life.lastApi.spec;
  const wanted = text(ref['containerName']) || container;
  const spec = [...init, ...containers].find((one) => one.name === wanted);
  const resources = fields(spec?.raw['resources']);
  const given = fields(resources[list])[name] ?? (list === 'requests' ? fields(resources['limits'])[name] : undefined);
  const ofNode = (life.node?.allocatable[name] ?? 0) / (name === 'cpu' ? 1000 : 1);
  const amount = amountOf(given) ?? (list === 'limits' ? ofNode : 0);
  const divisor = amountOf(ref['divisor']) || 1;
  // A thousandth of a thousandth is what binary fractions may be off by.
  return String(Math.ceil(amount / divisor - 1e-6));
}
