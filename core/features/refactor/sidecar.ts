/** Makes a plain init container a native sidecar, and a sidecar a plain init container again. */
import { child } from '../../kube/field-path.ts';
import { editsOf } from '../edits/edits.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

/** What a plain init container may not have, or only together with its own restart policy. */
const sidecarOnly = [
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'resizePolicy',
  'restartPolicyRules',
];

export function toggleSidecar({ manifest, root, container }: RefactorPlace): readonly Refactoring[] {
  const target = { text: manifest.text, root };
  if (container?.role === 'init') {
    const edits = editsOf(target, { kind: 'add', at: container.path, field: 'restartPolicy', value: 'Always' });
    return edits === undefined
      ? []
      : [{ title: `Make ${container.name} a sidecar that runs beside the others`, edits }];
  }
  if (container?.role !== 'sidecar' || sidecarOnly.some((field) => container.written[field] !== undefined)) return [];
  const edits = editsOf(target, { kind: 'remove', at: child(container.path, 'restartPolicy') });
  return edits === undefined ? [] : [{ title: `Make ${container.name} an init container that must end`, edits }];
}
