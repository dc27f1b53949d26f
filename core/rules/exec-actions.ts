/** The commands that probes and hooks run inside a container; shared by the rules that judge them. */
import { child, type FieldPath } from '../kube/field-path.ts';
import { asObject, stringsAt } from '../kube/json.ts';
import { type ContainerView, probeTypes, type ProbeType } from './pod-view.ts';

export interface ExecAction {
  readonly what: ProbeType | 'postStart' | 'preStop';
  /** Path of `command`. */
  readonly at: FieldPath;
  readonly command: readonly string[];
}

/** Probes first, then hooks. */
export function execActions(container: ContainerView): readonly ExecAction[] {
  const lifecycle = asObject(container.written['lifecycle']);
  const probes = probeTypes.map((what) => ({ what, path: child(container.path, what), from: container.written }));
  const hooks = (['postStart', 'preStop'] as const).map((what) => ({
    what,
    path: child(container.path, 'lifecycle', what),
    from: lifecycle,
  }));
  return [...probes, ...hooks].flatMap(({ what, path, from }): ExecAction[] => {
    const exec = asObject(asObject(from?.[what])?.['exec']);
    return exec === undefined
      ? []
      : [{ what, at: child(path, 'exec', 'command'), command: stringsAt(exec, 'command') }];
  });
}
