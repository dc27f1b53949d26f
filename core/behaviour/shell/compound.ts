/** Conditions and loops. */
import type { Node } from './ast.ts';
import { expandFields } from './expand.ts';
import type { Task } from './process.ts';
import { setVariable, type Shell } from './state.ts';

type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;

/** Runs a command whose failure is no reason to leave. */
export function* runTested(shell: Shell, node: Node): Task {
  shell.tested++;
  const status = yield* shell.evaluator.run(shell, node);
  shell.tested--;
  return status;
}

export function* runAnyLoop(shell: Shell, node: NodeOf<'loop' | 'for'>): Task {
  shell.loops++;
  const status = yield* node.kind === 'loop' ? runLoop(shell, node) : runFor(shell, node);
  shell.loops--;
  return status;
}

/** True if the loop ends here: a `break`, an outer `continue`, a `return` or an exit. */
function leavesLoop(shell: Shell): boolean {
  const { kind, levels = 0 } = shell.jump ?? {};
  if (kind === undefined || levels === 0) return kind !== undefined;
  shell.jump = levels > 1 ? { kind, levels: levels - 1 } : undefined;
  return kind === 'break' || levels > 1;
}

function* runLoop(shell: Shell, node: NodeOf<'loop'>): Task {
  let status = 0;
  for (;;) {
    const condition = yield* runTested(shell, node.condition);
    if (shell.jump) {
      if (leavesLoop(shell)) return status;
      continue;
    }
    if ((condition === 0) === node.until) return status;
    status = yield* shell.evaluator.run(shell, node.body);
    if (leavesLoop(shell)) return shell.status;
  }
}

function* runFor(shell: Shell, node: NodeOf<'for'>): Task {
  const items = !node.words ? shell.parameters : yield* expandFields(shell, node.words);
  let status = 0;
  for (const item of items) {
    if (shell.jump || !setVariable(shell, node.name, item)) return shell.status;
    status = yield* shell.evaluator.run(shell, node.body);
    if (leavesLoop(shell)) return shell.status;
  }
  return status;
}
