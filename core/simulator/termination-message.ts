/** The message of an ended container. Mirrors getTerminationMessage in pkg/kubelet/kuberuntime/kuberuntime_container.go (1.36). */
import type { ProgramExit } from '../behaviour/program.ts';
import { TERMINATION_LOG_BYTES, TERMINATION_LOG_LINES } from './constants.ts';
import type { ContainerSpec } from './pod.ts';
import type { Instance } from './world.ts';

export function terminationMessage(spec: ContainerSpec | undefined, instance: Instance, exit: ProgramExit, file: string | undefined): string {
  const written = exit.message ?? file ?? '';
  if (written !== '') return written.slice(0, 4096);
  if (spec?.messagePolicy !== 'FallbackToLogsOnError' || exit.code === 0 || instance.tail.length === 0) return '';
  const tail = instance.tail.slice(-TERMINATION_LOG_LINES).map(line => `${line}\n`).join('');
  return tail.slice(-TERMINATION_LOG_BYTES);
}
