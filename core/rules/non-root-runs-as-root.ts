/** runAsNonRoot together with uid 0: the kubelet refuses to create the container. */
import { child, type FieldPath } from '../kube/field-path.ts';
import { asObject, type Json, type JsonObject } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const nonRootRunsAsRoot = defineRule({
  meta: {
    id: 'non-root-runs-as-root',
    summary: 'A container must not run as root and is told to run as uid 0.',
    why:
      'runAsNonRoot makes the kubelet check the uid before it creates the container. With runAsUser 0 the check always fails: ' +
      'the container waits in CreateContainerConfigError.',
    category: 'security',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
    invalid: [
      examplePod('securityContext: {runAsNonRoot: true, runAsUser: 0}'),
      examplePod('securityContext: {runAsUser: 0}', 'securityContext: {runAsNonRoot: true}'),
    ],
    valid: [
      examplePod('securityContext: {runAsNonRoot: true, runAsUser: 1000}'),
      examplePod('securityContext: {runAsNonRoot: false, runAsUser: 0}', 'securityContext: {runAsNonRoot: true}'),
    ],
  },
  *check(pod) {
    const shared = asObject(pod.spec['securityContext']);
    const sharedPath = child(pod.specPath, 'securityContext');
    for (const container of pod.containers) {
      const own = asObject(container.written['securityContext']);
      const ownPath = child(container.path, 'securityContext');
      const nonRoot = effective('runAsNonRoot', own, ownPath, shared, sharedPath);
      const user = effective('runAsUser', own, ownPath, shared, sharedPath);
      if (nonRoot?.value !== true || user?.value !== 0) continue;
      yield {
        at: user.at,
        message: `runAsNonRoot forbids uid 0: container ${container.name} waits in CreateContainerConfigError and never starts.`,
        related: [{ at: nonRoot.at, message: 'runAsNonRoot is demanded here' }],
      };
    }
  },
});

interface Setting {
  readonly value: Json;
  readonly at: FieldPath;
}

function effective(
  field: string,
  own: JsonObject | undefined,
  ownPath: FieldPath,
  shared: JsonObject | undefined,
  sharedPath: FieldPath,
): Setting | undefined {
  const ownValue = own?.[field];
  if (ownValue !== undefined && ownValue !== null) return { value: ownValue, at: child(ownPath, field) };
  const value = shared?.[field];
  return value === undefined || value === null ? undefined : { value, at: child(sharedPath, field) };
}
