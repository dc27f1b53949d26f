/** Stands in for VS Code's native log writer (`@vscode/spdlog`): lines are appended to the file at once, never rotated. */
'use strict';
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #level = 2;
  #isPlain = false;

  constructor(_type, _name, file) {
    this.file = file;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
  }

  #write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').slice(0, -1);
    appendFileSync(this.file, this.#isPlain ? message : `${time} [${levels[level]}] ${message}\n`);
  }

  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  clearFormatters() {
    this.#isPlain = true;
  }
  setPattern() {}
  flush() {}
  drop() {}
}

const create = async (name, file) => new Logger('', name, file);
const nothing = () => {};

// One by one: names in an object would not be seen by who imports this as a module.
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = nothing;
exports.setFlushOn = nothing;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
