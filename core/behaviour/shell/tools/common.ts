/** The tools that nearly every script uses. */
import { cat } from './cat.ts';
import { changeTools } from './change.ts';
import { echoTools } from './echo.ts';
import { kill } from './kill.ts';
import { sh } from './sh.ts';
import { sleep } from './sleep.ts';
import type { Tool } from './support.ts';
import { conditionTools } from './test.ts';

export const commonTools: Readonly<Record<string, Tool>> = {
  ...changeTools,
  ...echoTools,
  ...conditionTools,
  cat,
  kill,
  sleep,
  sh,
  bash: sh,
  ash: sh,
  dash: sh,
};
