/** The ports of a machine as probes and neighbours see them: what comes back from whoever listens. */
import type { NetworkAnswer, NetworkQuestion } from './program.ts';
import { pipeOf } from './shell/descriptors.ts';
import { advance, nextWakeMs } from './shell/kernel.ts';
import type { Kernel } from './shell/process.ts';
import { isWhole, parseHttp } from './shell/tools/http-text.ts';
import { connect } from './shell/tools/sockets.ts';

/** How far ahead the machine is run to learn what a script answers. */
const patienceMs = 100;

/** What somebody who asks a port that is listened on gets. */
export function askPort(kernel: Kernel, question: NetworkQuestion): NetworkAnswer {
  if (question.protocol === 'tcp') return { open: true, takesMs: 0 };
  if (question.protocol === 'grpc') return { open: true, takesMs: 0, serving: 'SERVING' };
  const answer = kernel.listeners.get(question.port)?.answer;
  if (answer) return parseAnswer(answer(requestText(question)), 0);
  // A script of this machine asks itself through the world: it cannot be run while it runs.
  return kernel.isRunning ? { open: true, takesMs: 0, status: 200 } : askScript(kernel, question);
}

const requestText = ({ path, host, port }: NetworkQuestion): string =>
  `GET ${path === '' ? '/' : path} HTTP/1.1\r\nHost: ${host ?? 'localhost'}:${port}\r\nUser-Agent: kube-probe/1.36\r\nAccept: */*\r\nConnection: close\r\n\r\n`;

/** A server that is a script: the request goes in, the machine runs on, the answer is what it wrote by then. */
function askScript(kernel: Kernel, question: NetworkQuestion): NetworkAnswer {
  const startMs = kernel.nowMs;
  const ends = connect({ kernel }, question.port);
  const [input, output] = [pipeOf(ends?.input), pipeOf(ends?.output)];
  if (!input || !output) return { open: true, takesMs: 0, hangs: true };
  output.buffer += requestText(question);
  let text = '';
  for (;;) {
    advance(kernel, kernel.nowMs);
    text += input.buffer;
    input.buffer = '';
    const next = nextWakeMs(kernel);
    if (input.writers === 0 || isWhole(text) || next === undefined || next > startMs + patienceMs) break;
    advance(kernel, next);
  }
  input.readers = 0;
  output.writers = 0;
  advance(kernel, kernel.nowMs);
  return text === '' ? { open: true, takesMs: 0, hangs: true } : parseAnswer(text, kernel.nowMs - startMs);
}

function parseAnswer(text: string, takesMs: number): NetworkAnswer {
  const { status, body, location } = parseHttp(text);
  if (status === 0)
    return { open: true, takesMs, error: 'net/http: HTTP/1.x transport connection broken: malformed HTTP response' };
  return { open: true, takesMs, status, body, ...(location === undefined ? {} : { location }) };
}
