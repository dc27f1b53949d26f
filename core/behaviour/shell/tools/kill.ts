/** `kill`: signals to processes by number. */
import { isBusybox } from '../flavors.ts';
import { send, signalName, signalNames, signalOf } from '../kernel.ts';
import type { Process } from '../process.ts';
import { print, type Call, type Tool } from './support.ts';
import { asText } from './texts.ts';

export const processesOf = ({ process }: Call): readonly Process[] => [...process.kernel.processes.values()];

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
