/** The text form of the shells' conformance set: scripts, and what each printed and returned. */

export interface ShellScript {
  readonly name: string;
  readonly script: string;
}
export interface ShellRecord {
  readonly name: string;
  readonly code: number;
  readonly output: string;
}

function sections(text: string): readonly { readonly head: string; readonly body: string }[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return { head: section.slice(0, end), body: section.slice(end + 1) };
    });
}

export function readScripts(text: string): readonly ShellScript[] {
  return sections(text).map(({ head, body }) => ({ name: head, script: body.replace(/\n$/, '') }));
}

/** `=== name exit 0`, then the output; a `%` stands for the newline that it lacks at its end. */
export function formatRecords(records: readonly ShellRecord[]): string {
  return records
    .map(
      ({ name, code, output }) =>
        `=== ${name} exit ${code}\n${output}${output === '' || output.endsWith('\n') ? '' : '%\n'}`,
    )
    .join('');
}

export function readRecords(text: string): readonly ShellRecord[] {
  return sections(text).map(({ head, body }) => {
    const [, name = '', code = ''] = /^(\S+) exit (-?\d+)$/.exec(head) ?? [];
    return { name, code: Number(code), output: body.endsWith('%\n') ? body.slice(0, -2) : body };
  });
}
