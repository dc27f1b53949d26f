/**
 * The tag of a container image as the API server reads it when it chooses `imagePullPolicy` (distribution/reference
 * 0.6, pkg/util/parsers).
 */

const pathComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const domainComponent = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${domainComponent}(?:\\.${domainComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const path = `${pathComponent}(?:/${pathComponent})*`;
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(`^((?:${host}/)?${path})(?::([\\w][\\w.-]{0,127}))?(?:@(${digestPattern}))?$`);
const named = new RegExp(`^(?:(${host})/)?(${path})$`);
const hexLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What an image reference names; `undefined` when it cannot be read, as the server then sees no tag. */
export interface ImageName {
  /** Registry and path as they are pulled: `docker.io/library/nginx`. */
  readonly name: string;
  /** `latest` when there is neither tag nor digest, and `''` when there is only a digest. */
  readonly tag: string;
  readonly digest: string;
}

export function parseImageName(image: string): ImageName | undefined {
  if (image.length > 4096 || /^[a-f0-9]{64}$/.test(image)) return undefined;
  const [domain, remainder] = splitDomain(image);
  const remote = remainder.split(':', 1)[0] ?? '';
  if (remote.toLowerCase() !== remote) return undefined;
  const match = reference.exec(`${domain}/${remainder}`);
  const name = match?.[1];
  if (!match || name === undefined) return undefined;
  if ((named.exec(name)?.[2] ?? name).length > 255) return undefined;
  const digest = match[3] ?? '';
  if (digest !== '' && !isDigest(digest)) return undefined;
  const tag = match[2] ?? '';
  return { name, tag: tag === '' && digest === '' ? 'latest' : tag, digest };
}

/** What the kubelet says about a name that cannot be read. */
export function imageNameError(image: string): string {
  if (/^[a-f0-9]{64}$/.test(image))
    return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`;
  const [domain, remainder] = splitDomain(image),
    remote = remainder.split(':', 1)[0] ?? '';
  if (remote.toLowerCase() !== remote) return `invalid reference format: repository name (${remote}) must be lowercase`;
  const match = reference.exec(`${domain}/${remainder}`);
  if (!match) return 'invalid reference format';
  if ((named.exec(match[1] ?? '')?.[2] ?? match[1] ?? '').length > 255)
    return 'repository name must not be more than 255 characters';
  const [algorithm = '', hex = ''] = (match[3] ?? '').split(':');
  if (!Object.hasOwn(hexLengths, algorithm)) return 'unsupported digest algorithm';
  return hexLengths[algorithm] === hex.length ? 'invalid checksum digest format' : 'invalid checksum digest length';
}

/** `Always` for the tag `latest` (also by omission), else `IfNotPresent`, unreadable images included. */
export function defaultPullPolicy(image: unknown): 'Always' | 'IfNotPresent' {
  return parseImageName(typeof image === 'string' ? image : '')?.tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function splitDomain(image: string): readonly [string, string] {
  const slash = image.indexOf('/');
  if (slash < 0) return ['docker.io', `library/${image}`];
  const first = image.slice(0, slash);
  const rest = image.slice(slash + 1);
  const [domain, remainder] = isDomain(first)
    ? [first === 'index.docker.io' ? 'docker.io' : first, rest]
    : ['docker.io', image];
  return [domain, domain === 'docker.io' && !remainder.includes('/') ? `library/${remainder}` : remainder];
}

function isDomain(text: string): boolean {
  return text === 'localhost' || /[.:]/.test(text) || text.toLowerCase() !== text;
}

function isDigest(digest: string): boolean {
  const [algorithm = '', hex = ''] = digest.split(':');
  return Object.hasOwn(hexLengths, algorithm) && hexLengths[algorithm] === hex.length && /^[a-f0-9]+$/.test(hex);
}
