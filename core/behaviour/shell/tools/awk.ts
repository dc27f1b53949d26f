/** `awk`: runs a program over records. */
import { charge } from '../kernel.ts';
import type { Task } from '../process.ts';
import { compileRegex, searchRegex, type Regex } from '../regex.ts';
import { parseAwk } from './awk-parser.ts';
import { isTrue, toNumber, toText, type Rule, type State, type Value } from './awk-values.ts';
import { unescape } from './echo.ts';
import { err, linesOf, out, readPath, writePath, type Call, type Tool } from './support.ts';

function* awk(call: Call): Task {
  const state = createState(call);
  let index = 0;
  let program: string | undefined;
  for (; /^-./.test(call.args[index] ?? ''); index++) {
    const word = call.args[index] ?? '';
    const value = word.length > 2 ? word.slice(2) : (call.args[++index] ?? '');
    if (word.startsWith('-F')) state.variables.set('FS', unescape(value, 'format').text);
    else if (word.startsWith('-v')) assign(state, value);
    else if (word.startsWith('-f')) program = yield* readPath(call, value);
  }
  program ??= call.args[index++] ?? '';
  const rules = parseAwk(program);
  if (rules === undefined) {
    yield* err(call, 'cmd. line:1: Unexpected token');
    return 1;
  }
  const isComplete = yield* runAll(call, state, rules, call.args.slice(index));
  yield* out(call, state.output);
  for (const [path, text] of state.files) yield* writePath(call, path, text);
  charge(call.process.kernel, Math.ceil(state.steps / 10));
  if (state.failed !== undefined) yield* err(call, state.failed);
  return state.failed === undefined && isComplete ? state.status : 2;
}

function assign(state: State, text: string): void {
  const at = text.indexOf('=');
  state.variables.set(text.slice(0, at), unescape(text.slice(at + 1), 'format').text);
}

function createState({ process }: Call): State {
  const arrays = new Map<string, Map<string, Value>>([['ENVIRON', new Map<string, Value>(process.environment)]]);
  const regexes = new Map<string, Regex | undefined>();
  const text = (name: string): string => toText(state.variables.get(name) ?? '');
  const rebuild = (): void => {
    state.variables.set('NF', state.fields.length - 1);
    state.fields[0] = Array.from(state.fields.slice(1), (field) => field ?? '').join(text('OFS'));
  };
  const state: State = {
    variables: new Map<string, Value>([
      ['FS', ' '],
      ['OFS', ' '],
      ['ORS', '\n'],
      ['RS', '\n'],
      ['NR', 0],
      ['NF', 0],
    ]),
    array: (name) => {
      const array = arrays.get(name) ?? new Map<string, Value>();
      arrays.set(name, array);
      return array;
    },
    regex: (pattern) => {
      if (!regexes.has(pattern)) regexes.set(pattern, compileRegex(pattern, { extended: true }));
      return regexes.get(pattern);
    },
    matches: (subject, pattern) => {
      const regex = state.regex(pattern);
      return regex !== undefined && searchRegex(regex, subject, 0) !== undefined;
    },
    split: (subject, separator) => splitText(state, subject, separator),
    setField: (index, value) => {
      if (index === 0) {
        state.fields = [value, ...state.split(value, text('FS'))];
        state.variables.set('NF', state.fields.length - 1);
        return;
      }
      while (state.fields.length <= Math.min(index, 10_000)) state.fields.push('');
      state.fields[index] = value;
      rebuild();
    },
    setVariable: (name, value) => {
      state.variables.set(name, value);
      if (name === 'NF') {
        state.fields.length = Math.min(Math.max(0, toNumber(value)), 10_000) + 1;
        rebuild();
      }
    },
    seconds: Math.floor((process.kernel.machine.epochMs + process.kernel.nowMs) / 1000),
    files: new Map(),
    fields: [''],
    output: '',
    steps: 0,
    jump: '',
    status: 0,
    failed: undefined,
  };
  return state;
}

function splitText(state: State, text: string, separator: string): string[] {
  if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/\s+/);
  if (text === '') return [];
  if (separator.length === 1) return text.split(separator);
  const parts: string[] = [];
  const regex = state.regex(separator);
  let from = 0;
  for (
    let match = regex && searchRegex(regex, text, 0);
    regex !== undefined && match !== undefined && match.end > match.start;
    match = searchRegex(regex, text, from)
  ) {
    parts.push(text.slice(from, match.start));
    from = match.end;
  }
  return [...parts, text.slice(from)];
}

function* runAll(call: Call, state: State, rules: readonly Rule[], paths: readonly string[]): Task<boolean> {
  const run = (special: string): void => {
    for (const rule of rules) if (rule.special === special) rule.run(state);
  };
  run('begin');
  for (const path of paths) if (/^\w+=/.test(path)) assign(state, path);
  const files = paths.filter((path) => !/^\w+=/.test(path));
  let isComplete = true;
  if (rules.some(({ special }) => special !== 'begin') && state.jump !== 'exit') {
    for (const path of files.length === 0 ? ['-'] : files) {
      const text = yield* readPath(call, path);
      if (text === undefined) {
        isComplete = false;
        continue;
      }
      state.variables.set('FILENAME', path === '-' ? '' : path).set('FNR', 0);
      runRecords(state, rules, text);
    }
  }
  state.jump = '';
  run('end');
  return isComplete;
}

function runRecords(state: State, rules: readonly Rule[], text: string): void {
  const separator = toText(state.variables.get('RS') ?? '\n');
  const records =
    separator === '\n'
      ? linesOf(text)
      : separator === ''
        ? text.trim().split(/\n{2,}/)
        : text.replace(/\n$/, '').split(separator);
  const active = new Set<Rule>();
  for (const record of records) {
    if (state.jump === 'exit' || state.failed !== undefined) return;
    state.jump = '';
    state.setField(0, record);
    for (const name of ['NR', 'FNR']) state.variables.set(name, toNumber(state.variables.get(name) ?? 0) + 1);
    for (const rule of rules) {
      if (rule.special !== undefined || !selects(state, rule, active)) continue;
      rule.run(state);
      if (state.jump !== '') break;
    }
  }
}

function selects(state: State, rule: Rule, active: Set<Rule>): boolean {
  if (rule.when === undefined) return true;
  if (rule.until === undefined) return isTrue(rule.when(state));
  if (!active.has(rule) && !isTrue(rule.when(state))) return false;
  if (isTrue(rule.until(state))) active.delete(rule);
  else active.add(rule);
  return true;
}

export const awkTools: Readonly<Record<string, Tool>> = { awk, gawk: awk, mawk: awk };
