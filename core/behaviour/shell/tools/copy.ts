/** Tools that copy, move, link and mark files: cp, mv, ln, chmod, chown, dd, truncate, mktemp. */
import { addDescriptor } from '../descriptors.ts';
import { attributes, makeFile, mayAccess, nodeFor, type FileError, type FileNode, type Link } from '../files.ts';
import { openPath, read, write } from '../open-files.ts';
import type { Process, Task } from '../process.ts';
import { wantedPlace } from '../wanted.ts';
import { whyNotTouch } from './change.ts';
import { newDirectory, put } from './folders.ts';
import { each, parseOptions, print, refuse, type Call, type Tool } from './support.ts';
import { nameOf, sizeOf } from './texts.ts';

function cloneNode(source: FileNode, process: Process): FileNode {
  const { uid, kernel } = process;
  if (source.kind === 'device') return makeFile('', 0o644, uid, kernel.nowMs);
  const copy = { ...source, owner: uid, modifiedMs: kernel.nowMs };
  if (copy.kind !== 'directory') return copy;
  const entries = [...copy.entries].map(([name, entry]) => [name, cloneNode(entry, process)] as const);
  return { ...copy, entries: new Map(entries) };
}

/** The target of a copy: an existing file keeps its node, so that whoever has it open sees the new content. */
function copyTo(process: Process, path: string, source: FileNode): FileError | undefined {
  const existing = nodeFor(process, path);
  if (existing?.kind === 'file' && source.kind === 'file') {
    const file = openPath(process, path, 'write');
    if (typeof file === 'string') return file;
    Object.assign(existing, { content: source.content, size: source.size });
  } else if (existing?.kind === 'directory' && source.kind === 'directory')
    for (const [name, entry] of source.entries) existing.entries.set(name, cloneNode(entry, process));
  else return put(process, path, cloneNode(source, process));
  return undefined;
}

const copyOrMove: Tool = (call) => {
  const { process, name } = call;
  const { has, get, rest } = parseOptions(call, 't:target-directory r-recursive a-archive');
  const target = get('t') ?? rest.at(-1);
  const sources = rest.slice(0, get('t') === undefined ? -1 : undefined);
  if (target === undefined || sources.length === 0) return call.complain('missing file operand');
  const moves = name === 'mv';
  const isFolder = nodeFor(process, target)?.kind === 'directory' && !has('T');
  let status = 0;
  for (const source of sources) {
    const path = isFolder ? `${target}/${nameOf(source)}` : target;
    const from = wantedPlace(process, source, source.endsWith('/') ? 'directory' : 'file', moves);
    const node = typeof from === 'string' ? undefined : from.node;
    if (typeof from === 'string' || !node) status = refuse(call, source, 'ENOENT', 'stat', moves ? 'rename' : 'stat');
    else if (node.kind === 'directory' && !moves && !has('rRa'))
      status = call.complain(`omitting directory '${source}'`);
    else if (!mayAccess(node, process.uid, 4)) status = refuse(call, source, 'EACCES', 'open');
    else {
      const error = moves ? put(process, path, node) : copyTo(process, path, node);
      if (error !== undefined) status = refuse(call, path, error, moves ? 'rename' : 'create');
      else if (moves) from.parent.entries.delete(from.name);
    }
  }
  return status;
};

const makeLink = (target: string): Link => ({ kind: 'link', target, ...attributes(0o777, 0, 0, 0) });

const link: Tool = (call) => {
  const { process } = call;
  const { has, rest } = parseOptions(call, 's-symbolic f-force');
  const [target = '', path = nameOf(target)] = rest;
  const isFolder = nodeFor(process, path)?.kind === 'directory' && !has('n');
  const name = isFolder ? `${path}/${nameOf(target)}` : path;
  const source = has('s') ? makeLink(target) : nodeFor(process, target);
  const isTaken = !has('f') && nodeFor(process, name, true) !== undefined;
  const error = isTaken ? 'EEXIST' : !source ? 'ENOENT' : put(process, name, source);
  return error === undefined ? 0 : refuse(call, name, error);
};

/** `755`, `u+x,go-w` on a mode. */
function changeMode(before: number, text: string): number {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8) & 0o7777;
  let mode = before;
  for (const [, given = '', op, letters = ''] of text.matchAll(/([ugoa]*)([-+=])([rwxX]*)/g)) {
    const bits = (/r/.test(letters) ? 4 : 0) | (/w/.test(letters) ? 2 : 0) | (/x/i.test(letters) ? 1 : 0);
    const who = /a|^$/.test(given) ? 'ugo' : given;
    const mask = (/u/.test(who) ? 0o100 : 0) | (/g/.test(who) ? 0o10 : 0) | (/o/.test(who) ? 1 : 0);
    mode = op === '+' ? mode | (bits * mask) : mode & ~((op === '-' ? bits : 7) * mask);
    if (op === '=') mode |= bits * mask;
  }
  return mode;
}

/** `chmod` and `chown`, with `-R` for all below. */
const change =
  (changed: (node: FileNode, value: string) => void): Tool =>
  (call) => {
    const isOption = (word: string): boolean => /^-[Rvhf]+$/.test(word);
    const [value = '', ...paths] = call.args.filter((word) => !isOption(word));
    const recursive = call.args.some((word) => isOption(word) && word.includes('R'));
    const apply = (node: FileNode): void => {
      changed(node, value);
      if (node.kind === 'directory' && recursive) for (const entry of node.entries.values()) apply(entry);
    };
    const act = (path: string): FileError | undefined => {
      const node = whyNotTouch(call.process, path, true);
      if (typeof node === 'string') return node;
      apply(node);
      return undefined;
    };
    return each(call, paths, act, 'access', '');
  };

const chmod = change((node, value) => {
  node.mode = changeMode(node.mode, value);
});
const chown = change((node, value) => {
  node.owner = parseInt(value, 10) || 0;
});

function* dd(call: Call): Task {
  const { process } = call;
  const settings = new Map(call.args.map((word) => word.split(/=([^]*)/) as [string, string]));
  const block = sizeOf(settings.get('bs') ?? '512') ?? 512;
  const descriptors: number[] = [];
  for (const key of ['if', 'of']) {
    const path = settings.get(key);
    const file = path === undefined ? undefined : openPath(process, path, key === 'if' ? 'read' : 'write');
    if (typeof file === 'string') return refuse(call, path ?? '', file, 'open');
    descriptors.push(!file ? descriptors.length : addDescriptor(process, file));
  }
  const [from = 0, to = 1] = descriptors;
  const wanted = block * Number(settings.get('count') ?? Infinity);
  let total = 0;
  while (total < wanted) {
    const part = yield* read(process, from, Math.min(1 << 16, wanted - total));
    if (part === '' || !write(process, to, part)) break;
    total += part.length;
    process.kernel.total += 20;
    if (process.blockedBy || wanted === Infinity) yield {};
  }
  const records = `${Math.floor(total / block)}+${Number(total % block !== 0)}`;
  const bytes = settings.get('status') === 'none' ? '' : `${total} bytes copied, 0.001 s\n`;
  write(process, 2, `${records} records in\n${records} records out\n${bytes}`);
  return 0;
}

const truncate: Tool = (call) => {
  const { get, rest } = parseOptions(call, 's:size');
  const size = sizeOf(get('s') ?? '0') ?? 0;
  const act = (path: string): FileError | undefined => {
    const file = openPath(call.process, path, 'append');
    if (typeof file === 'string') return file;
    if (file.source.kind === 'file')
      Object.assign(file.source.file, { content: file.source.file.content.slice(0, size), size });
    return undefined;
  };
  return each(call, rest, act, 'open');
};

const mktemp: Tool = (call) => {
  const { has, get, rest } = parseOptions(call, 'p:');
  const { process } = call;
  const { pid, uid, kernel } = process;
  const template = rest[0] ?? `${get('p') ?? '/tmp'}/tmp.XXXXXX`;
  const path = template.replace(/X{3,}/, ({ length }) =>
    String(pid * 48_271 + kernel.nowMs)
      .padStart(length, '0')
      .slice(-length),
  );
  const error = put(process, path, has('d') ? newDirectory(process, 0o700) : makeFile('', 0o600, uid));
  return error === undefined ? print(call, `${path}\n`) : refuse(call, path, error);
};

export const copyTools: Readonly<Record<string, Tool>> = {
  cp: copyOrMove,
  mv: copyOrMove,
  ln: link,
  chmod,
  chown,
  chgrp: chown,
  dd,
  truncate,
  mktemp,
};
