/** Names and peers as a container sees them: Services of the workspace and of the Scenario, the Pod itself, the internet. */
import { fields, text } from './container-volumes.ts';
import type { ProgramContext } from './program.ts';
import type { RemoteAnswer } from './shell/process.ts';
import { httpResponse } from './shell/tools/http-text.ts';

const topLevel = /\.(com|org|net|io|dev|app|co|de|uk|eu|me|info|cloud|ai|gov|edu)$/;

/**
 * The address of a name. Services exist from the moment on that somebody creates them, and answer; names of the internet
 * are taken to.
 */
export function lookUp(context: ProgramContext, services: readonly string[], name: string): string | undefined {
  const own = text(context.podMeta['namespace']) || 'default';
  const [first = '', second = own, third] = name
    .replace(/\.$/, '')
    .replace(/\.cluster\.local$/, '')
    .split('.');
  const isService = (service: string, namespace: string): boolean =>
    [`${service}.${namespace}`, namespace === own ? service : ''].some((known) => services.includes(known)) ||
    (service === 'kubernetes' && (namespace === own || namespace === 'default')) ||
    context.objects.some((object) => isNamed(object, service, namespace));
  // `web.shop.svc`, or a Pod of a headless Service: `web-0.web.shop.svc`.
  if (services.includes(name) || isService(first, second)) return '10.96.10.10';
  if (isService(second, third === undefined || third === 'svc' ? own : third)) return '10.244.0.20';
  return topLevel.test(name) ? '203.0.113.10' : undefined;
}

function isNamed(object: Readonly<Record<string, unknown>>, name: string, namespace: string): boolean {
  const metadata = fields(object['metadata']);
  const where = text(metadata['namespace']) || namespace;
  return object['kind'] === 'Service' && text(metadata['name']) === name && where === namespace;
}

/** Asks a neighbour in the Pod (`localhost`) or somebody else; without a request only whether somebody is there. */
export function connectOut(
  context: ProgramContext,
  services: readonly string[],
  host: string,
  port: number,
  request: string | undefined,
): RemoteAnswer {
  if (host !== 'localhost') {
    if (lookUp(context, services, host) === undefined && !/^[\d.]+$/.test(host)) return { kind: 'unreachable' };
    return { kind: 'open', takesMs: 5, response: request === undefined ? '' : httpResponse(200, '') };
  }
  const path = /^\w+ (\S+)/.exec(request ?? '')?.[1] ?? '/';
  const protocol = request === undefined ? 'tcp' : 'http';
  const answer = context.connect({ protocol, host, port, path, purpose: 'client' });
  if (!answer.open) return { kind: 'refused' };
  if (answer.hangs === true) return { kind: 'hangs' };
  const location = answer.location === undefined ? '' : `Location: ${answer.location}\r\n`;
  const response = httpResponse(answer.status ?? 200, answer.body ?? '', location);
  return { kind: 'open', takesMs: answer.takesMs, response };
}
