/** The runtime's words for programs that cannot be started. */

/** The runtime's words for a program that cannot be started. Mirrors runc 1.2. */
export function whyNotStarted(name: string, error: string): string {
  if (error === 'denied') return `exec: "${name}": permission denied`;
  if (name.includes('/')) return `exec: "${name}": stat ${name}: no such file or directory`;
  return `exec: "${name}": executable file not found in $PATH`;
}
