/** The rows of `examples/README.md` in a real editor, each also with other names, other numbers and another kind around the Pod. */
import type { Case } from './cases.ts';
import { type Editor, until } from './editor.ts';
import { equal, match, ok } from './expect.ts';

interface Row {
  readonly file: string;
  /** Errors in the Problems list; without any, the Pod is accepted. */
  readonly error?: RegExp;
  /** Hover over the first place where this text stands. */
  readonly hover?: readonly [at: string, text: RegExp];
  readonly panel?: RegExp;
}

const rows: readonly Row[] = [
  { file: 'myapp-pod-liveness.yaml', hover: ['livenessProbe', /liveness/i], panel: /Running/ },
  { file: 'myapp-pod-liveness-404.yaml', hover: ['livenessProbe', /liveness/i], panel: /Running/ },
  { file: 'myapp-pod-startup-404.yaml', hover: ['startupProbe', /startup/i], panel: /Running/ },
  { file: 'init-container-example.yaml', hover: ['initContainers', /init/i], panel: /Running/ },
  { file: 'livenessprobe.yaml', hover: ['livenessProbe', /liveness/i], panel: /Running/ },
  { file: 'poststart-hook.yaml', error: /unknown field "(.*\.)?lifecycle"/ },
  { file: 'readinessprobe.yaml', error: /unknown field ".*containers\[0\]\.readinessprobe"/ },
];

export const exampleCases: readonly Case[] = rows.flatMap((row) =>
  ['', 'renamed-', 'deployment-'].map((prefix) => caseOf(row, prefix)),
);

function caseOf(row: Row, prefix: string): Case {
  const file = `${prefix}${row.file}`;
  return {
    name: file,
    run: (editor) => (row.error === undefined ? accepted(editor, row, file) : rejected(editor, row, file)),
  };
}

async function accepted(editor: Editor, row: Row, file: string): Promise<void> {
  const document = await editor.open(file);
  const [at, text] = row.hover ?? ['name', /name/];
  match(await until('a hover comes', async () => (await editor.hoverText(document, at)) || undefined), text);
  equal(errors(editor, document), []);
  match(await editor.simulate((summary) => row.panel === undefined || row.panel.test(summary)), row.panel ?? /./);
  await editor.screenshot(file.replace('.yaml', ''));
}

async function rejected(editor: Editor, row: Row, file: string): Promise<void> {
  const document = await editor.open(file);
  const problem = await until('an error comes', () => editor.problems(document).find(({ severity }) => severity === 0));
  match(problem.message, row.error ?? /./);
  ok(problem.range.isSingleLine, 'the error marks one line');
  await editor.screenshot(`${file.replace('.yaml', '')}-error`);
  const title = await editor.applyFirstFix(document, problem);
  await until(`${title} removes the error`, () => (errors(editor, document).length === 0 ? true : undefined));
  await editor.simulate((summary) => /Running/.test(summary));
  await editor.screenshot(file.replace('.yaml', ''));
}

function errors(editor: Editor, document: Parameters<Editor['problems']>[0]): readonly string[] {
  return editor
    .problems(document)
    .filter(({ severity }) => severity === 0)
    .map(({ message }) => message);
}
