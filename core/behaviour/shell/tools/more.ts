/**
 * The tools beside the named ones. Nothing but `all.ts` imports this module, so that a bundle may leave it out and add
 * its tools later.
 */
import { awkTools } from './awk.ts';
import { nameTools } from './by-name.ts';
import { copyTools } from './copy.ts';
import { filterTools } from './filters.ts';
import { ping } from './ping.ts';
import { processTools } from './processes.ts';
import { sedTools } from './sed.ts';
import { showTools } from './show.ts';
import type { Tool } from './support.ts';

export const moreTools: Readonly<Record<string, Tool>> = {
  ...filterTools,
  ...copyTools,
  ...showTools,
  ...nameTools,
  ...processTools,
  ...sedTools,
  ...awkTools,
  ping,
};
