/** The cases of the in-editor suite; each prints one line that the driver outside reads and counts. */
import { coexistenceCases } from './coexistence-cases.ts';
import { crashCases } from './crash-cases.ts';
import { type Api, Editor, until } from './editor.ts';
import { editorCases, quietCases } from './editor-cases.ts';
import { exampleCases } from './example-cases.ts';
import { panelCases } from './panel-cases.ts';
import { restrictedCases } from './restricted-cases.ts';
import { writingCases } from './writing-cases.ts';

export interface Case {
  readonly name: string;
  readonly run: (editor: Editor) => Promise<void>;
}

export async function run(vs: Api): Promise<void> {
  const editor = new Editor(vs);
  const failed: string[] = [];
  await vs.commands.executeCommand('workbench.action.closeAuxiliaryBar').then(undefined, () => undefined);
  const others = await editor.hasFile('others/red-hat.vsix');
  // Only the Node host has a process to kill, and other people's extensions; these come last, because they stay.
  const trusted = [
    ...quietCases,
    ...exampleCases,
    ...editorCases,
    ...writingCases,
    ...(others ? [...panelCases, ...crashCases, ...coexistenceCases] : []),
  ];
  const all = vs.workspace.isTrusted ? trusted : restrictedCases;
  const only = await editor.fileText('only.txt');
  for (const { name, run: runCase } of all.filter((one) => one.name.includes(only))) {
    const error = await runCase(editor).then(() => undefined, String);
    console.log(
      `PODSCOPE_TEST ${JSON.stringify({ name, ok: error === undefined, ...(error === undefined ? {} : { error }) })}`,
    );
    if (error !== undefined) {
      if (failed.length > 2) break;
      failed.push(name);
      await editor.screenshot(`failed-${name}`);
    }
    await editor.closeAll();
  }
  await until('the log is written', () => true);
  if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
}
