/** Checks of init containers and sidecars (pkg/apis/core/validation, 1.36). */
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt } from '../kube/json.ts';
import { type ContainerScope, validateContainerCommon, validateUniqueName } from './container.ts';
import { atLeast } from './context.ts';
import { type Errors, asJson, forbidden, invalid, none, remove, set } from './errors.ts';
import { validateLifecycle } from './lifecycle.ts';
import { validateHostPorts } from './ports.ts';
import { validateProbes } from './probe.ts';
import { validateInitRestartPolicy } from './restart-policy.ts';

/** Errors of the init containers at `path`; `regular` are the paths of the regular containers' names. */
export function validateInitContainers(
  containers: readonly JsonObject[],
  regular: ReadonlyMap<string, FieldPath>,
  path: FieldPath,
  scope: ContainerScope,
): Errors {
  const names = new Map(regular);
  return containers.flatMap((container, position) => {
    const at = index(path, position);
    const isSidecar = stringAt(container, 'restartPolicy') === 'Always';
    return [
      ...validateContainerCommon(container, at, scope),
      ...validateInitRestartPolicy(container, at, scope.context),
      ...validateName(container, at, names),
      // The server checks each one alone, and prints the index 0 for all of them.
      ...validateHostPorts([container], path, 'init-hostport-conflict', [at]),
      ...(isSidecar ? validateSidecar(container, at, scope) : validateNoHooks(container, at)),
      ...(isSidecar || !atLeast(scope.context, 36)
        ? none
        : validateNoRestartOnResize(container, child(at, 'resizePolicy'))),
    ];
  });
}

/** Unlike with regular containers, an empty name is never taken. */
function validateName(container: JsonObject, at: FieldPath, names: Map<string, FieldPath>): Errors {
  const isEmpty = stringAt(container, 'name') === '';
  if (isEmpty && !names.has('')) return none;
  return validateUniqueName('init-name-duplicate', container, at, names);
}

function validateSidecar(container: JsonObject, at: FieldPath, scope: ContainerScope): Errors {
  return [
    ...validateLifecycle(objectAt(container, 'lifecycle'), child(at, 'lifecycle'), scope),
    ...validateProbes(container, at, scope),
  ];
}

const hooks = [
  ['lifecycle', 'init-lifecycle-forbidden'],
  ['livenessProbe', 'init-liveness-forbidden'],
  ['readinessProbe', 'init-readiness-forbidden'],
  ['startupProbe', 'init-startup-forbidden'],
] as const;

function validateNoHooks(container: JsonObject, at: FieldPath): Errors {
  return hooks.flatMap(([key, code]) => {
    if (objectAt(container, key) === undefined) return none;
    const field = child(at, key);
    return [forbidden(code, field, 'may not be set for init containers without restartPolicy=Always', remove(field))];
  });
}

function validateNoRestartOnResize(container: JsonObject, path: FieldPath): Errors {
  return objectsAt(container, 'resizePolicy').flatMap((item, position) => {
    if (stringAt(item, 'restartPolicy') !== 'RestartContainer') return none;
    const field = child(index(path, position), 'restartPolicy');
    const detail = "must not be set to 'RestartContainer' for non-sidecar initContainers";
    return [
      invalid('init-resize-restart', field, asJson('RestartContainer'), detail, { fix: set(field, 'NotRequired') }),
    ];
  });
}
