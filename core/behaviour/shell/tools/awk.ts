/** `awk`: runs a program over records. */
import { unescape } from '../escapes.ts';
import { charge } from '../kernel.ts';
import type { Task } from '../process.ts';
import { parseAwk, type Rule } from './awk-parser.ts';
import { isTrue, setField, textOf, toNumber, type State, type Value } from './awk-values.ts';
import { out, parseOptions, readPath, type Call, type Tool } from './support.ts';
import { assume, linesOf } from './texts.ts';

function* awk(call: Call): Task {
  const { process } = call;
  const { get, all, rest } = parseOptions(call, 'F: v: f:', true);
  const file = get('f');
  const [program = '', ...operands] = file === undefined ? rest : [(yield* readPath(call, file)) ?? '', ...rest];
  const rules = parseAwk(program);
  if (!rules) return assume(call, 'this program');
  const state: State = {
    variables: new Map<string, Value>([
      ['FS', unescape(get('F') ?? ' ').text],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['NR', 0],
    ]),
    arrays: new Map([['ENVIRON', new Map<string, Value>(process.environment)]]),
    fields: [''],
    output: '',
    steps: 0,
    jump: '',
    status: 0,
  };
  const paths = operands.filter((word) => !/^\w+=/.test(word));
  for (const word of [...all('v'), ...operands]) {
    const [name = '', value] = word.split(/=([^]*)/);
    if (value !== undefined) state.variables.set(name, unescape(value).text);
  }
  const status = yield* runAll(call, state, rules, paths);
  out(call, state.output);
  charge(process, Math.ceil(state.steps / 10));
  return state.jump === 'stuck' ? call.complain('step limit reached') + 1 : status;
}

function* runAll(call: Call, state: State, rules: readonly Rule[], paths: readonly string[]): Task {
  const run = (special: string): void => {
    for (const rule of rules) if (rule.when === special) rule.run(state);
  };
  run('BEGIN');
  let status = 0;
  if (rules.some(({ when }) => when !== 'BEGIN') && state.jump !== 'exit') {
    for (const path of paths.length === 0 ? ['-'] : paths) {
      const text = yield* readPath(call, path);
      if (text === undefined) status = 2;
      state.variables.set('FILENAME', path === '-' ? '' : path).set('FNR', 0);
      runRecords(state, rules, text ?? '');
    }
  }
  if (state.jump !== 'stuck') state.jump = '';
  run('END');
  return status === 0 ? state.status : status;
}

function runRecords(state: State, rules: readonly Rule[], text: string): void {
  const separator = textOf(state, 'RS');
  const trimmed = text.replace(/\n$/, '');
  const records = separator === '\n' ? linesOf(text) : trimmed.split(separator === '' ? /\n{2,}/ : separator);
  for (const record of records) {
    if (state.jump === 'exit' || state.jump === 'stuck') return;
    state.jump = '';
    setField(state, 0, record);
    for (const name of ['NR', 'FNR']) state.variables.set(name, toNumber(state.variables.get(name) ?? 0) + 1);
    for (const { when, run } of rules) {
      if (typeof when === 'string' || (when && !isTrue(when(state)))) continue;
      run(state);
      if (state.jump !== '') break;
    }
  }
}

export const awkTools: Readonly<Record<string, Tool>> = { awk, gawk: awk, mawk: awk };
