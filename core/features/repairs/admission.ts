/** Repairs of what the objects of a namespace refuse: an amount above or below its bound, a quota that asks for amounts, a class by hand. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child } from '../../kube/field-path.ts';
import { objectsAt, structAt } from '../../kube/json.ts';
import { compareQuantities, quantityOf } from '../../kube/quantity.ts';
import { type Manifest, structAtPath } from '../../model/manifest.ts';
import type { Refusal } from '../../validation/create.ts';
import { remove, set } from './context.ts';
import { podSecurityRepairs } from './pod-security.ts';

export function admissionRepairs(manifest: Manifest, { plugin, message, at }: Refusal): readonly FixIntent[] {
  if (plugin === 'PodSecurity') return podSecurityRepairs(manifest, message);
  if (plugin === 'LimitRanger') return boundRepairs(manifest, message);
  // The number and the preemption follow from the class, the overhead from the runtime: the server fills them in.
  const isGiven = /must not be provided in pod spec/.test(message);
  if (plugin === 'Priority') return isGiven && at !== undefined ? [remove(at)] : [];
  const spec = manifest.podSpecPath === undefined ? {} : structAtPath(manifest.object, manifest.podSpecPath);
  const isOverhead = plugin === 'RuntimeClass' && /Overhead/.test(message) && spec['overhead'] !== undefined;
  return isOverhead ? [remove(child(manifest.podSpecPath ?? '', 'overhead'))] : [];
}

/** `maximum cpu usage per Container is 2, but limit is 3`: the bound instead, in all containers that are beyond it. */
function boundRepairs({ object, podSpecPath = '' }: Manifest, message: string): readonly FixIntent[] {
  const objections = message.matchAll(
    /(maximum|minimum) (\S+) usage per Container is ([\w.]+), but (limit|request) is/g,
  );
  const spec = structAtPath(object, podSpecPath);
  const steps = new Map<string, FixIntent>();
  for (const [, side, name = '', bound = '', kind] of objections) {
    for (const list of ['initContainers', 'containers'])
      objectsAt(spec, list).forEach((container, i) => {
        // A request that is raised takes its limit along, a limit that is lowered its request.
        for (const key of kind === 'limit' && side === 'minimum' ? ['limits'] : ['limits', 'requests']) {
          const amount = structAt(structAt(container, 'resources'), key)[name];
          const sign = compareQuantities(quantityOf(amount), quantityOf(bound));
          const at = `${podSpecPath}.${list}[${i}].resources.${key}[${name}]`;
          if (amount !== undefined && sign === (side === 'maximum' ? 1 : -1)) steps.set(at, set(at, bound));
        }
      });
  }
  if (steps.size < 2) return [...steps.values()];
  return [{ kind: 'all', title: 'Change the amounts to their bounds', steps: [...steps.values()] }];
}
