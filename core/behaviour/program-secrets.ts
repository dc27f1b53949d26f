/** Values of Secrets that a container can see, and hiding them in whatever it tells. */
import { utf8ToBase64 } from '../kube/base64.ts';
import { dataOf, fields } from './container-volumes.ts';
import type { ProgramContext } from './program.ts';

/** All values of Secrets that the container could see. */
export function secretsOf(context: ProgramContext): readonly string[] {
  const values = new Set(context.secrets);
  for (const object of context.objects) {
    if (object['kind'] !== 'Secret') continue;
    for (const value of Object.values(dataOf(context, 'Secret', fields(object['metadata'])['name']))) values.add(value);
  }
  return [...values]
    .map((value) => value.trim())
    .filter((value) => value !== '' && !/^•+$/.test(value))
    .sort((a, b) => b.length - a.length);
}

/** Hides values of Secrets, also as base64, by line where they have several. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets
    .flatMap((secret) => [
      secret,
      ...secret.split('\n').filter((line) => line.length > 3),
      utf8ToBase64(secret),
      utf8ToBase64(`${secret}\n`),
    ])
    .sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return (value) => value;
  return (value) =>
    hidden.reduce((result, secret) => (result.includes(secret) ? result.replaceAll(secret, '••••') : result), value);
}
