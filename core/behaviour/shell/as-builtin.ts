/** Tools that shells have built in. */
import type { Builtin } from './builtins-flow.ts';
import { write } from './open-files.ts';
import { complain, store } from './state.ts';
import type { Call, Tool } from './tools/support.ts';

/** It speaks in the shell's name. */
export const asBuiltin =
  (tool: Tool): Builtin =>
  (shell, [name = '', ...args]) => {
    const { process, flavor } = shell;
    const complainAs = (text: string): 1 => {
      if (flavor !== 'busybox') return complain(shell, text, name);
      write(process, 2, `sh: ${text}\n`);
      return 1;
    };
    const onMatch: Call['onMatch'] = (groups) => {
      for (const [i, group = ''] of groups.entries()) store(shell, `BASH_REMATCH[${i}]`, group);
    };
    return tool({ process, name, args, flavor, complain: complainAs, onMatch });
  };
