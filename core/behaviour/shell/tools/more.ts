/** The tools that few scripts use. */
import { awkTools } from './awk.ts';
import { nameTools } from './by-name.ts';
import { copyTools } from './copy.ts';
import { dateTools } from './date.ts';
import { expr } from './expr.ts';
import { filterTools } from './filters.ts';
import { folderTools } from './folders.ts';
import { grepTools } from './grep.ts';
import { listTools } from './list.ts';
import { printf } from './printf.ts';
import { processTools } from './processes.ts';
import { readTools } from './read.ts';
import { sedTools } from './sed.ts';
import { showTools } from './show.ts';
import type { Tool } from './support.ts';

export const lesserTools: Readonly<Record<string, Tool>> = {
  ...readTools,
  ...listTools,
  ...dateTools,
  ...grepTools,
  ...filterTools,
  ...folderTools,
  ...copyTools,
  ...showTools,
  ...nameTools,
  ...processTools,
  ...sedTools,
  ...awkTools,
  expr,
  printf,
};
