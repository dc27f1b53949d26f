/** HTTP answers as text: written, taken apart. */

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export const httpResponse = (status: number, body: string, extra = ''): string =>
  `HTTP/1.1 ${status} ${reasons[status] ?? 'Status'}\r\n${extra}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

export interface HttpAnswer {
  /** 0 if it is no HTTP. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
  readonly location: string | undefined;
}

export function parseHttp(text: string): HttpAnswer {
  const split = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, split?.index);
  return {
    status: Number(/^HTTP\/\S+ (\d+)/.exec(head)?.[1] ?? 0),
    head,
    body: split === null ? '' : text.slice(split.index + split[0].length),
    location: /^location:\s*(\S+)/im.exec(head)?.[1],
  };
}

/** Whether an answer with a length has come in full. */
export function isWhole(text: string): boolean {
  const { head, body } = parseHttp(text);
  const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
  return length !== undefined && head.length < text.length && body.length >= Number(length);
}
