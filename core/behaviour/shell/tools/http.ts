/** Fetching a URL, for `wget` and `curl`. */
import type { Task } from '../process.ts';
import { parseHttp, type HttpAnswer } from './http-text.ts';
import { talk, type Reply } from './sockets.ts';
import type { Call } from './support.ts';

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

export interface Fetched extends HttpAnswer {
  readonly problem: Reply['problem'] | undefined;
  readonly target: Target;
}

function parseUrl(url: string): Target {
  const pattern = /^(?:(https?):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?]*)(?::(\d+))?\/?([^#]*)/;
  const [, scheme, host = '', port, path = ''] = pattern.exec(url) ?? [];
  return { host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path: `/${path}` };
}

export function* fetchUrl(call: Call, url: string, method: string, limitMs: number, redirects: number): Task<Fetched> {
  const target = parseUrl(url);
  const { host, port, path } = target;
  const headers = `Host: ${host}\r\nUser-Agent: ${call.name}\r\nAccept: */*\r\nConnection: close`;
  const { text, problem } = yield* talk(
    call.process,
    host,
    port,
    `${method} ${path} HTTP/1.1\r\n${headers}\r\n\r\n`,
    limitMs,
  );
  const answer = parseHttp(text);
  const { status, location } = answer;
  if (status < 300 || status >= 400 || location === undefined || redirects === 0) return { ...answer, problem, target };
  const next = location.startsWith('/') ? `http://${host}:${port}${location}` : location;
  return yield* fetchUrl(call, next, method, limitMs, redirects - 1);
}
