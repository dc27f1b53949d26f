/**
 * Which containers are run instead of assumed: those whose command line is a script or a known tool, and well-known
 * images.
 */
import { equipped, findImage, isInterpreter, type KnownImage } from './images.ts';
import { type KnownPrograms, type ResolveQuestion, taskMs } from './resolve.ts';
import { whyNotStarted } from './program-errors.ts';
import { createShellProgram } from './shell-program.ts';
import { toolNames } from './shell/tools/names.ts';

const tools = new Set(toolNames);

/** The program of a container that the Scenario leaves open; undefined: only the general assumption is left. */
export const knownPrograms: KnownPrograms = (question) => {
  const plain = findImage(question.image);
  const argv = commandLine(question, plain);
  const image = plain && equipped(plain, argv);
  const [first] = argv;
  if (first === undefined) return undefined;
  const isTold = question.command.length > 0 || question.args.length > 0;
  const kind = classify(image, argv, question.mountPaths ?? []);
  if (kind === 'unknown') return undefined;
  const shown = isTold
    ? `container ${question.name} runs its command line`
    : `container ${question.name} runs what ${image?.names[0] ?? ''} starts`;
  const field =
    question.command.length > 0
      ? `${question.path}.command`
      : question.args.length > 0
        ? `${question.path}.args`
        : `${question.path}.image`;
  const found = {
    create: (context: Parameters<typeof createShellProgram>[0]) =>
      createShellProgram(context, {
        image,
        argv,
        ports: question.ports,
        taskMs: taskMs(question),
        memoryLimit: question.memoryLimit,
        leastMs: question.leastMs,
        services: question.scenario.cluster?.services ?? [],
      }),
    note: { text: shown, source: isTold ? ('manifest' as const) : ('image' as const), field },
  };
  return kind === 'missing' ? { ...found, startError: startError(first) } : found;
};

/** `command` replaces the entry point, `args` the image's own arguments. */
function commandLine({ command, args }: ResolveQuestion, image: KnownImage | undefined): readonly string[] {
  if (command.length > 0) return [...command, ...args];
  if (!image) return [];
  return args.length > 0 ? [...image.entrypoint, ...args] : [...image.entrypoint, ...image.cmd];
}

function classify(
  image: KnownImage | undefined,
  argv: readonly string[],
  mountPaths: readonly string[],
): 'known' | 'unknown' | 'missing' {
  const [first = ''] = argv;
  const name = first.split('/').at(-1) ?? '';
  const isMounted = mountPaths.some((path) => first.startsWith(`${path.replace(/\/$/, '')}/`));
  const isTool = tools.has(name) && (!first.includes('/') || /^\/(usr\/)?(local\/)?s?bin\/[^/]+$/.test(first));
  if (!image) return isTool || isMounted ? 'known' : 'unknown';
  if (argv.length > 1 && isInterpreter(image, name)) return 'unknown';
  if (isMounted || image.programs.includes(name) || image.entrypoint.includes(first)) return 'known';
  if (image.shell === 'none') return 'missing';
  if (isTool && !image.lacks.includes(name)) return 'known';
  return image.isClosed || image.lacks.includes(name) ? 'missing' : 'unknown';
}

const startError = (name: string): string =>
  `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${whyNotStarted(name, 'not found')}`;
