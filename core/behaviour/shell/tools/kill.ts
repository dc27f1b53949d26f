/** `kill` and its like: signals to processes by number or name; `ps`. */
import { send, signalName, signalNames, signalOf } from '../kernel.ts';
import type { Process } from '../process.ts';
import { asText, isBusybox, print, type Call, type Tool } from './support.ts';

const processesOf = ({ process }: Call): readonly Process[] => [...process.kernel.processes.values()];

export const kill: Tool = (call) => {
  let args = call.args;
  let signal: number | undefined = 15;
  const [option = '', value = ''] = args;
  if (/^-[lL]$/.test(option)) {
    const names = args.slice(1).map((arg) => {
      const number = Number(arg);
      return Number.isNaN(number) ? String(signalOf(arg) ?? '') : (signalName(number & 127) ?? arg);
    });
    return print(call, asText(names.length === 0 ? signalNames : names));
  }
  if (/^-[sn]$/.test(option)) {
    signal = signalOf(value);
    args = args.slice(2);
  } else if (/^-[^-]/.test(option)) {
    signal = signalOf(option.slice(1));
    args = args.slice(1);
  }
  if (signal === undefined) return call.complain(`invalid signal '${option}'`);
  let status = 0;
  for (const arg of args.filter((word) => word !== '--')) {
    const isAll = arg === '-1' || arg === '0';
    const found = processesOf(call).filter(({ pid }) =>
      isAll ? arg === '0' || (pid !== 1 && pid !== call.process.pid) : pid === Math.abs(Number(arg)),
    );
    for (const target of found) send(target, signal);
    if (found.length === 0 && !isAll)
      status = call.complain(`${isBusybox(call) ? `can't kill pid ${arg}: ` : ''}No such process`);
  }
  return status;
};

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

export const userName = (uid: number): string => (uid === 0 ? 'root' : String(uid));

export const killTools: Readonly<Record<string, Tool>> = {
  kill,
  pidof: findProcesses,
  pgrep: findProcesses,
  pkill: killNamed,
  killall: killNamed,
  ps,
};
