/** A container's file system in memory: directories, files, links and devices, with owners and modes. */

interface Attributes {
  mode: number;
  owner: number;
  modifiedMs: number;
  size: number;
}

export interface Directory extends Attributes {
  readonly kind: 'directory';
  readonly entries: Map<string, FileNode>;
  /** Nothing may be written at or below it. */
  readOnly?: boolean;
}

export interface RegularFile extends Attributes {
  readonly kind: 'file';
  /** The first part of the content; what lies beyond `keptBytes` counts in `size` and reads as zero bytes. */
  content: string;
  /** The name of the tool behind it: a program of the image. */
  readonly program?: string;
  /** Nobody knows whether it is there, and what it holds. */
  readonly isAssumed?: boolean;
}

export interface Link extends Attributes {
  readonly kind: 'link';
  readonly target: string;
}
export interface Device extends Attributes {
  readonly kind: 'device';
  readonly device: 'null' | 'zero' | 'random' | 'full' | 'fd0' | 'fd1' | 'fd2';
}
export type FileNode = Directory | RegularFile | Link | Device;

export const keptBytes = 1 << 18;

export const messages = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EBUSY: 'Device or resource busy',
} as const;
export type FileError = keyof typeof messages;

export interface FileSystem {
  readonly root: Directory;
  /** The root file system is read-only, volumes are not (unless they say so). */
  readonly isRootReadOnly: boolean;
  /** Where volumes are mounted, as absolute paths. */
  readonly mounts: ReadonlyMap<string, { readonly readOnly: boolean }>;
  readonly unknown?: Unknown;
}

/** Places whose content nobody knows: they hold what programs ask for. */
export interface Unknown {
  readonly mayHold: (path: string) => boolean;
  /** Paths that were asked for or changed before: what is there now is known. */
  readonly settled: Set<string>;
}

export interface Place {
  /** Absolute, without `.`, `..` and links. */
  readonly path: string;
  readonly parent: Directory;
  readonly name: string;
  readonly node: FileNode | undefined;
}

/** Who looks: where relative paths start, and what may be touched. */
export interface Viewer {
  readonly kernel: { readonly files: FileSystem };
  readonly cwd: string;
  readonly uid: number;
}

export const attributes = (mode: number, owner: number, modifiedMs: number, size: number): Attributes => ({
  mode,
  owner,
  modifiedMs,
  size,
});

export const makeDirectory = (mode = 0o755, owner = 0, nowMs = 0): Directory => ({
  kind: 'directory',
  entries: new Map(),
  ...attributes(mode, owner, nowMs, 4096),
});

export const makeFile = (content: string, mode = 0o644, owner = 0, nowMs = 0): RegularFile => ({
  kind: 'file',
  content: content.slice(0, keptBytes),
  ...attributes(mode, owner, nowMs, content.length),
});

export const makeDevice = (device: Device['device']): Device => ({
  kind: 'device',
  device,
  ...attributes(0o666, 0, 0, 0),
});

export const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');
export const absolute = (base: string, path: string): string => (path.startsWith('/') ? path : `${base}/${path}`);

/** Where a path leads. The last link is followed unless `keepLink` is set. */
export function findPlace(
  files: FileSystem,
  base: string,
  path: string,
  keepLink = false,
  hops = 0,
): Place | FileError {
  if (path === '') return 'ENOENT';
  const names = namesOf(absolute(base, path));
  const trail: string[] = [];
  const above: Directory[] = [];
  let directory = files.root;
  for (const [index, name] of names.entries()) {
    if (name === '..') {
      trail.pop();
      directory = above.pop() ?? files.root;
      continue;
    }
    const isLast = index === names.length - 1;
    const found = directory.entries.get(name);
    const place = { path: ['', ...trail, name].join('/'), parent: directory, name, node: found };
    const node = !isLast && (!found || isAssumed(found)) ? assumedFolder(files, place) : found;
    if (node?.kind === 'link' && !(isLast && keepLink)) {
      if (hops > 20) return 'ELOOP';
      const rest = [node.target, ...names.slice(index + 1)].join('/');
      return findPlace(files, '/' + trail.join('/'), rest, keepLink, hops + 1);
    }
    if (isLast) return path.endsWith('/') && node && node.kind !== 'directory' ? 'ENOTDIR' : place;
    if (node?.kind !== 'directory') return !node ? 'ENOENT' : 'ENOTDIR';
    trail.push(name);
    above.push(directory);
    directory = node;
  }
  return { path: '/' + trail.join('/'), parent: directory, name: '', node: directory };
}

export const isAssumed = (node: FileNode | undefined): boolean => node?.kind === 'file' && node.isAssumed === true;

/** The folder that must be at a path where nobody knows what is there. */
function assumedFolder(files: FileSystem, place: Place): FileNode | undefined {
  const made = makeDirectory(0o777);
  if (!isAssumed(place.node)) return assume(files, place, made);
  place.parent.entries.set(place.name, made);
  return made;
}

/** Puts a node to where nobody knows that there is none; undefined where it is known. */
export function assume({ unknown }: FileSystem, place: Place, node: FileNode): FileNode | undefined {
  if (unknown?.settled.has(place.path) !== false || !unknown.mayHold(place.path)) return undefined;
  unknown.settled.add(place.path);
  place.parent.entries.set(place.name, node);
  return node;
}

/** Where a path leads a process. */
export const placeFor = ({ kernel, cwd }: Viewer, path: string, keepLink = false): Place | FileError =>
  findPlace(kernel.files, cwd, path, keepLink);

export function findNode(files: FileSystem, base: string, path: string, keepLink = false): FileNode | undefined {
  return nodeIn(findPlace(files, base, path, keepLink));
}

/** What is at a place, if there is one. */
export const nodeIn = (place: Place | FileError): FileNode | undefined =>
  typeof place === 'string' ? undefined : place.node;

/** What a process finds at a path. */
export const nodeFor = ({ kernel, cwd }: Viewer, path: string, keepLink = false): FileNode | undefined =>
  findNode(kernel.files, cwd, path, keepLink);

/** Whether the user may read (4), write (2) or execute (1); root may all but execute a file without any x. */
export function mayAccess(node: FileNode, uid: number, wanted: number): boolean {
  if (uid === 0) return wanted !== 1 || node.kind === 'directory' || (node.mode & 0o111) !== 0;
  return ((node.owner === uid ? node.mode >> 6 : node.mode) & wanted) === wanted;
}

/** Whether anything below `path` can be changed at all. */
export function isReadOnly(files: FileSystem, path: string): boolean {
  let deepest = '';
  for (const mount of files.mounts.keys()) {
    const isBelow = path === mount || path.startsWith(mount === '/' ? '/' : mount + '/');
    if (isBelow && mount.length > deepest.length) deepest = mount;
  }
  return files.mounts.get(deepest)?.readOnly ?? (files.isRootReadOnly && !/^\/dev(\/|$)/.test(path));
}

/** Why an entry may not be added to or taken from the directory of a place; undefined if it may. */
export function whyNotChange({ kernel, uid }: Viewer, place: Place): FileError | undefined {
  if (isReadOnly(kernel.files, place.path)) return 'EROFS';
  kernel.files.unknown?.settled.add(place.path);
  return mayAccess(place.parent, uid, 3) ? undefined : 'EACCES';
}

/** Creates a directory and those above it. */
export function ensureDirectory(files: FileSystem, path: string, mode = 0o755, owner = 0): Directory {
  let directory = files.root;
  for (const name of namesOf(path)) {
    let node = directory.entries.get(name);
    if (node?.kind === 'link') node = findNode(files, '/', node.target);
    if (node?.kind !== 'directory') {
      node = makeDirectory(mode, owner);
      directory.entries.set(name, node);
    }
    directory = node;
  }
  return directory;
}

/** Puts a node at a path, without any checks: for setting a container up and for actions from outside. */
export function placeNode(files: FileSystem, path: string, node: FileNode): void {
  const names = namesOf(path);
  const name = names.pop();
  if (name !== undefined) ensureDirectory(files, names.join('/')).entries.set(name, node);
}
