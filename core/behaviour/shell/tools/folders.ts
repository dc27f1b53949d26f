/** Tools that change and show files: ls, cp, mv, rm, mkdir, touch, chmod, stat, find, dd and their like. */
import { setDescriptor } from '../descriptors.ts';
import {
  fileType,
  findPlace,
  isReadOnly,
  makeDirectory,
  makeFile,
  mayAccess,
  messages,
  whyNotChange,
  type Directory,
  type FileNode,
  type Place,
} from '../files.ts';
import { openPath, read, write } from '../open-files.ts';
import { matchesPattern } from '../pattern.ts';
import type { Process, Task } from '../process.ts';
import { formatDate } from './date.ts';
import { err, freeDescriptor, node, out, parseOptions, sizeOf, type Call, type Tool } from './support.ts';

const nameOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function place(process: Process, path: string, keepLink = false): Place | undefined {
  const found = findPlace(process.kernel.files, process.cwd, path, keepLink);
  return typeof found === 'string' ? undefined : found;
}

/** Puts a node into a place, or complains. */
function* put(call: Call, path: string, entry: FileNode, doing: string): Task<boolean> {
  const found = findPlace(call.process.kernel.files, call.process.cwd, path, true);
  const refusal = typeof found === 'string' ? found : whyNotChange(call.process.kernel.files, found, call.process.uid);
  if (refusal !== undefined || typeof found === 'string') {
    yield* err(call, `${doing} '${path}': ${messages[refusal ?? 'ENOENT']}`);
    return false;
  }
  found.parent.entries.set(found.name, entry);
  found.parent.modifiedMs = call.process.kernel.nowMs;
  return true;
}

function* mkdir(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'm:', { parents: 'p', mode: 'm' });
  const mode = parseInt(get('m') ?? '755', 8) || 0o755;
  let status = 0;
  for (const path of rest) {
    const parts = path.split('/');
    const paths = has('p')
      ? parts.map((_, i) => parts.slice(0, i + 1).join('/')).filter((part) => part !== '')
      : [path];
    for (const one of paths) {
      const existing = node(call.process, one);
      if (existing?.kind === 'directory' && has('p')) continue;
      if (existing !== undefined) {
        status = yield* err(call, `${cannot(call, 'create')} directory '${one}': ${messages.EEXIST}`);
        break;
      }
      if (
        !(yield* put(
          call,
          one,
          makeDirectory(mode, call.process.uid, call.process.kernel.nowMs),
          `${cannot(call, 'create')} directory`,
        ))
      ) {
        status = 1;
        break;
      }
    }
  }
  return status;
}

const isBusybox = (call: Call): boolean => call.process.kernel.machine.flavor === 'busybox';
const cannot = (call: Call, verb: string): string => `${isBusybox(call) ? "can't" : 'cannot'} ${verb}`;

function* touch(call: Call): Task {
  const { has, rest } = parseOptions(call.args, 'd:t:r:');
  let status = 0;
  for (const path of rest) {
    const existing = node(call.process, path);
    if (existing === undefined) {
      if (has('c')) continue;
      const file = openPath(call.process, path, 'append');
      if (typeof file === 'string')
        status = yield* err(
          call,
          isBusybox(call) ? `${path}: ${messages[file]}` : `cannot touch '${path}': ${messages[file]}`,
        );
    } else if (isReadOnly(call.process.kernel.files, place(call.process, path)?.path ?? path)) {
      status = yield* err(
        call,
        isBusybox(call) ? `${path}: ${messages.EROFS}` : `cannot touch '${path}': ${messages.EROFS}`,
      );
    } else if (existing.kind === 'file' || existing.kind === 'directory')
      existing.modifiedMs = call.process.kernel.nowMs;
  }
  return status;
}

function* remove(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '', { recursive: 'r', force: 'f' });
  const recursive = has('r') || has('R');
  let status = 0;
  for (const path of rest) {
    const found = place(call.process, path, true);
    if (found?.node === undefined) {
      if (!has('f'))
        status = yield* err(
          call,
          `${isBusybox(call) ? "can't remove" : 'cannot remove'} '${path}': ${messages.ENOENT}`,
        );
      continue;
    }
    const error = refuseRemoval(call, found, recursive);
    if (error !== undefined) {
      status = yield* err(
        call,
        isBusybox(call) && error === messages.EISDIR
          ? `'${path}' is a directory`
          : `${isBusybox(call) ? "can't remove" : 'cannot remove'} '${path}': ${error}`,
      );
      continue;
    }
    found.parent.entries.delete(found.name);
    found.parent.modifiedMs = call.process.kernel.nowMs;
  }
  return status;
}

function refuseRemoval(call: Call, found: Place, recursive: boolean): string | undefined {
  const { files } = call.process.kernel;
  if (found.node?.kind === 'directory' && !recursive) return messages.EISDIR;
  if (files.mounts.has(found.path) || found.path === '/') return messages.EBUSY;
  const refusal = whyNotChange(files, found, call.process.uid);
  return refusal === undefined ? undefined : messages[refusal];
}

function* rmdir(call: Call): Task {
  let status = 0;
  for (const path of parseOptions(call.args, '').rest) {
    const found = place(call.process, path);
    const error =
      found?.node === undefined
        ? messages.ENOENT
        : found.node.kind !== 'directory'
          ? messages.ENOTDIR
          : found.node.entries.size > 0
            ? messages.ENOTEMPTY
            : refuseRemoval(call, found, true);
    if (error === undefined) found?.parent.entries.delete(found.name);
    else status = yield* err(call, isBusybox(call) ? `'${path}': ${error}` : `failed to remove '${path}': ${error}`);
  }
  return status;
}

function cloneNode(source: FileNode, process: Process): FileNode {
  if (source.kind === 'file') return { ...source, owner: process.uid, modifiedMs: process.kernel.nowMs };
  if (source.kind === 'device') return makeFile('', 0o644, process.uid, process.kernel.nowMs);
  if (source.kind !== 'directory') return source;
  const copy = makeDirectory(source.mode, process.uid, process.kernel.nowMs);
  for (const [name, entry] of source.entries) copy.entries.set(name, cloneNode(entry, process));
  return copy;
}

function* copyOrMove(call: Call): Task {
  const {
    has,
    get,
    rest: words,
  } = parseOptions(call.args, 't:', { recursive: 'r', archive: 'a', 'target-directory': 't' });
  const target = get('t') ?? words.at(-1);
  const sources = get('t') === undefined ? words.slice(0, -1) : words;
  if (target === undefined || sources.length === 0) return yield* err(call, 'missing file operand');
  const intoDirectory = node(call.process, target)?.kind === 'directory' && !has('T');
  let status = 0;
  for (const source of sources) {
    const from = place(call.process, source, call.name === 'mv');
    if (from?.node === undefined) {
      status = yield* err(
        call,
        `${isBusybox(call) ? `can't ${call.name === 'mv' ? 'rename' : 'stat'}` : 'cannot stat'} '${source}': ${messages.ENOENT}`,
      );
      continue;
    }
    const recursive = call.name === 'mv' || has('r') || has('R') || has('a');
    if (from.node.kind === 'directory' && !recursive) {
      status = yield* err(
        call,
        isBusybox(call) ? `omitting directory '${source}'` : `-r not specified; omitting directory '${source}'`,
      );
      continue;
    }
    if (!mayAccess(from.node, call.process.uid, 4)) {
      status = yield* err(call, `${isBusybox(call) ? "can't open" : 'cannot open'} '${source}': ${messages.EACCES}`);
      continue;
    }
    const path = intoDirectory ? `${target}/${nameOf(source)}` : target;
    if (!(yield* place2(call, path, from.node))) {
      status = 1;
      continue;
    }
    if (call.name === 'mv') from.parent.entries.delete(from.name);
  }
  return status;
}

/** The target of a copy: an existing file keeps its node, so that whoever has it open sees the new content. */
function* place2(call: Call, path: string, source: FileNode): Task<boolean> {
  const existing = node(call.process, path);
  if (call.name === 'cp' && existing?.kind === 'file' && source.kind === 'file') {
    const file = openPath(call.process, path, 'write');
    if (typeof file === 'string') {
      yield* err(call, `${cannot(call, 'create')} '${path}': ${messages[file]}`);
      return false;
    }
    existing.content = source.content;
    existing.size = source.size;
    return true;
  }
  if (call.name === 'cp' && source.kind === 'directory' && existing?.kind === 'directory') {
    for (const [name, entry] of source.entries) existing.entries.set(name, cloneNode(entry, call.process));
    return true;
  }
  return yield* put(
    call,
    path,
    call.name === 'mv' ? source : cloneNode(source, call.process),
    cannot(call, call.name === 'mv' ? 'rename' : 'create'),
  );
}

function* link(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '', { symbolic: 's', force: 'f' });
  const [target = '', path = nameOf(target)] = rest;
  const name = node(call.process, path)?.kind === 'directory' && !has('n') ? `${path}/${nameOf(target)}` : path;
  if (!has('f') && node(call.process, name, true) !== undefined)
    return yield* err(
      call,
      isBusybox(call) ? `${name}: ${messages.EEXIST}` : `failed to create symbolic link '${name}': ${messages.EEXIST}`,
    );
  const source = has('s') ? { kind: 'link' as const, target } : node(call.process, target);
  if (source === undefined) return yield* err(call, `${target}: ${messages.ENOENT}`);
  return (yield* put(call, name, source, cannot(call, 'create'))) ? 0 : 1;
}

function* chmod(call: Call): Task {
  const [mode = '', ...paths] = call.args.filter((word) => !/^-[Rvf]+$/.test(word));
  let status = 0;
  for (const path of paths) {
    const entry = node(call.process, path);
    if (entry === undefined) {
      status = yield* err(
        call,
        isBusybox(call) ? `${path}: ${messages.ENOENT}` : `cannot access '${path}': ${messages.ENOENT}`,
      );
      continue;
    }
    if (entry.kind !== 'file' && entry.kind !== 'directory') continue;
    if (isReadOnly(call.process.kernel.files, place(call.process, path)?.path ?? path))
      status = yield* err(call, `${path}: ${messages.EROFS}`);
    else if (call.process.uid !== 0 && entry.owner !== call.process.uid)
      status = yield* err(call, `${path}: Operation not permitted`);
    else entry.mode = changeMode(entry.mode, mode);
  }
  return status;
}

function changeMode(before: number, text: string): number {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8) & 0o7777;
  let mode = before;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxX]*)$/.exec(clause);
    if (match === null) continue;
    const bits = [...(match[3] ?? '')].reduce((sum, char) => sum | ({ r: 4, w: 2, x: 1, X: 1 }[char] ?? 0), 0);
    const who = match[1] === '' || match[1]?.includes('a') === true ? 'ugo' : (match[1] ?? '');
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (!who.includes(letter)) continue;
      if (match[2] === '+') mode |= bits << shift;
      else if (match[2] === '-') mode &= ~(bits << shift);
      else mode = (mode & ~(7 << shift)) | (bits << shift);
    }
  }
  return mode;
}

function* chown(call: Call): Task {
  const [owner = '', ...paths] = call.args.filter((word) => !/^-[Rvhf]+$/.test(word));
  let status = 0;
  for (const path of paths) {
    const entry = node(call.process, path);
    if (entry === undefined) {
      status = yield* err(call, `${path}: ${messages.ENOENT}`);
      continue;
    }
    if (call.process.uid !== 0) {
      status = yield* err(call, `${path}: Operation not permitted`);
      continue;
    }
    changeOwner(
      entry,
      Number(owner.split(':')[0]) || 0,
      call.args.some((word) => /^-.*R/.test(word)),
    );
  }
  return status;
}

function changeOwner(entry: FileNode, owner: number, recursive: boolean): void {
  if (entry.kind === 'file' || entry.kind === 'directory') entry.owner = owner;
  if (entry.kind === 'directory' && recursive)
    for (const child of entry.entries.values()) changeOwner(child, owner, true);
}

const modeOf = (entry: FileNode): number => (entry.kind === 'file' || entry.kind === 'directory' ? entry.mode : 0o777);
const sizeIn = (entry: FileNode): number =>
  entry.kind === 'file' ? entry.size : entry.kind === 'directory' ? 4096 : 0;

function modeText(entry: FileNode): string {
  const bits = modeOf(entry);
  return (
    fileType(entry) +
    [6, 3, 0]
      .map((shift) => ['r', 'w', 'x'].map((char, i) => ((bits >> shift) & (4 >> i) ? char : '-')).join(''))
      .join('')
  );
}

const userName = (uid: number): string => (uid === 0 ? 'root' : String(uid));
const ownerOf = (entry: FileNode): number => (entry.kind === 'file' || entry.kind === 'directory' ? entry.owner : 0);

function* list(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '', { all: 'a' });
  let status = 0;
  const folders: string[] = [];
  const single: string[] = [];
  for (const path of rest.length === 0 ? ['.'] : [...rest].sort(byName)) {
    const entry = node(call.process, path, has('l') && !path.endsWith('/'));
    if (entry === undefined)
      status = yield* err(
        call,
        isBusybox(call) ? `${path}: ${messages.ENOENT}` : `cannot access '${path}': ${messages.ENOENT}`,
      );
    else if (entry.kind === 'directory' && !has('d')) folders.push(path);
    else single.push(path);
  }
  for (const path of single) {
    const entry = node(call.process, path, true);
    if (entry !== undefined) yield* out(call, showEntry(call, path, entry, has('l')) + '\n');
  }
  for (const path of folders) {
    const entry = node(call.process, path);
    if (entry?.kind !== 'directory') continue;
    if (!mayAccess(entry, call.process.uid, 4)) {
      status = yield* err(call, `can't open '${path}': ${messages.EACCES}`);
      continue;
    }
    if (rest.length > 1 || has('R'))
      yield* out(call, `${path === folders[0] && single.length === 0 ? '' : '\n'}${path}:\n`);
    if (has('l')) yield* out(call, 'total 0\n');
    yield* out(
      call,
      listNames(entry, has)
        .map((name) => showEntry(call, name, entry.entries.get(name) ?? entry, has('l')) + '\n')
        .join(''),
    );
  }
  return status === 1 && !isBusybox(call) ? 2 : status;
}

function listNames(directory: Directory, has: (letter: string) => boolean): readonly string[] {
  const names = [...directory.entries.keys()].sort(byName);
  const shown = has('a') ? ['.', '..', ...names] : has('A') ? names : names.filter((name) => !name.startsWith('.'));
  return has('r') ? shown.reverse() : shown;
}

function showEntry(call: Call, name: string, entry: FileNode, isLong: boolean): string {
  if (!isLong) return name;
  const { machine } = call.process.kernel;
  const modified = entry.kind === 'file' || entry.kind === 'directory' ? entry.modifiedMs : 0;
  const target = entry.kind === 'link' ? ` -> ${entry.target}` : '';
  const owner = userName(ownerOf(entry)).padEnd(8);
  return `${modeText(entry)}    1 ${owner} ${owner} ${String(sizeIn(entry)).padStart(9)} ${formatDate('%b %e %H:%M', machine.epochMs + modified)} ${name}${target}`;
}

function* stat(call: Call): Task {
  const { get, rest } = parseOptions(call.args, 'c:', { format: 'c' });
  let status = 0;
  for (const path of rest) {
    const entry = node(call.process, path, true);
    if (entry === undefined) {
      status = yield* err(
        call,
        `${isBusybox(call) ? `can't stat '${path}'` : `cannot statx '${path}'`}: ${messages.ENOENT}`,
      );
      continue;
    }
    const seconds = Math.floor(
      (call.process.kernel.machine.epochMs +
        (entry.kind === 'file' || entry.kind === 'directory' ? entry.modifiedMs : 0)) /
        1000,
    );
    const values: Readonly<Record<string, string>> = {
      n: path,
      s: String(sizeIn(entry)),
      a: modeOf(entry).toString(8),
      A: modeText(entry),
      u: String(ownerOf(entry)),
      U: userName(ownerOf(entry)),
      g: String(ownerOf(entry)),
      G: userName(ownerOf(entry)),
      Y: String(seconds),
      X: String(seconds),
      Z: String(seconds),
      h: '1',
      F: {
        d: 'directory',
        l: 'symbolic link',
        c: 'character special file',
        '-': sizeIn(entry) === 0 ? 'regular empty file' : 'regular file',
      }[fileType(entry)],
    };
    const format = get('c') ?? '  File: %n\n  Size: %s\nAccess: (%a/%A)  Uid: %u  Gid: %g\nModify: %Y';
    yield* out(call, format.replace(/%([a-zA-Z%])/g, (_, letter: string) => values[letter] ?? letter) + '\n');
  }
  return status;
}

interface Finder {
  readonly tests: readonly ((path: string, entry: FileNode) => boolean)[];
  readonly maxDepth: number;
  readonly minDepth: number;
  readonly deletes: boolean;
  readonly separator: string;
}

function* find(call: Call): Task {
  const firstTest = call.args.findIndex((word) => /^[-!(]/.test(word));
  const roots = firstTest < 0 ? call.args : call.args.slice(0, firstTest);
  const finder = readFinder(call, firstTest < 0 ? [] : call.args.slice(firstTest));
  let status = 0;
  for (const root of roots.length === 0 ? ['.'] : roots) {
    const entry = node(call.process, root, true);
    if (entry === undefined) {
      status = yield* err(call, isBusybox(call) ? `${root}: ${messages.ENOENT}` : `‘${root}’: ${messages.ENOENT}`);
      continue;
    }
    yield* walk(call, finder, root, entry, 0);
  }
  return status;
}

function readFinder(call: Call, words: readonly string[]): Finder {
  const tests: Finder['tests'][number][] = [];
  let maxDepth = Infinity;
  let minDepth = 0;
  let negates = false;
  const now = call.process.kernel.nowMs;
  const add = (test: Finder['tests'][number]): void => {
    const negated = negates;
    negates = false;
    tests.push((path, entry) => test(path, entry) !== negated);
  };
  for (let i = 0; i < words.length; i++) {
    const value = words[i + 1] ?? '';
    switch (words[i]) {
      case '!':
      case '-not':
        negates = true;
        continue;
      case '-name':
        add((path) => matchesPattern(value, nameOf(path)));
        break;
      case '-iname':
        add((path) => matchesPattern(value.toLowerCase(), nameOf(path).toLowerCase()));
        break;
      case '-path':
        add((path) => matchesPattern(value, path));
        break;
      case '-type':
        add((_, entry) => fileType(entry) === (value === 'f' ? '-' : value));
        break;
      case '-maxdepth':
        maxDepth = Number(value);
        break;
      case '-mindepth':
        minDepth = Number(value);
        break;
      case '-empty':
        add((_, entry) => (entry.kind === 'directory' ? entry.entries.size === 0 : sizeIn(entry) === 0));
        continue;
      case '-size':
        add((_, entry) => {
          const size = sizeOf(value.replace(/^[-+]/, '')) ?? 0;
          return value.startsWith('+') ? sizeIn(entry) > size : sizeIn(entry) < size;
        });
        break;
      case '-mmin':
      case '-mtime': {
        const limit = Number(value.replace(/^[-+]/, '')) * (words[i] === '-mmin' ? 60_000 : 86_400_000);
        add(
          (_, entry) =>
            (entry.kind === 'file' || entry.kind === 'directory') &&
            (value.startsWith('-') ? now - entry.modifiedMs < limit : now - entry.modifiedMs > limit),
        );
        break;
      }
      default:
        continue;
    }
    i++;
  }
  return {
    tests,
    maxDepth,
    minDepth,
    deletes: words.includes('-delete'),
    separator: words.includes('-print0') ? '\0' : '\n',
  };
}

function* walk(call: Call, finder: Finder, path: string, entry: FileNode, depth: number): Task<void> {
  const matches = depth >= finder.minDepth && finder.tests.every((test) => test(path, entry));
  if (matches && !finder.deletes) yield* out(call, path + finder.separator);
  if (entry.kind === 'directory' && depth < Math.min(finder.maxDepth, 40)) {
    for (const name of [...entry.entries.keys()].sort(byName)) {
      const child = entry.entries.get(name);
      if (child !== undefined)
        yield* walk(call, finder, path.endsWith('/') ? path + name : `${path}/${name}`, child, depth + 1);
    }
  }
  const found = matches && finder.deletes && depth > 0 ? place(call.process, path, true) : undefined;
  if (found !== undefined && whyNotChange(call.process.kernel.files, found, call.process.uid) === undefined)
    found.parent.entries.delete(found.name);
}

function* dd(call: Call): Task {
  const settings = new Map(
    call.args.map((word) => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)] as const),
  );
  const { process } = call;
  const block = sizeOf(settings.get('bs') ?? '512') ?? 512;
  const count = settings.has('count') ? Number(settings.get('count')) : Infinity;
  let from = 0;
  let to = 1;
  for (const [key, mode] of [
    ['if', 'read'],
    ['of', 'write'],
  ] as const) {
    const path = settings.get(key);
    if (path === undefined) continue;
    const file = openPath(process, path, mode);
    if (typeof file === 'string')
      return yield* err(
        call,
        isBusybox(call) ? `can't open '${path}': ${messages[file]}` : `failed to open '${path}': ${messages[file]}`,
      );
    const fd = freeDescriptor(process);
    setDescriptor(process, fd, file);
    if (key === 'if') from = fd;
    else to = fd;
  }
  let total = 0;
  for (const wanted = block * count; total < wanted;) {
    const part = yield* read(process, from, Math.min(1 << 16, wanted - total));
    if (part === '' || !(yield* write(process, to, part))) break;
    total += part.length;
    process.kernel.total += 20;
  }
  const records = `${Math.floor(total / block)}+${total % block === 0 ? 0 : 1}`;
  yield* write(process, 2, `${records} records in\n${records} records out\n`);
  if (settings.get('status') !== 'none') yield* write(process, 2, `${total} bytes copied, 0.001 s\n`);
  return 0;
}

function* truncate(call: Call): Task {
  const { get, rest } = parseOptions(call.args, 's:', { size: 's' });
  const size = sizeOf(get('s') ?? '0') ?? 0;
  for (const path of rest) {
    const file = openPath(call.process, path, 'append');
    if (typeof file === 'string') return yield* err(call, `${path}: ${messages[file]}`);
    if (file.source.kind === 'file') {
      file.source.file.content = file.source.file.content.slice(0, size);
      file.source.file.size = size;
    }
  }
  return 0;
}

function* readlink(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '');
  const path = rest[0] ?? '.';
  if (call.name === 'realpath' || has('f')) {
    const found = place(call.process, path);
    if (found === undefined) return 1;
    yield* out(call, `${found.path}\n`);
    return 0;
  }
  const entry = node(call.process, path, true);
  if (entry?.kind !== 'link') return 1;
  yield* out(call, `${entry.target}\n`);
  return 0;
}

function* mktemp(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'p:');
  const template = rest[0] ?? `${get('p') ?? '/tmp'}/tmp.XXXXXX`;
  const path = template.replace(/X{3,}/, (places) =>
    String(call.process.pid * 48_271 + call.process.kernel.nowMs)
      .padStart(places.length, '0')
      .slice(-places.length),
  );
  const entry = has('d') ? makeDirectory(0o700, call.process.uid) : makeFile('', 0o600, call.process.uid);
  if (!(yield* put(call, path, entry, 'failed to create'))) return 1;
  yield* out(call, `${path}\n`);
  return 0;
}

function sizeBelow(entry: FileNode): number {
  return entry.kind === 'directory'
    ? 4096 + [...entry.entries.values()].reduce((sum, child) => sum + sizeBelow(child), 0)
    : sizeIn(entry);
}

function* du(call: Call): Task {
  const { has, rest } = parseOptions(call.args, 'd:');
  for (const path of rest.length === 0 ? ['.'] : rest) {
    const entry = node(call.process, path);
    if (entry === undefined) return yield* err(call, `${path}: ${messages.ENOENT}`);
    const size = Math.ceil(sizeBelow(entry) / 1024);
    yield* out(call, `${has('h') ? `${size}K` : size}\t${path}\n`);
  }
  return 0;
}

function* namePart(call: Call): Task {
  const { rest } = parseOptions(call.args, '');
  const [path = '', suffix = ''] = rest;
  if (call.name === 'dirname') {
    const trimmed = path.replace(/\/+$/, '');
    const at = trimmed.lastIndexOf('/');
    yield* out(
      call,
      `${at < 0 ? (trimmed === '' && path !== '' ? '/' : '.') : at === 0 ? '/' : trimmed.slice(0, at)}\n`,
    );
  } else {
    const name = path.replace(/\/+$/, '') === '' ? path.slice(0, 1) : nameOf(path);
    yield* out(
      call,
      `${suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
    );
  }
  return 0;
}

export const folderTools: Readonly<Record<string, Tool>> = {
  mkdir,
  touch,
  rm: remove,
  unlink: remove,
  rmdir,
  cp: copyOrMove,
  mv: copyOrMove,
  ln: link,
  chmod,
  chown,
  chgrp: chown,
  ls: list,
  stat,
  find,
  dd,
  truncate,
  readlink,
  realpath: readlink,
  mktemp,
  du,
  basename: namePart,
  dirname: namePart,
};
