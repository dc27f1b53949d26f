/** Where a command writes: results to stdout, problems of the tool itself to stderr; colour only on a terminal. */

export interface Output {
  readonly write: (text: string) => void;
  readonly error: (text: string) => void;
  readonly width: number;
  readonly colour: boolean;
}

/** Wrong use. */
export function fail(output: Output, problem: string): 2 {
  output.error(`podscope: ${problem}`);
  return 2;
}

const codes = { red: 31, yellow: 33, blue: 34, grey: 90, bold: 1, green: 32 } as const;

export function paint(output: Output, colour: keyof typeof codes, text: string): string {
  return output.colour ? `\u001B[${codes[colour]}m${text}\u001B[0m` : text;
}
