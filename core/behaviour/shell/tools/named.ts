/** The tools that scripts in manifests use most: enough for nearly all of them. */
import { changeTools } from './change.ts';
import { dateTools } from './date.ts';
import { textTools } from './echo.ts';
import { expr } from './expr.ts';
import { grepTools } from './grep.ts';
import { kill } from './kill.ts';
import { listTools } from './list.ts';
import { netTools } from './net.ts';
import { readTools } from './read.ts';
import { sh } from './sh.ts';
import { sleep } from './sleep.ts';
import type { Tool } from './support.ts';
import { conditionTools } from './test.ts';

export const namedTools: Readonly<Record<string, Tool>> = {
  ...readTools,
  ...changeTools,
  ...listTools,
  ...textTools,
  ...conditionTools,
  ...dateTools,
  ...grepTools,
  ...netTools,
  kill,
  sleep,
  expr,
  sh,
  bash: sh,
  ash: sh,
  dash: sh,
};
