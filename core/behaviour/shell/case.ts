/** `case`. */
import type { Node } from './ast.ts';
import { expandPattern, expandString } from './expand.ts';
import { matchesPattern } from './pattern.ts';
import type { Task } from './process.ts';
import type { Shell } from './state.ts';

type Case = Extract<Node, { kind: 'case' }>;

export function* runCase(shell: Shell, { subject, items }: Case, isLast: boolean): Task {
  const text = yield* expandString(shell, subject);
  let matched = false;
  let status = 0;
  for (const { patterns, body, fallsThrough } of items) {
    for (const pattern of patterns) {
      matched ||= matchesPattern(yield* expandPattern(shell, pattern), text);
      if (shell.jump) return shell.status;
    }
    if (!matched) continue;
    status = yield* shell.evaluator.run(shell, body, isLast);
    if (!fallsThrough) break;
  }
  return status;
}
