/** Adds a preStop sleep that fits into the grace period, so that Services stop sending before the program stops. */
import { child } from '../../kube/field-path.ts';
import { asObject } from '../../kube/json.ts';
import { editsOf } from '../edits/edits.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

const wanted = 5;

export function addPreStopSleep({ manifest, pod, root, container }: RefactorPlace): readonly Refactoring[] {
  if (container === undefined || (container.role !== 'regular' && container.role !== 'sidecar')) return [];
  const lifecycle = asObject(container.written['lifecycle']);
  if (asObject(lifecycle?.['preStop']) !== undefined) return [];
  const grace = pod.defaulted['terminationGracePeriodSeconds'] ?? 30;
  if (typeof grace !== 'number' || grace < 2) return [];
  const seconds = Math.min(wanted, Math.floor(grace / 2));
  const preStop = { sleep: { seconds } };
  const intent =
    lifecycle === undefined
      ? ({ kind: 'add', at: container.path, field: 'lifecycle', value: { preStop } } as const)
      : ({ kind: 'add', at: child(container.path, 'lifecycle'), field: 'preStop', value: preStop } as const);
  const edits = editsOf({ text: manifest.text, root }, intent);
  return edits === undefined ? [] : [{ title: `Add a preStop sleep of ${seconds} s (grace period ${grace} s)`, edits }];
}
