/** One container as a machine: its file system, its tools, its first process. The door of this room. */
import { isBusybox } from './flavors.ts';
import { openDevice, openOutput } from './descriptors.ts';
import {
  ensureDirectory,
  findNode,
  makeDevice,
  makeDirectory,
  makeFile,
  placeNode,
  type Device,
  type Directory,
  type FileSystem,
  type RegularFile,
} from './files.ts';
import { createKernel, idle, runBody, spawn } from './kernel.ts';
import type { Body, Kernel, MachineFacts, OpenFile, Process } from './process.ts';
import { defaultPath, findProgram } from './programs.ts';
import { toolCall, type Tool } from './tools/support.ts';

export interface Mount {
  readonly path: string;
  readonly node: Directory | ReturnType<typeof makeFile>;
  readonly readOnly: boolean;
}

export interface MachineOptions extends Omit<MachineFacts, 'program'> {
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string;
  readonly uid: number;
  readonly isRootReadOnly: boolean;
  readonly mounts: readonly Mount[];
  /** Every tool that an image can have. */
  readonly toolNames: readonly string[];
  readonly findTool: (name: string) => Tool | undefined;
  /** Tools that the image does not have. */
  readonly lacks: (tool: string) => boolean;
  /** Files of the image that matter: path and content. */
  readonly imageFiles: Readonly<Record<string, string>>;
  /** Programs of the image besides the tools: name and body. */
  readonly imagePrograms: Readonly<Record<string, Body>>;
  /** Absolute paths at which there may be something that nobody knows of; left out where there are none. */
  readonly mayHold?: ((path: string) => boolean) | undefined;
  /** Paths at which there is nothing until somebody makes it. */
  readonly settled?: readonly string[];
  readonly startedAtMs: number;
}

export interface Machine {
  readonly kernel: Kernel;
  readonly options: MachineOptions;
}

const folders =
  '/bin /sbin /usr/bin /usr/sbin /usr/local/bin /etc /home /root /var/log /var/run /var/lib /lib /opt /srv /mnt /proc/1 /sys /dev';

export function createMachine(options: MachineOptions): Machine {
  const root = makeDirectory();
  const files: FileSystem = {
    root,
    isRootReadOnly: options.isRootReadOnly,
    mounts: new Map(
      options.mounts.map((mount) => [mount.path.replace(/\/+$/, '') || '/', { readOnly: mount.readOnly }]),
    ),
    ...(options.mayHold && { unknown: { mayHold: options.mayHold, settled: new Set(options.settled) } }),
  };
  for (const folder of folders.split(' ')) ensureDirectory(files, folder);
  for (const folder of ['/tmp', '/var/tmp', '/dev/shm']) ensureDirectory(files, folder).mode = 0o777;
  addDevices(files);
  addTools(files, options);
  addImage(files, options);
  for (const mount of [...options.mounts].sort((a, b) => a.path.length - b.path.length))
    placeNode(files, mount.path, mount.node);
  ensureDirectory(files, options.workingDirectory);
  const program = (name: string): Body | undefined => {
    const tool = options.findTool(name);
    return options.imagePrograms[name] ?? (tool && ((process) => runBody(() => tool(toolCall(process, name)))));
  };
  return { kernel: createKernel(files, { ...options, program }, options.startedAtMs), options };
}

function addDevices(files: FileSystem): void {
  const add = (path: string, device: Device['device']): void => placeNode(files, path, makeDevice(device));
  for (const device of ['null', 'zero', 'full', 'random'] as const) add(`/dev/${device}`, device);
  add('/dev/urandom', 'random');
  add('/dev/tty', 'null');
  for (const [fd, name] of ['stdin', 'stdout', 'stderr'].entries())
    for (const path of [`/dev/${name}`, `/dev/fd/${fd}`, `/proc/1/fd/${fd}`, `/proc/self/fd/${fd}`])
      add(path, `fd${fd}` as Device['device']);
}

function addTools(files: FileSystem, options: MachineOptions): void {
  const bin = ensureDirectory(files, '/bin');
  const own = Object.keys(options.imagePrograms);
  for (const program of [...options.toolNames, ...own])
    if (!options.lacks(program)) bin.entries.set(program, toolFile(program));
  if (!isBusybox(options)) ensureDirectory(files, '/usr').entries.set('bin', bin);
  ensureDirectory(files, '/usr/bin').entries.set('env', toolFile('env'));
  for (const folder of ['/usr/sbin', '/usr/local/bin', '/'])
    for (const name of own) ensureDirectory(files, folder).entries.set(name, toolFile(name));
}

const toolFile = (program: string): RegularFile => ({ ...makeFile('\x7fELF', 0o755), program });

function addImage(files: FileSystem, options: MachineOptions): void {
  const standard: Readonly<Record<string, string>> = {
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    '/etc/group': 'root:x:0:\n',
    '/etc/hostname': `${options.hostName}\n`,
    '/etc/hosts': `127.0.0.1\tlocalhost\n${options.podIp}\t${options.hostName}\n`,
    '/etc/resolv.conf':
      'nameserver 10.96.0.10\nsearch default.svc.cluster.local svc.cluster.local cluster.local\noptions ndots:5\n',
    '/proc/uptime': '1000.00 1000.00\n',
    '/proc/loadavg': '0.00 0.00 0.00 1/100 1\n',
    '/proc/1/comm': 'sh\n',
    '/dev/termination-log': '',
  };
  for (const [path, text] of Object.entries({ ...standard, ...options.imageFiles }))
    placeNode(files, path, makeFile(text, path === '/dev/termination-log' ? 0o666 : 0o644));
}

export type Started =
  | { readonly process: Process }
  | { readonly error: 'not found' | 'denied' | 'no working directory' | 'too many processes' };

/** Starts a program in the container, as the runtime does: without a shell. `output` receives what it writes. */
export function startProcess(
  machine: Machine,
  argv: readonly string[],
  output: (text: string, stream: 'stdout' | 'stderr') => void,
): Started {
  const { kernel, options } = machine;
  const stdout = openOutput((text) => output(text, 'stdout'));
  const stderr = openOutput((text) => output(text, 'stderr'));
  if (findNode(kernel.files, '/', options.workingDirectory)?.kind !== 'directory')
    return { error: 'no working directory' };
  const environment = new Map([
    ['PATH', defaultPath],
    ['HOSTNAME', options.hostName],
    ['HOME', options.uid === 0 ? '/root' : '/'],
    ...options.environment,
  ]);
  const descriptors = new Map<number, OpenFile>([
    [0, openDevice('null')],
    [1, stdout],
    [2, stderr],
  ]);
  const { workingDirectory: cwd, uid } = options;
  const birth = { parent: undefined, argv, cwd, uid, environment, descriptors, isFollowed: false };
  const process = spawn(kernel, birth, idle);
  if (!process) return { error: 'too many processes' };
  const found = findProgram(process, argv, 'first');
  if (typeof found === 'string') {
    kernel.processes.delete(process.pid);
    kernel.nextPid--;
    return { error: found };
  }
  process.task = found(process);
  return { process };
}
