/** `echo` and the other words of shells that only print or succeed. */
import { isDash } from '../flavors.ts';
import { unescape } from '../escapes.ts';
import { out, print, type Tool } from './support.ts';

/** dash's `echo` always knows escapes, the others only with `-e`. */
const echo: Tool = (call) => {
  const options: string[] = [];
  while (
    (isDash(call) ? /^-n$/ : /^-[neE]+$/).test(call.args[options.length] ?? '') &&
    !(isDash(call) && options.length > 0)
  )
    options.push(call.args[options.length] ?? '');
  const letters = options.join('');
  const text = call.args.slice(options.length).join(' ');
  const escapes = text.includes('\\') && (isDash(call) || letters.lastIndexOf('e') > letters.lastIndexOf('E'));
  const done = escapes ? unescape(text, true) : { text, stopped: false };
  return Number(!out(call, done.text + (letters.includes('n') || done.stopped ? '' : '\n')));
};

/** Those that shells have built in, too. */
export const echoTools: Readonly<Record<string, Tool>> = {
  echo,
  pwd: (call) => print(call, `${call.process.cwd}\n`),
  true: () => 0,
  false: () => 1,
};
