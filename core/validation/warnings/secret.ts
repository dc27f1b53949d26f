/**
 * Warnings about a Secret of type kubernetes.io/tls that holds no certificate and key (pkg/registry/core/secret; Go's
 * crypto/tls).
 */
import type { ApiWarning } from '../../kube/field-error.ts';
import { decodeBase64 } from '../../kube/base64.ts';
import { type JsonObject, objectAt, stringAt } from '../../kube/json.ts';

const pem = /(?:^|\n)-----BEGIN ([^\n-]*)-----\r?\n[\s\S]*?-----END \1-----/g;

/** Whether the two belong together is for the real server to say: here it is only looked for the blocks of text. */
export function secretWarnings(secret: JsonObject): readonly ApiWarning[] {
  if (stringAt(secret, 'type') !== 'kubernetes.io/tls') return [];
  const certificate = certificateError(blocksOf(valueOf(secret, 'tls.crt')));
  if (certificate !== undefined)
    return [{ code: 'warn-secret-tls', at: placeOf(secret, 'tls.crt'), message: certificate }];
  const key = keyError(blocksOf(valueOf(secret, 'tls.key')));
  return key === undefined ? [] : [{ code: 'warn-secret-tls', at: placeOf(secret, 'tls.key'), message: key }];
}

function isPlain(secret: JsonObject, key: string): boolean {
  return Object.hasOwn(objectAt(secret, 'stringData') ?? {}, key);
}

function placeOf(secret: JsonObject, key: string): string {
  return `${isPlain(secret, key) ? 'stringData' : 'data'}[${key}]`;
}

function valueOf(secret: JsonObject, key: string): string {
  return isPlain(secret, key)
    ? stringAt(objectAt(secret, 'stringData'), key)
    : decodeBase64(stringAt(objectAt(secret, 'data'), key));
}

/** The types of the PEM blocks in a text. */
function blocksOf(text: string): readonly string[] {
  return [...text.matchAll(pem)].map((match) => match[1] ?? '');
}

function certificateError(blocks: readonly string[]): string | undefined {
  if (blocks.includes('CERTIFICATE')) return undefined;
  if (blocks.length === 0) return 'tls: failed to find any PEM data in certificate input';
  if (blocks.length === 1 && blocks[0]?.endsWith('PRIVATE KEY')) {
    return 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched';
  }
  return `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${blocks.join(' ')}]`;
}

function keyError(blocks: readonly string[]): string | undefined {
  if (blocks.some((type) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))) return undefined;
  if (blocks.length === 0) return 'tls: failed to find any PEM data in key input';
  if (blocks.length === 1 && blocks[0] === 'CERTIFICATE')
    return 'tls: found a certificate rather than a key in the PEM for the private key';
  return `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${blocks.join(' ')}]`;
}
