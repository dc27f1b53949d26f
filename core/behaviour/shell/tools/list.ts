/** `ls`. */
import { isBusybox } from '../flavors.ts';
import { order } from '../expressions.ts';
import { fileType } from '../file-type.ts';
import { mayAccess, nodeFor, type FileNode } from '../files.ts';
import { wantedNode } from '../wanted.ts';
import { formatDate } from './date.ts';
import { each, parseOptions, print, refuse, type Call, type Tool } from './support.ts';
import { userName } from './texts.ts';

export const modeText = (node: FileNode): string =>
  fileType(node) + [...'rwxrwxrwx'].map((letter, i) => (((node.mode & 0o777) >> (8 - i)) & 1 ? letter : '-')).join('');

const list: Tool = (call) => {
  const { process } = call;
  const { has, rest } = parseOptions(call, 'a-all');
  const paths = rest.length === 0 ? ['.'] : [...rest].sort(order);
  const folders: string[] = [];
  const show = (name: string, node: FileNode): void => {
    print(call, `${has('l') ? longEntry(call, name, node) : name}\n`);
  };
  let status = each(
    call,
    paths,
    (path) => {
      const node = wantedNode(process, path, 'directory', has('l') && !path.endsWith('/'));
      if (node?.kind === 'directory' && !has('d')) folders.push(path);
      else if (node) show(path, node);
      return !node ? 'ENOENT' : undefined;
    },
    'access',
    '',
  );
  for (const path of folders) {
    const node = nodeFor(process, path);
    if (node?.kind !== 'directory') continue;
    if (!mayAccess(node, process.uid, 4)) status = refuse(call, path, 'EACCES', 'open');
    else {
      if (rest.length > 1 || has('R')) print(call, `${path === paths[0] ? '' : '\n'}${path}:\n`);
      if (has('l')) print(call, 'total 0\n');
      const names = [...node.entries.keys()].sort(order).filter((name) => has('aA') || !name.startsWith('.'));
      if (has('a')) names.unshift('.', '..');
      for (const name of has('r') ? names.reverse() : names) show(name, node.entries.get(name) ?? node);
    }
  }
  return status === 1 && !isBusybox(call) ? 2 : status;
};

function longEntry(call: Call, name: string, node: FileNode): string {
  const owner = userName(node.owner).padEnd(8);
  const time = formatDate('%b %e %H:%M', call.process.kernel.epochMs + node.modifiedMs);
  const target = node.kind === 'link' ? ` -> ${node.target}` : '';
  return `${modeText(node)}    1 ${owner} ${owner} ${String(node.size).padStart(9)} ${time} ${name}${target}`;
}

export const listTools: Readonly<Record<string, Tool>> = { ls: list };
