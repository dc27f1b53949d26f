/** The quality of service class of a Pod. Mirrors pkg/apis/core/v1/helper/qos (1.36). */
import { amountOf } from './amount.ts';
import { fields, list } from './json.ts';

const counted = ['cpu', 'memory'] as const;

/** `spec` is the Pod's. What is limited and not requested is requested. */
export function qosClass(spec: Readonly<Record<string, unknown>>): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const own = fields(spec['resources']),
    isOwn = ['requests', 'limits'].some((kind) => Object.keys(fields(own[kind])).length > 0);
  const sources = isOwn ? [spec] : [...list(spec['containers']), ...list(spec['initContainers'])];
  let isGuaranteed = true,
    hasAny = false;
  const requested = { cpu: 0, memory: 0 },
    limited = { ...requested };
  for (const { resources } of sources)
    for (const name of counted) {
      const { limits, requests } = fields(resources),
        limit = positive(fields(limits)[name]),
        wish = fields(requests)[name],
        request = wish === undefined ? limit : positive(wish);
      if (limit + request > 0) hasAny = true;
      if (limit === 0) isGuaranteed = false;
      requested[name] += request;
      limited[name] += limit;
    }
  if (!hasAny) return 'BestEffort';
  return isGuaranteed && counted.every((name) => requested[name] === limited[name]) ? 'Guaranteed' : 'Burstable';
}

/** Zero, nothing and what cannot be read count alike. */
const positive = (quantity: unknown): number => Math.max(amountOf(quantity) ?? 0, 0);
