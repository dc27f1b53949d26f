/** Loaded into a server before it starts: collects and answers with the bytes that live, when the benchmark asks. */
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  process.send(process.memoryUsage().heapUsed);
});
process.channel.unref();
