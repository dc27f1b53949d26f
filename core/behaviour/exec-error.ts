/** The runtime's words for commands of probes and hooks that cannot be run in a container. */
import { whyNotStarted } from './program-errors.ts';

export const execError = (name: string, error: string, seed: string): string =>
  `failed to exec in container: failed to start exec "${hexId(seed)}": OCI runtime exec failed: exec failed: unable to start container process: ${whyNotStarted(name, error)}`;

/** 64 hex digits as containerd's ids, the same in every run. */
function hexId(seed: string): string {
  let state = 2_166_136_261;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16_777_619) >>> 0;
  return Array.from({ length: 8 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(16).padStart(8, '0');
  }).join('');
}
