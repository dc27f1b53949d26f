/** `case`: reading it and running it. */
import type { CaseItem, Node, Word } from './ast.ts';
import { expandPattern, expandString } from './expand.ts';
import { matchesPattern } from './pattern.ts';
import type { Task } from './process.ts';
import { isAtEnd, skipBlanks, skipNewlines, type Source } from './source.ts';
import type { Shell } from './state.ts';
import { expectOperator, reservedAt, takeOperator, takeWord, unexpected } from './tokens.ts';
import { readWord } from './words.ts';

type Case = Extract<Node, { kind: 'case' }>;

/** What stands behind the word; `parseBody` reads the commands of an item. */
export function parseCase(source: Source, parseBody: (source: Source) => Node): Node {
  skipBlanks(source);
  const subject = readWord(source);
  skipNewlines(source);
  if (!subject || !takeWord(source, 'in')) return unexpected(source, 'in');
  const items: CaseItem[] = [];
  for (skipNewlines(source); !source.error && !takeWord(source, 'esac'); skipNewlines(source))
    items.push(parseCaseItem(source, parseBody));
  return { kind: 'case', subject, items };
}

function parseCaseItem(source: Source, parseBody: (source: Source) => Node): CaseItem {
  takeOperator(source, '(');
  const patterns: Word[] = [];
  do {
    skipBlanks(source);
    const word = readWord(source);
    if (!word) unexpected(source, isAtEnd(source) ? ')' : undefined);
    else patterns.push(word);
  } while (takeOperator(source, '|'));
  expectOperator(source, ')');
  const body = parseBody(source);
  const fallsThrough = takeOperator(source, ';&');
  if (!fallsThrough && !takeOperator(source, ';;') && reservedAt(source) !== 'esac') unexpected(source, ';;');
  return { patterns, body, fallsThrough };
}

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
