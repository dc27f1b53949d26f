/** `node scripts/with-node24.mjs SCRIPT.ts ARGS...`: runs one of our TypeScript scripts whatever Node the machine has. */
import { ensurePackages, findNode24, runOrExit } from './lib/bootstrap.mjs';

ensurePackages();
runOrExit(findNode24(), process.argv.slice(2));
