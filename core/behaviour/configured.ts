/** Well-known servers that somebody configures: where they listen and what they answer is then not what the image alone does. */
import { items, text } from './container-volumes.ts';
import type { ImageProgram, KnownImage } from './images.ts';
import { programOf } from './known-servers.ts';
import type { ProgramContext } from './program.ts';
import { isThere } from './unknown-files.ts';

const configFolder = /^\/(?:etc|opt|bitnami|usr\/local|config)(?:\/|$)|conf/;
const configVariable = /PORT|LISTEN|BIND|ADDR|CONF/i;

/** What a program of the container's image does with the container's own settings. */
export function asConfigured(
  context: ProgramContext,
  image: KnownImage,
  name: string,
  ports: readonly number[],
): ImageProgram {
  const program = programOf(image, name);
  return withVariables(context, isConfigured(context, image.cmd) ? configured(program, ports) : program);
}

/** Whether arguments, files or variables of the container may change what its server does. */
function isConfigured({ spec }: ProgramContext, defaultArguments: readonly string[]): boolean {
  const told = [spec['command'], spec['args']].flatMap((words) => (Array.isArray(words) ? words.map(String) : []));
  const isOwn = told.length > 0 && told.join(' ') !== defaultArguments.join(' ');
  const mounts = items(spec['volumeMounts']).map((mount) => text(mount['mountPath']));
  const variables = items(spec['env']).map((variable) => text(variable['name']));
  return (
    isOwn ||
    mounts.some((path) => configFolder.test(path)) ||
    variables.some((name) => configVariable.test(name)) ||
    items(spec['envFrom']).length > 0
  );
}

/** It listens where the manifest says, too, and is taken to answer well. */
function configured(program: ImageProgram, ports: readonly number[]): ImageProgram {
  if (program.listens === undefined) return program;
  const isWeb = program.http !== undefined || ports.some((port) => !program.listens?.includes(port));
  return {
    ...program,
    listens: [...new Set([...program.listens, ...ports])],
    ...(isWeb && { http: { status: 200, body: '' } }),
  };
}

/** Variables may come from objects that are not in the workspace: then nobody knows that one is missing. */
function withVariables(context: ProgramContext, program: ImageProgram): ImageProgram {
  const isUnknown = items(context.spec['envFrom']).some((source) =>
    Object.entries({ ConfigMap: source['configMapRef'], Secret: source['secretRef'] }).some(
      ([kind, reference]) => reference !== undefined && reference !== null && !isThere(context, kind, reference),
    ),
  );
  const { needsOneOf: _, ...rest } = program;
  return isUnknown ? rest : program;
}
