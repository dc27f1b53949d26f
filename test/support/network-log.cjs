/** Loaded before a program (`node --require`): writes down every connection, name look-up, datagram and child process that it tries. */
'use strict';
const { appendFileSync } = require('node:fs');
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const file = process.env.PODSCOPE_NETWORK_LOG;

function note(kind, to) {
  const stack = new Error().stack
    .split('\n')
    .slice(3)
    .map((line) => line.trim());
  appendFileSync(file, `${JSON.stringify({ kind, to: String(to), argv: process.argv.slice(1), stack })}\n`);
}

function watch(object, name, kind, targetOf) {
  const original = object[name];
  object[name] = function watched(...args) {
    const to = targetOf(...args);
    if (to !== undefined) note(kind, to);
    return original.apply(this, args);
  };
}

if (file) {
  // The library hands on its arguments as one list; a pipe has a path and no port.
  watch(net.Socket.prototype, 'connect', 'connect', (first) => {
    const options = Array.isArray(first) ? first[0] : first;
    if (typeof options !== 'object') return options;
    return options.path === undefined ? `${options.host ?? 'localhost'}:${options.port}` : undefined;
  });
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    watch(dns, name, 'look-up', (host) => host);
    watch(dns.promises, name, 'look-up', (host) => host);
  }
  watch(dgram.Socket.prototype, 'send', 'datagram', (...args) => args.slice(1).join(' '));
  for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork'])
    watch(childProcess, name, 'process', (command) => command);
}
