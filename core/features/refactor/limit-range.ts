/** Takes a container's requests and limits out into a LimitRange behind the document, which gives them to every container of the namespace. */
import { child } from '../../kube/field-path.ts';
import { asObject, objectAt } from '../../kube/json.ts';
import { editsOf } from '../edits/edits.ts';
import { newlineOf } from '../edits/layout.ts';
import { printEntry } from '../edits/print.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

export function extractResources({ manifest, pod, root, container }: RefactorPlace): readonly Refactoring[] {
  // A LimitRange would change the other containers, too; and templates show their Pods' figures only in the cluster.
  if (
    manifest.kind !== 'Pod' ||
    container === undefined ||
    pod.containers.length !== 1 ||
    pod.spec['resources'] !== undefined
  )
    return [];
  const resources = asObject(container.written['resources']);
  const [requests, limits] = [objectAt(resources, 'requests'), objectAt(resources, 'limits')];
  if (resources === undefined || (requests === undefined && limits === undefined) || resources['claims'] !== undefined)
    return [];
  const removed = editsOf({ text: manifest.text, root }, { kind: 'remove', at: child(container.path, 'resources') });
  if (removed === undefined) return [];
  const newline = newlineOf(manifest.text);
  const metadata = {
    name: `${manifest.name}-defaults`,
    ...(manifest.namespace !== '' && { namespace: manifest.namespace }),
  };
  const item = { type: 'Container', ...(limits && { default: limits }), ...(requests && { defaultRequest: requests }) };
  const lines = [
    '---',
    'apiVersion: v1',
    'kind: LimitRange',
    ...printEntry('metadata', metadata, 2),
    ...printEntry('spec', { limits: [item] }, 2),
  ];
  const end = manifest.text.length;
  const start = manifest.text.endsWith('\n') ? '' : newline;
  return [
    {
      title: 'Extract requests and limits into a LimitRange',
      edits: [...removed, { range: { start: end, end }, newText: start + lines.join(newline) + newline }],
    },
  ];
}
