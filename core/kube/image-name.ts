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
  const found = read(image);
  return typeof found === 'string' ? undefined : found;
}

/** What the kubelet says about a name that cannot be read; empty if it can. */
export function imageNameError(image: string): string {
  const found = read(image);
  return typeof found === 'string' ? found : '';
}

function read(image: string): ImageName | string {
  if (/^[a-f0-9]{64}$/.test(image))
    return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`;
  const [domain, remainder] = splitDomain(image),
    remote = remainder.split(':', 1)[0] ?? '';
  if (remote.toLowerCase() !== remote) return `invalid reference format: repository name (${remote}) must be lowercase`;
  const tooLong = 'repository name must not be more than 255 characters';
  if (image.length > 4096) return tooLong;
  const [, name, tag = '', digest = ''] = reference.exec(`${domain}/${remainder}`) ?? [];
  if (name === undefined) return 'invalid reference format';
  if ((named.exec(name)?.[2] ?? name).length > 255) return tooLong;
  const [algorithm = '', hex = ''] = digest.split(':');
  if (digest !== '') {
    if (!Object.hasOwn(hexLengths, algorithm)) return 'unsupported digest algorithm';
    if (hexLengths[algorithm] !== hex.length) return 'invalid checksum digest length';
    if (!/^[a-f0-9]+$/.test(hex)) return 'invalid checksum digest format';
  }
  return { name, tag: tag === '' && digest === '' ? 'latest' : tag, digest };
}

/** `Always` for the tag `latest` (also by omission), else `IfNotPresent`, unreadable images included. */
export function defaultPullPolicy(image: unknown): 'Always' | 'IfNotPresent' {
  return parseImageName(typeof image === 'string' ? image : '')?.tag === 'latest' ? 'Always' : 'IfNotPresent';
}

/** `nginx` and `docker.io/library/nginx:latest` are one image. */
export function normalImage(image: string): string {
  const plain = image.replace(/^docker\.io\/library\//, '');
  return plain.includes('@') || plain.slice(plain.lastIndexOf('/') + 1).includes(':') ? plain : `${plain}:latest`;
}

function splitDomain(image: string): readonly [string, string] {
  const slash = image.indexOf('/'),
    first = image.slice(0, Math.max(slash, 0));
  if (isDomain(first) && first !== 'docker.io' && first !== 'index.docker.io') return [first, image.slice(slash + 1)];
  const remainder = isDomain(first) ? image.slice(slash + 1) : image;
  return ['docker.io', remainder.includes('/') ? remainder : `library/${remainder}`];
}

function isDomain(text: string): boolean {
  return text === 'localhost' || /[.:]/.test(text) || text.toLowerCase() !== text;
}
