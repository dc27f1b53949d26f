/**
 * The message of an ended container. Mirrors getTerminationMessage in
 * pkg/kubelet/kuberuntime/kuberuntime_container.go (1.36).
 */
import type { ProgramExit } from '../behaviour/program.ts';
import { TERMINATION_LOG_BYTES, TERMINATION_LOG_LINES } from './constants.ts';
import type { ContainerSpec } from './pod.ts';
import type { Instance, PodLife } from './world.ts';

export function terminationMessage(
  spec: ContainerSpec | undefined,
  instance: Instance,
  exit: ProgramExit,
  file: string | undefined,
): string {
  const written = exit.message ?? file ?? '';
  if (written !== '') return written.slice(0, 4096);
  if (spec?.messagePolicy !== 'FallbackToLogsOnError' || exit.code === 0 || instance.tail.length === 0) return '';
  const tail = instance.tail
    .slice(-TERMINATION_LOG_LINES)
    .map((line) => `${line}\n`)
    .join('');
  return tail.slice(-TERMINATION_LOG_BYTES);
}

/** A container that never ran has no log to fall back to, and the kubelet says so. */
export function startErrorMessage(life: PodLife, spec: ContainerSpec, instance: Instance, error: string): string {
  if (spec.messagePolicy !== 'FallbackToLogsOnError') return error;
  const { namespace, name, uid } = life.lastApi.meta;
  const file = `/var/log/pods/${namespace}_${name}_${uid}/${spec.name}/${instance.restartCount}.log`;
  return `${error}: Error on reading termination message from logs: failed to try resolving symlinks in path "${file}": lstat ${file}: no such file or directory`;
}
