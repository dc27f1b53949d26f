/** Lines with their numbers, as `cat -n` and `nl` print them. */
import { filter } from './texts.ts';

export const numberLines = filter('', (lines) => lines.map((line, i) => `${String(i + 1).padStart(6)}\t${line}`));
