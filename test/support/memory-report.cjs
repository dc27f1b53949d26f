/** Loaded before a server (`node --expose-gc --require`): at SIGUSR2 it collects all garbage and writes what is left to a file. */
'use strict';
const { renameSync, writeFileSync } = require('node:fs');

process.on('SIGUSR2', () => {
  globalThis.gc();
  globalThis.gc();
  const file = process.env.PODSCOPE_MEMORY_FILE;
  writeFileSync(`${file}.part`, JSON.stringify(process.memoryUsage()));
  renameSync(`${file}.part`, file);
});
