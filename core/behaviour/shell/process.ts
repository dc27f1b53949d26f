/** The shapes of the machine below the shell: processes, their files, the kernel, what it knows of the world. */
import type { FileSystem, RegularFile } from './files.ts';

/** What a process waits for; any of them wakes it. An empty one gives the others a turn. */
export interface Wait {
  readonly untilMs?: number;
  readonly ready?: () => boolean;
  readonly wakesOnSignal?: boolean;
}

/** A program's body: yields whenever it waits, returns its exit code. */
export type Task<T = number> = Generator<Wait, T, void>;

export type Body = (process: Process) => Task;

export interface Exit {
  readonly code: number;
  readonly signal?: number;
  readonly oom?: boolean;
}

export interface Process {
  readonly kernel: Kernel;
  readonly pid: number;
  parent: Process | undefined;
  argv: readonly string[];
  cwd: string;
  readonly uid: number;
  /** A script goes on when it has ended. */
  readonly isFollowed: boolean;
  environment: ReadonlyMap<string, string>;
  readonly descriptors: Map<number, OpenFile>;
  /** Files that a redirection put aside for a while. */
  readonly held: OpenFile[];
  readonly ignored: Set<number>;
  readonly caught: Set<number>;
  /** Caught signals that the program has not looked at yet. */
  readonly pending: number[];
  task: Task;
  wait: Wait;
  /** A full pipe that it wrote into: it goes on when there is room again. */
  blockedBy: Pipe | undefined;
  exit: Exit | undefined;
  stopped: boolean;
  /** Bytes that it holds, for the memory limit. */
  memory: number;
}

export interface Kernel extends MachineFacts {
  nowMs: number;
  readonly files: FileSystem;
  readonly processes: Map<number, Process>;
  readonly listeners: Map<number, Listener>;
  nextPid: number;
  /** Its processes are being run: somebody inside asked the world, which asks back. */
  isRunning: boolean;
  /** Steps that may still be taken before the machine is slowed down; refilled as time passes. */
  budget: number;
  budgetAtMs: number;
  total: number;
  /** Things worth saying about the run: what was assumed, where it was cut. */
  readonly notes: Map<string, number>;
}

export type Flavor = 'busybox' | 'dash' | 'bash';

/** What programs can see of the world around them. */
export interface MachineFacts {
  readonly hostName: string;
  readonly podIp: string;
  /** Wall clock of time 0. */
  readonly epochMs: number;
  readonly memoryLimit: number | undefined;
  /** False if the Pod shares its process namespace: then nobody here is process 1. */
  readonly hasInit: boolean;
  readonly flavor: Flavor;
  readonly connect: (host: string, port: number, request: string | undefined) => RemoteAnswer;
  readonly lookup: (name: string) => string | undefined;
  /** The tool behind a program file of the image. */
  readonly program: (name: string) => Body | undefined;
  /** A program of the image that does what its arguments say. */
  readonly interprets?: (name: string) => boolean;
  /** What a program that nobody here knows is taken to do; undefined where the image is known not to have it. */
  readonly unknownProgram: (name: string, position: 'first' | 'last' | 'between', caller: Process) => Body | undefined;
  readonly onExit: (process: Process) => void;
}

export type RemoteAnswer =
  | { readonly kind: 'refused' | 'unreachable' | 'hangs' }
  | { readonly kind: 'open'; readonly takesMs: number; readonly response: string };

/** The two ends of a connection as one side has them. */
export interface Connection {
  readonly input: OpenFile;
  readonly output: OpenFile;
}

/** Somebody who accepts connections on a port. */
export interface Listener {
  readonly owner: Process;
  /** Answers at once, without a process of its own a connection. */
  readonly answer?: ((request: string) => string) | undefined;
  accept: ((connection: Connection) => void) | undefined;
}

/** Both ends count as open until their last descriptor is closed. */
export interface Pipe {
  buffer: string;
  readers: number;
  writers: number;
}

export interface OpenFile {
  readonly source:
    | { readonly kind: 'file'; readonly file: RegularFile; readonly appends: boolean; readonly writable: boolean }
    | { readonly kind: 'pipe'; readonly pipe: Pipe; readonly end: 'readers' | 'writers' }
    | { readonly kind: 'device'; readonly device: string }
    | { readonly kind: 'output'; readonly write: (text: string) => void };
  at: number;
  /** Descriptors that refer to it. */
  users: number;
}
