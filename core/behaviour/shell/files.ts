/** A container's file system in memory: directories, files, links and devices, with owners and modes. */

export interface Directory {
  readonly kind: 'directory';
  readonly entries: Map<string, FileNode>;
  mode: number;
  owner: number;
  modifiedMs: number;
  /** Nothing may be written at or below it. */
  readOnly?: boolean;
}

export interface RegularFile {
  readonly kind: 'file';
  /** The first part of the content; what lies beyond `keptBytes` counts in `size` and reads as zero bytes. */
  content: string;
  size: number;
  mode: number;
  owner: number;
  modifiedMs: number;
  /** The name of the tool behind it: a program of the image. */
  readonly program?: string;
}

export interface Link {
  readonly kind: 'link';
  readonly target: string;
}
export interface Device {
  readonly kind: 'device';
  readonly device: 'null' | 'zero' | 'random' | 'full' | 'fd0' | 'fd1' | 'fd2';
}
export type FileNode = Directory | RegularFile | Link | Device;

export const keptBytes = 1 << 18;

export const messages = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EROFS: 'Read-only file system',
  EISDIR: 'Is a directory',
  ENOTDIR: 'Not a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  ENOSPC: 'No space left on device',
  EBUSY: 'Device or resource busy',
  EINVAL: 'Invalid argument',
  EXDEV: 'Invalid cross-device link',
} as const;
export type FileError = keyof typeof messages;

export interface FileSystem {
  readonly root: Directory;
  /** The root file system is read-only, volumes are not (unless they say so). */
  readonly isRootReadOnly: boolean;
  /** Where volumes are mounted, as absolute paths. */
  readonly mounts: ReadonlyMap<string, { readonly readOnly: boolean }>;
}

export interface Place {
  /** Absolute, without `.`, `..` and links. */
  readonly path: string;
  readonly parent: Directory;
  readonly name: string;
  readonly node: FileNode | undefined;
}

export const makeDirectory = (mode = 0o755, owner = 0, nowMs = 0): Directory => ({
  kind: 'directory',
  entries: new Map(),
  mode,
  owner,
  modifiedMs: nowMs,
});

export const makeFile = (content: string, mode = 0o644, owner = 0, nowMs = 0): RegularFile => ({
  kind: 'file',
  content: content.slice(0, keptBytes),
  size: content.length,
  mode,
  owner,
  modifiedMs: nowMs,
});

export function joinPath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return '/' + parts.join('/');
}

/** Where a path leads. The last link is followed unless `keepLink` is set. */
export function findPlace(
  files: FileSystem,
  base: string,
  path: string,
  keepLink = false,
  hops = 0,
): Place | FileError {
  const queue = (path.startsWith('/') ? path : `${base}/${path}`)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (path === '') return 'ENOENT';
  const trail: { name: string; directory: Directory }[] = [];
  let directory = files.root;
  for (let i = 0; i < queue.length; i++) {
    const name = queue[i] ?? '';
    if (name === '..') {
      trail.pop();
      directory = trail.at(-1)?.directory ?? files.root;
      continue;
    }
    const node = directory.entries.get(name);
    const isLast = i === queue.length - 1;
    const here = '/' + trail.map((step) => step.name).join('/');
    if (node?.kind === 'link' && !(isLast && keepLink)) {
      if (hops > 20) return 'ELOOP';
      const rest = [node.target, ...queue.slice(i + 1)].join('/');
      return findPlace(files, here, rest, keepLink, hops + 1);
    }
    if (isLast) {
      if (path.endsWith('/') && node !== undefined && node.kind !== 'directory') return 'ENOTDIR';
      return { path: here === '/' ? here + name : `${here}/${name}`, parent: directory, name, node };
    }
    if (node === undefined) return 'ENOENT';
    if (node.kind !== 'directory') return 'ENOTDIR';
    trail.push({ name, directory: node });
    directory = node;
  }
  return { path: '/' + trail.map((step) => step.name).join('/'), parent: directory, name: '', node: directory };
}

export function findNode(files: FileSystem, base: string, path: string, keepLink = false): FileNode | undefined {
  const direct = path.startsWith('/') ? walkDown(files.root, path) : undefined;
  if (direct !== 'unclear' && direct !== undefined) return direct === 'missing' ? undefined : direct;
  const place = findPlace(files, base, path, keepLink);
  return typeof place === 'string' ? undefined : place.node;
}

/** The short way for absolute paths without links and dots, which most are; `unclear` where it does not lead to the end. */
function walkDown(root: Directory, path: string): FileNode | 'missing' | 'unclear' {
  let at: FileNode = root;
  for (let start = 1; start < path.length;) {
    const slash = path.indexOf('/', start);
    const name = slash < 0 ? path.slice(start) : path.slice(start, slash);
    if (name === '' || name === '.' || name === '..' || at.kind !== 'directory') return 'unclear';
    const next = at.entries.get(name);
    if (next === undefined) return 'missing';
    if (next.kind === 'link') return 'unclear';
    at = next;
    if (slash < 0) return at;
    start = slash + 1;
  }
  return path === '/' ? root : 'unclear';
}

/** Whether the user may read (4), write (2) or execute (1); root may all but execute a file without any x. */
export function mayAccess(node: FileNode, uid: number, wanted: number): boolean {
  if (node.kind === 'link' || node.kind === 'device') return true;
  if (uid === 0) return wanted !== 1 || node.kind === 'directory' || (node.mode & 0o111) !== 0;
  const bits = node.owner === uid ? node.mode >> 6 : node.mode;
  return (bits & wanted) === wanted;
}

/** Whether anything below `path` can be changed at all. */
export function isReadOnly(files: FileSystem, path: string): boolean {
  let deepest: string | undefined;
  for (const mount of files.mounts.keys()) {
    const isBelow = path === mount || path.startsWith(mount === '/' ? '/' : mount + '/');
    if (isBelow && (deepest === undefined || mount.length > deepest.length)) deepest = mount;
  }
  if (deepest === undefined) return files.isRootReadOnly && !path.startsWith('/dev/') && path !== '/dev';
  return files.mounts.get(deepest)?.readOnly ?? false;
}

/** Why an entry may not be added to or taken from the directory of a place; undefined if it may. */
export function whyNotChange(files: FileSystem, place: Place, uid: number): FileError | undefined {
  if (isReadOnly(files, place.path)) return 'EROFS';
  return mayAccess(place.parent, uid, 3) ? undefined : 'EACCES';
}

/** Creates a directory and those above it. */
export function ensureDirectory(files: FileSystem, path: string, mode = 0o755, owner = 0): Directory {
  let directory = files.root;
  for (const name of path.split('/').filter((part) => part !== '')) {
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
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop();
  if (name !== undefined) ensureDirectory(files, parts.join('/')).entries.set(name, node);
}

export const fileType = (node: FileNode): 'd' | 'l' | 'c' | '-' =>
  node.kind === 'directory' ? 'd' : node.kind === 'link' ? 'l' : node.kind === 'device' ? 'c' : '-';
