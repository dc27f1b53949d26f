/** Processes by name: pidof, pgrep, pkill, killall; `ps`. */
import { send, signalOf } from '../kernel.ts';
import type { Process } from '../process.ts';
import { processesOf } from './kill.ts';
import { print, type Call, type Tool } from './support.ts';
import { asText, userName } from './texts.ts';

/** `pidof` and `killall` want the name, `pgrep` and `pkill` look into it. */
function matching(call: Call): readonly Process[] {
  const names = call.args.filter((word) => !word.startsWith('-'));
  return processesOf(call).filter((process) => {
    const name = process.argv[0]?.split('/').at(-1) ?? '';
    const text = call.args.includes('-f') ? process.argv.join(' ') : name;
    return (
      process !== call.process &&
      names.some((wanted) =>
        call.name.startsWith('p') && call.name !== 'pidof' ? text.includes(wanted) : name === wanted,
      )
    );
  });
}

const findProcesses: Tool = (call) => {
  const pids = matching(call).map(({ pid }) => pid);
  return pids.length === 0 ? 1 : print(call, `${pids.join(call.name === 'pidof' ? ' ' : '\n')}\n`);
};

const killNamed: Tool = (call) => {
  const option = call.args.find((word) => /^-[A-Z0-9]/.test(word)) ?? '-TERM';
  const found = matching(call);
  for (const process of found) send(process, signalOf(option.slice(1)) ?? 15);
  if (found.length > 0) return 0;
  return call.name === 'killall' ? call.complain(`${call.args.at(-1) ?? ''}: no process killed`) : 1;
};

const ps: Tool = (call) => {
  const rows = processesOf(call).map(
    ({ pid, uid, argv }) => `${String(pid).padStart(5)} ${userName(uid).padEnd(8)}  0:00 ${argv.join(' ')}`,
  );
  return print(call, asText(['PID   USER     TIME  COMMAND', ...rows]));
};

export const nameTools: Readonly<Record<string, Tool>> = {
  pidof: findProcesses,
  pgrep: findProcesses,
  pkill: killNamed,
  killall: killNamed,
  ps,
};
