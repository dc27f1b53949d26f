/** Tools that tell of files and paths: stat, find, readlink, du, basename and their like. */
import { order } from '../expressions.ts';
import { fileType } from '../file-type.ts';
import { placeFor, whyNotChange, type FileNode } from '../files.ts';
import { wantedNode } from '../wanted.ts';
import { matchesPattern } from '../pattern.ts';
import { modeText } from './list.ts';
import { each, out, parseOptions, print, type Tool } from './support.ts';
import { asText, nameOf, sizeOf, userName } from './texts.ts';

const stat: Tool = (call) => {
  const { get, rest } = parseOptions(call, 'c:format');
  const format = get('c') ?? '  File: %n\n  Size: %s\nAccess: (%a/%A)  Uid: %u  Gid: %g\nModify: %Y';
  const act = (path: string): 'ENOENT' | undefined => {
    const node = wantedNode(call.process, path, 'file', true);
    if (!node) return 'ENOENT';
    const seconds = Math.floor((call.process.kernel.epochMs + node.modifiedMs) / 1000);
    const plain = node.size === 0 ? 'regular empty file' : 'regular file';
    const kinds = { file: plain, directory: 'directory', link: 'symbolic link', device: 'character special file' };
    const values: Readonly<Record<string, string | number>> = {
      n: path,
      s: node.size,
      a: node.mode.toString(8),
      A: modeText(node),
      u: node.owner,
      U: userName(node.owner),
      g: node.owner,
      Y: seconds,
      X: seconds,
      F: kinds[node.kind],
    };
    print(call, `${format.replace(/%([a-zA-Z%])/g, (_, letter: string) => String(values[letter] ?? letter))}\n`);
    return undefined;
  };
  return each(call, rest, act, 'statx', 'stat');
};

type Test = (path: string, node: FileNode) => boolean;

/** The tests of `find`, made from their argument. */
const tests: Readonly<Record<string, (value: string, nowMs: number) => Test>> = {
  name: (value) => (path) => matchesPattern(value, nameOf(path)),
  iname: (value) => (path) => matchesPattern(value.toLowerCase(), nameOf(path).toLowerCase()),
  path: (value) => (path) => matchesPattern(value, path),
  type: (value) => (_, node) => fileType(node) === value.replace('f', '-'),
  size: (value) => (_, node) => isBeyond(value, node.size, sizeOf(value.replace(/^[-+]/, '')) ?? 0),
  mmin: (value, nowMs) => (_, node) => isBeyond(value, nowMs - node.modifiedMs, Math.abs(Number(value)) * 60_000),
  mtime: (value, nowMs) => (_, node) => isBeyond(value, nowMs - node.modifiedMs, Math.abs(Number(value)) * 86_400_000),
};

/** `-5` is less than five, `+5` (and here also `5`) more. */
const isBeyond = (value: string, actual: number, limit: number): boolean =>
  value.startsWith('-') ? actual < limit : actual > limit;

const isEmpty: Test = (_, node) => (node.kind === 'directory' ? node.entries.size === 0 : node.size === 0);

const find: Tool = (call) => {
  const { process } = call;
  const start = call.args.findIndex((word) => /^[-!(]/.test(word));
  const roots = start < 0 ? call.args : call.args.slice(0, start);
  const words = start < 0 ? [] : call.args.slice(start);
  const all: Test[] = [];
  let negates = false;
  for (const [i, word] of words.entries()) {
    const test = word === '-empty' ? isEmpty : tests[word.slice(1)]?.(words[i + 1] ?? '', process.kernel.nowMs);
    const isNegated = negates;
    negates = word === '!' || word === '-not';
    if (test) all.push((path, node) => test(path, node) !== isNegated);
  }
  const depthOf = (option: string, fallback: number): number =>
    words.includes(option) ? Number(words[words.indexOf(option) + 1]) : fallback;
  const [minDepth, maxDepth] = [depthOf('-mindepth', 0), Math.min(depthOf('-maxdepth', 40), 40)];
  const separator = words.includes('-print0') ? '\0' : '\n';
  const deletes = words.includes('-delete');
  const walk = (path: string, node: FileNode, depth: number): void => {
    const matches = depth >= minDepth && all.every((test) => test(path, node));
    if (matches && !deletes) out(call, path + separator);
    if (node.kind === 'directory' && depth < maxDepth)
      for (const [name, child] of [...node.entries].sort((a, b) => order(a[0], b[0])))
        walk(path.endsWith('/') ? path + name : `${path}/${name}`, child, depth + 1);
    const place = matches && deletes && depth > 0 ? placeFor(process, path, true) : '';
    if (typeof place !== 'string' && whyNotChange(process, place) === undefined)
      place.parent.entries.delete(place.name);
  };
  return each(call, roots.length === 0 ? ['.'] : roots, (root) => {
    const node = wantedNode(process, root, 'directory', true);
    if (!node) return 'ENOENT';
    walk(root, node, 0);
    return undefined;
  });
};

const readlink: Tool = (call) => {
  const { has, rest } = parseOptions(call);
  const [path = '.'] = rest;
  const resolves = call.name === 'realpath' || has('f');
  const place = placeFor(call.process, path, !resolves);
  if (typeof place === 'string') return 1;
  const target = place.node?.kind === 'link' ? place.node.target : undefined;
  const shown = resolves ? place.path : target;
  return shown === undefined ? 1 : print(call, `${shown}\n`);
};

const sizeBelow = (node: FileNode): number =>
  node.kind === 'directory'
    ? [...node.entries.values()].reduce((sum, child) => sum + sizeBelow(child), node.size)
    : node.size;

const du: Tool = (call) => {
  const { has, rest } = parseOptions(call, 'd:');
  return each(call, rest.length === 0 ? ['.'] : rest, (path) => {
    const node = wantedNode(call.process, path, 'directory');
    if (!node) return 'ENOENT';
    print(call, `${Math.ceil(sizeBelow(node) / 1024)}${has('h') ? 'K' : ''}\t${path}\n`);
    return undefined;
  });
};

const basename: Tool = (call) => {
  const [path = '', suffix = ''] = parseOptions(call).rest;
  const name = nameOf(path) || path.slice(0, 1);
  return print(
    call,
    asText([name !== suffix && name.endsWith(suffix) ? name.slice(0, name.length - suffix.length) : name]),
  );
};

const dirname: Tool = (call) => {
  const [path = ''] = parseOptions(call).rest;
  const [, folder = path.startsWith('/') ? '/' : '.'] = /^(.+?)\/+[^/]+\/*$/.exec(path) ?? [];
  return print(call, `${folder}\n`);
};

export const showTools: Readonly<Record<string, Tool>> = {
  stat,
  find,
  readlink,
  realpath: readlink,
  du,
  basename,
  dirname,
};
