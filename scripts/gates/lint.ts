/** Gate: ESLint with zero warnings; what the core must not use is part of its rules. */
import { ESLint } from 'eslint';

export async function lintGate(): Promise<readonly string[]> {
  const eslint = new ESLint({ cache: true, cacheLocation: '.cache/eslint' });
  const results = await eslint.lintFiles([
    'core',
    'protocol',
    'server',
    'client',
    'media',
    'cli',
    'scripts',
    'bench',
    'test',
  ]);
  return results.flatMap(toLines);
}

/** For the test that plants violations: the same rules on a text that stands in no file. */
export async function lintText(text: string, filePath: string): Promise<readonly string[]> {
  const eslint = new ESLint();
  return (await eslint.lintText(text, { filePath })).flatMap(toLines);
}

function toLines({ filePath, messages }: ESLint.LintResult): readonly string[] {
  return messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${message} [${ruleId ?? 'syntax'}]`);
}
