/** `podscope`: lint, simulate, test, explain and serve from a terminal. */
import { serve } from '../server/node-main.ts';

if (process.argv[2] === 'serve') serve(__dirname);
