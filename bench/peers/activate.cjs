/** Loads the built client with a stand-in for `vscode` and activates it; prints the milliseconds of both. */
'use strict';
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Anything: a class, a function, an object with anything in it. */
function anything() {
  const target = function () {};
  const proxy = new Proxy(target, {
    get: (_, name) => {
      if (name === Symbol.toPrimitive) return () => 0;
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (name === 'then') return undefined;
      if (name === 'prototype') return target.prototype;
      return proxy;
    },
    set: () => true,
    apply: () => proxy,
    construct: () => proxy,
  });
  return proxy;
}
class EventEmitter {
  event = () => ({ dispose() {} });
  fire() {}
  dispose() {}
}
const rest = anything();
const known = {
  version: '1.91.0',
  EventEmitter,
  Disposable: class Disposable {
    dispose() {}
    static from() {
      return new Disposable();
    }
  },
};
const bundle = join(__dirname, '..', '..', 'dist', 'client-node.cjs');
// Bundlers copy the names of a module: everything that looks like one is there.
for (const [, name] of readFileSync(bundle, 'utf8').matchAll(
  /\.([A-Z]\w+|window|workspace|commands|languages|extensions|env|l10n|tests|tasks|debug|notebooks)\b/g,
))
  known[name] ??= rest;
const vscode = known;
const load = Module._load;
Module._load = (request, ...others) => (request === 'vscode' ? vscode : load(request, ...others));

function worked(since) {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const started = performance.now();
const work = process.cpuUsage();
const client = require(bundle);
const loaded = performance.now();
const folder = join(__dirname, '..', '..');
client.activate({
  subscriptions: [],
  extensionUri: rest,
  extensionPath: folder,
  asAbsolutePath: (path) => join(folder, path),
  workspaceState: { get: () => undefined, update: () => Promise.resolve(), keys: () => [] },
  globalState: { get: () => undefined, update: () => Promise.resolve(), keys: () => [], setKeysForSync() {} },
});
process.stdout.write(
  JSON.stringify({ load: loaded - started, activate: performance.now() - loaded, work: worked(work) }),
);
process.exit(0);
