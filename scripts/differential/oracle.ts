/** Asks the Go oracle (Kubernetes' own packages) for its verdicts. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface OracleVerdict {
  readonly id: string;
  readonly kind?: string;
  readonly accepted?: boolean;
  readonly decodeError?: string;
  readonly strictErrors?: readonly string[];
  readonly causes?: readonly { readonly type: string; readonly field: string; readonly message: string }[];
  readonly warnings?: readonly string[];
  readonly error?: string;
  readonly panic?: string;
  readonly defaulted?: unknown;
  /** Answers of the mode `security`. */
  readonly allowed?: boolean;
  readonly detail?: string;
}

export interface Question {
  readonly yaml: string;
  /** The namespace of the request. */
  readonly namespace?: string;
  readonly level?: string;
}

/** A running program of one Kubernetes version; questions may be asked before earlier ones are answered. */
export interface Oracle {
  ask(questions: readonly Question[]): Promise<readonly OracleVerdict[]>;
  close(): void;
}

interface Waiting {
  readonly answers: OracleVerdict[];
  readonly count: number;
  readonly done: (answers: readonly OracleVerdict[]) => void;
  readonly fail: (error: Error) => void;
}

/** The program writes in blocks of 4 KiB: an answer of that length pushes out those in front of it. */
const filler = 'filler'.repeat(1000);

/** Starts the program; its answers come in the order of the questions. */
export function openOracle(program: string, mode: 'verdict' | 'security' = 'verdict'): Oracle {
  const child: ChildProcessWithoutNullStreams = spawn(program, [mode], { stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting: Waiting[] = [];
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const first = waiting[0];
    if (first === undefined || line.includes(filler)) return;
    first.answers.push(JSON.parse(line) as OracleVerdict);
    if (first.answers.length < first.count) return;
    waiting.shift();
    first.done(first.answers);
  });
  child.on('exit', (code) => {
    for (const each of waiting.splice(0)) each.fail(new Error(`${program} ended with ${code}`));
  });
  return {
    ask: (questions) =>
      new Promise((done, fail) => {
        if (questions.length === 0) return done([]);
        waiting.push({ answers: [], count: questions.length, done, fail });
        child.stdin.write(
          questions
            .map((question, id) => `${JSON.stringify({ id: String(id), defaulted: true, ...question })}\n`)
            .join('')
            .concat(`${JSON.stringify({ id: filler, yaml: '' })}\n`),
        );
      }),
    close: () => child.stdin.end(),
  };
}
