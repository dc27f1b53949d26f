/** The syntax tree of a shell script: what the parser gives and the evaluator walks. */

export type Word = readonly Part[];

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | ({ readonly kind: 'parameter'; readonly quoted: boolean } & Parameter)
  | { readonly kind: 'command'; readonly script: Node; readonly quoted: boolean }
  | { readonly kind: 'arithmetic'; readonly expression: Word; readonly quoted: boolean };

/** `${name op word}`; `op` is empty for a plain reference, `length` for `${#name}`. */
export interface Parameter {
  readonly name: string;
  readonly op: string;
  readonly word?: Word;
  /** The second operand of `${x/pattern/text}` and `${x:offset:length}`. */
  readonly second?: Word;
}

export interface Redirect {
  readonly fd: number;
  /** `<`, `>`, `>>`, `<>`, `>|`, `<&`, `>&`, `&>`; `<<` gives its target as text. */
  readonly op: string;
  readonly target: Word;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
  readonly append: boolean;
}

export interface SimpleCommand {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly line: number;
}

export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: Node;
  readonly fallsThrough: boolean;
}

export type Node =
  | SimpleCommand
  | { readonly kind: 'pipeline'; readonly commands: readonly Node[]; readonly negated: boolean }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'sequence'; readonly commands: readonly Node[] }
  | { readonly kind: 'background' | 'subshell'; readonly body: Node }
  | { readonly kind: 'redirected'; readonly body: Node; readonly redirects: readonly Redirect[] }
  | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Node; readonly body: Node }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[] | undefined; readonly body: Node }
  | { readonly kind: 'case'; readonly subject: Word; readonly items: readonly CaseItem[] }
  | { readonly kind: 'function'; readonly name: string; readonly body: Node };

/** No command at all, which succeeds. */
export const nothing: Node = { kind: 'sequence', commands: [] };

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);
