/** The quality of service class. Mirrors pkg/apis/core/v1/helper/qos (1.36). */
import type { PodSpec } from './pod.ts';
import { parseQuantity } from './quantity.ts';
import { fields } from './read-pod.ts';

export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const own = fields(spec.raw['resources']);
  const sources =
    Object.keys(fields(own['requests'])).length + Object.keys(fields(own['limits'])).length > 0
      ? [spec.raw]
      : [...spec.containers, ...spec.init].map((c) => c.raw);
  let isGuaranteed = true,
    hasAny = false;
  const sums = { requests: {} as Record<string, number>, limits: {} as Record<string, number> };
  for (const source of sources) {
    const resources = fields(source['resources']);
    const amounts = (kind: 'requests' | 'limits'): Record<string, number> =>
      Object.fromEntries(
        ['cpu', 'memory'].flatMap((name) => {
          const amount = parseQuantity(fields(resources[kind])[name]);
          return amount !== undefined && amount > 0 ? [[name, amount]] : [];
        }),
      );
    const limits = amounts('limits'),
      requests = { ...amounts('requests') };
    for (const name of ['cpu', 'memory'])
      if (
        requests[name] === undefined &&
        limits[name] !== undefined &&
        fields(resources['requests'])[name] === undefined
      )
        requests[name] = limits[name];
    if (Object.keys(limits).length + Object.keys(requests).length > 0) hasAny = true;
    if (Object.keys(limits).length !== 2) isGuaranteed = false;
    for (const [name, amount] of Object.entries(requests)) sums.requests[name] = (sums.requests[name] ?? 0) + amount;
    for (const [name, amount] of Object.entries(limits)) sums.limits[name] = (sums.limits[name] ?? 0) + amount;
  }
  if (!hasAny) return 'BestEffort';
  return isGuaranteed && ['cpu', 'memory'].every((name) => sums.requests[name] === sums.limits[name])
    ? 'Guaranteed'
    : 'Burstable';
}
