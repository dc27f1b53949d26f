/** All tools that programs of an image can be, by name; those of `more.ts` may come later. */
import { moreTools } from './more.ts';
import { namedTools } from './named.ts';
import type { Tool } from './support.ts';

/** Every one has a name from the start: what a container holds does not depend on what is loaded. */
const more =
  'tee cut tr sort uniq base64 rev tac nl cp mv ln chmod chown chgrp dd truncate mktemp stat find readlink realpath du ' +
  'basename dirname pidof pgrep pkill killall ps env printenv timeout xargs id whoami which uname watch yes pause nohup ' +
  'setsid nice ionice stdbuf time exec su-exec gosu chroot taskset tini dumb-init sync clear stty mount sysctl reset ' +
  'hostname nproc tty sed awk gawk mawk ping';

const tools: Readonly<Record<string, Tool>> = { ...namedTools, ...moreTools };

export const toolNames: readonly string[] = [...Object.keys(namedTools), ...more.split(' ')];

export const findTool = (name: string): Tool | undefined => (Object.hasOwn(tools, name) ? tools[name] : undefined);
