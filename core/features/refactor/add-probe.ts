/** Adds a probe on a port that the container declares, by its name where it has one. */
import { objectsAt, stringAt } from '../../kube/json.ts';
import { editsOf } from '../edits/edits.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

const kinds = [
  ['readinessProbe', 'readiness probe'],
  ['livenessProbe', 'liveness probe'],
  ['startupProbe', 'startup probe'],
] as const;

export function addProbe({ manifest, root, container }: RefactorPlace): readonly Refactoring[] {
  if (container === undefined || (container.role !== 'regular' && container.role !== 'sidecar')) return [];
  const port = objectsAt(container.written, 'ports').find(
    (candidate) => (stringAt(candidate, 'protocol') || 'TCP') === 'TCP',
  );
  const number = port?.['containerPort'];
  if (typeof number !== 'number') return [];
  const name = stringAt(port, 'name');
  const asked = name === '' ? number : name;
  const handler = /^(http|web)/.test(name) ? { httpGet: { path: '/', port: asked } } : { tcpSocket: { port: asked } };
  return kinds
    .filter(([field]) => container.written[field] === undefined)
    .flatMap(([field, words]) => {
      const value = field === 'startupProbe' ? { ...handler, periodSeconds: 5, failureThreshold: 30 } : handler;
      const edits = editsOf({ text: manifest.text, root }, { kind: 'add', at: container.path, field, value });
      return edits === undefined ? [] : [{ title: `Add a ${words} on port ${asked}`, edits }];
    });
}
