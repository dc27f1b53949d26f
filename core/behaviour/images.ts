/**
 * What is known of well-known images: how they start, where they listen, which tools they hold, as whom they run. Unknown
 * images have no entry.
 */
import { knownImages, notInAlpine } from './known-images.ts';

export interface KnownImage {
  /** Names without registry and tag: `nginx`, `bitnami/redis`. */
  readonly names: readonly string[];
  /** What runs when the Pod gives neither command nor args. */
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly shell: 'busybox' | 'dash' | 'bash' | 'none';
  /** True if a program that is neither a tool nor listed here is known to be missing. */
  readonly isClosed: boolean;
  readonly lacks: readonly string[];
  /** Programs besides the tools; `known-servers.ts` tells what they do. */
  readonly programs: readonly string[];
  /** A tag of RabbitMQ with its management page. */
  readonly isManaged?: boolean;
  readonly user: number;
  readonly workingDirectory?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A program as seen from outside. Times in milliseconds. */
export interface ImageProgram {
  readonly listens?: readonly number[];
  readonly listensAfterMs?: number;
  /** Answers every HTTP request with this status and text, or from files below a folder. */
  readonly http?: { readonly status: number; readonly body: string } | { readonly folder: string };
  /** Ends by itself. */
  readonly exits?: { readonly afterMs: number; readonly code: number };
  /** Ends this long after SIGTERM with this code; left out: at once with 0. */
  readonly onTerm?: { readonly afterMs: number; readonly code: number } | 'ignores';
  readonly prints?: string;
  /** Environment variables of which one must be set; else it prints this and exits 1. */
  readonly needsOneOf?: { readonly names: readonly string[]; readonly otherwise: string };
  readonly memory?: readonly { readonly fromMs: number; readonly bytes: number }[];
}

/** `registry.k8s.io/e2e-test-images/agnhost:2.40@sha256:…` → `e2e-test-images/agnhost`. */
export function imageName(reference: string): string {
  const bare = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const parts = bare.split('/');
  const hasHost = parts.length > 1 && /[.:]|^localhost$/.test(parts[0] ?? '');
  return (hasHost ? parts.slice(1) : parts).join('/').replace(/^library\//, '');
}

/**
 * The entry for an image, also where it is a mirror of the official one (`registry.k8s.io/busybox`,
 * `docker.io/library/nginx`).
 */
export function findImage(reference: string): KnownImage | undefined {
  const name = imageName(reference);
  const image = knownImages.find((candidate) => candidate.names.includes(name)) ?? officialMirror(reference, name);
  return !image ? undefined : variant(image, reference);
}

const packageManager = /(?:^|[\s;&|(])(?:apk|apt|apt-get|dnf|microdnf|yum|zypper)\s/;

/** A script that installs packages may call what the image alone does not have. */
export function equipped(image: KnownImage, argv: readonly string[]): KnownImage {
  const installs = !image.names.includes('busybox') && packageManager.test(argv.join(' '));
  return installs ? { ...image, isClosed: false, lacks: [] } : image;
}

const interpreters = new Set(['node', 'python3', 'python', 'ruby', 'irb', 'php', 'perl', 'jshell', 'java']);

/** A program that does what its arguments say, which nobody here can read. */
export const isInterpreter = (image: KnownImage, name: string): boolean =>
  interpreters.has(name) && image.programs.includes(name);

const officialHosts =
  /^(registry\.k8s\.io|k8s\.gcr\.io|gcr\.io\/google[-_]containers|public\.ecr\.aws\/docker|mirror\.gcr\.io|quay\.io\/libpod)\//;

function officialMirror(reference: string, name: string): KnownImage | undefined {
  const last = name.split('/').at(-1) ?? '';
  return officialHosts.test(reference) ? knownImages.find((candidate) => candidate.names.includes(last)) : undefined;
}

/** `-alpine` tags have busybox's tools and shell. */
function variant(image: KnownImage, reference: string): KnownImage {
  const tag = /:([^/:@]+)(?:@|$)/.exec(reference)?.[1] ?? '';
  if (tag.includes('management') && image.names.includes('rabbitmq')) return { ...image, isManaged: true };
  if (!tag.includes('alpine') || image.shell === 'busybox') return image;
  const keepsCurl = image.names.includes('nginx');
  return { ...image, shell: 'busybox', lacks: notInAlpine.filter((tool) => !(keepsCurl && tool === 'curl')) };
}
