/** `npm run pictures`: makes the pictures of README and docs, and the icon, from the product itself. */
import { existsSync } from 'node:fs';
import { chdirToRoot, runScript } from './lib/run.ts';

chdirToRoot();
if (existsSync('scripts/icon.ts')) runScript('scripts/icon.ts');
runScript('test/panel/pictures.ts');
runScript('scripts/editor-pictures.ts');
