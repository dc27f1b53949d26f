/** The repair that several rules offer for an init container that is meant to run beside the others. */
import type { FixIntent } from '../kube/field-error.ts';

export function makeSidecar(path: string): FixIntent {
  return {
    kind: 'add',
    at: path,
    field: 'restartPolicy',
    value: 'Always',
    title: 'Make it a sidecar: restartPolicy: Always',
  };
}
