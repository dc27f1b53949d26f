/** The table of all tools that programs of an image can be. */
import { awkTools } from './awk.ts';
import { nameTools } from './by-name.ts';
import { copyTools } from './copy.ts';
import { filterTools } from './filters.ts';
import { namedTools } from './named.ts';
import { ping } from './ping.ts';
import { processTools } from './processes.ts';
import { sedTools } from './sed.ts';
import { showTools } from './show.ts';
import type { Tool } from './support.ts';

export const allTools: Readonly<Record<string, Tool>> = {
  ...namedTools,
  ...filterTools,
  ...copyTools,
  ...showTools,
  ...nameTools,
  ...processTools,
  ...sedTools,
  ...awkTools,
  ping,
};

export const toolNames: readonly string[] = Object.keys(allTools);
