/** A small `awk`: patterns, fields, expressions, arrays, control flow, the usual functions. */
import { charge } from '../kernel.ts';
import type { Task } from '../process.ts';
import { parseAwk, type AwkExpression, type AwkRule, type AwkStatement } from './awk-parser.ts';
import { compileRegex, searchRegex, type Regex } from '../regex.ts';
import { formatText, unescape } from './echo.ts';
import { err, linesOf, out, readPath, writePath, type Call, type Tool } from './support.ts';
import { expandReplacement } from './sed.ts';

type Value = string | number;
interface State {
  readonly call: Call;
  readonly variables: Map<string, Value>;
  readonly arrays: Map<string, Map<string, Value>>;
  readonly regexes: Map<string, Regex | undefined>;
  readonly files: Map<string, string>;
  fields: string[];
  output: string;
  steps: number;
  jump: 'next' | 'exit' | 'break' | 'continue' | undefined;
  status: number;
  failed: string | undefined;
}

const maxSteps = 400_000;

function* awk(call: Call): Task {
  const variables = new Map<string, Value>([['FS', ' '], ['OFS', ' '], ['ORS', '\n'], ['RS', '\n'], ['NR', 0], ['NF', 0], ['SUBSEP', '\x1c'], ['FILENAME', '']]);
  let index = 0;
  let program: string | undefined;
  for (; /^-./.test(call.args[index] ?? ''); index++) {
    const word = call.args[index] ?? '';
    const value = word.length > 2 ? word.slice(2) : call.args[++index] ?? '';
    if (word.startsWith('-F')) variables.set('FS', unescape(value, 'format').text);
    else if (word.startsWith('-v')) assign(variables, value);
    else if (word.startsWith('-f')) program = yield* readPath(call, value);
  }
  program ??= call.args[index++] ?? '';
  const rules = parseAwk(program);
  if (rules === undefined) { yield* err(call, 'cmd. line:1: Unexpected token'); return 1; }
  const state: State = {
    call, variables, arrays: new Map(), regexes: new Map(), files: new Map(), fields: [''], output: '', steps: 0, jump: undefined, status: 0, failed: undefined,
  };
  const environ = new Map<string, Value>(call.process.environment);
  state.arrays.set('ENVIRON', environ);
  const failed = yield* runAll(state, rules, call.args.slice(index));
  yield* out(call, state.output);
  for (const [path, text] of state.files) if (path === '/dev/stderr') yield* call.process.descriptors.has(2) ? err2(call, text) : nothing(); else yield* writePath(call, path, text);
  charge(call.process.kernel, Math.ceil(state.steps / 10));
  if (state.failed !== undefined) { yield* err(call, state.failed); return 2; }
  return failed ? 2 : state.status;
}

function* nothing(): Task<void> { return; }
function* err2(call: Call, text: string): Task<void> { yield* writePath(call, '/dev/stderr', text); }

function assign(variables: Map<string, Value>, text: string): void {
  const at = text.indexOf('=');
  variables.set(text.slice(0, at), unescape(text.slice(at + 1), 'format').text);
}

function* runAll(state: State, rules: readonly AwkRule[], paths: readonly string[]): Task<boolean> {
  for (const rule of rules) if (rule.kind === 'begin') runBlock(state, rule.body);
  let failed = false;
  const needsInput = rules.some((rule) => rule.kind !== 'begin');
  const sources = paths.filter((path) => !/^\w+=/.test(path));
  for (const path of paths) if (/^\w+=/.test(path)) assign(state.variables, path);
  if (needsInput && state.jump !== 'exit') {
    for (const path of sources.length === 0 ? ['-'] : sources) {
      const text = yield* readPath(state.call, path);
      if (text === undefined) { failed = true; continue; }
      state.variables.set('FILENAME', path === '-' ? '' : path);
      state.variables.set('FNR', 0);
      runRecords(state, rules, text);
    }
  }
  if (state.jump === 'exit') state.jump = undefined;
  for (const rule of rules) if (rule.kind === 'end' && state.failed === undefined) runBlock(state, rule.body);
  return failed;
}

function runRecords(state: State, rules: readonly AwkRule[], text: string): void {
  const separator = String(state.variables.get('RS'));
  const records = separator === '\n' ? linesOf(text) : separator === '' ? text.trim().split(/\n{2,}/) : text.replace(/\n$/, '').split(separator);
  const active = new Set<AwkRule>();
  for (const record of records) {
    if (state.jump === 'exit' || state.failed !== undefined) return;
    state.jump = undefined;
    setRecord(state, record);
    state.variables.set('NR', toNumber(state.variables.get('NR') ?? 0) + 1);
    state.variables.set('FNR', toNumber(state.variables.get('FNR') ?? 0) + 1);
    for (const rule of rules) {
      if (rule.kind !== 'record' || !selects(state, rule, active)) continue;
      runBlock(state, rule.body);
      if (state.jump !== undefined) break;
    }
  }
}

function selects(state: State, rule: Extract<AwkRule, { kind: 'record' }>, active: Set<AwkRule>): boolean {
  if (rule.pattern === undefined) return true;
  if (rule.until === undefined) return isTrue(evaluate(state, rule.pattern));
  if (!active.has(rule) && !isTrue(evaluate(state, rule.pattern))) return false;
  if (isTrue(evaluate(state, rule.until))) active.delete(rule); else active.add(rule);
  return true;
}

function setRecord(state: State, record: string): void {
  const separator = String(state.variables.get('FS'));
  state.fields = [record, ...splitText(state, record, separator)];
  state.variables.set('NF', state.fields.length - 1);
}

function splitText(state: State, text: string, separator: string): string[] {
  if (text === '') return [];
  if (separator === ' ') return text.trim() === '' ? [] : text.trim().split(/\s+/);
  if (separator.length === 1) return text.split(separator);
  const parts: string[] = [];
  const regex = regexOf(state, separator);
  let from = 0;
  while (regex !== undefined && from <= text.length) {
    const match = searchRegex(regex, text, from);
    if (match === undefined || match.end === match.start) break;
    parts.push(text.slice(from, match.start));
    from = match.end;
  }
  return [...parts, text.slice(from)];
}

function regexOf(state: State, text: string): Regex | undefined {
  if (!state.regexes.has(text)) state.regexes.set(text, compileRegex(text, { extended: true }));
  return state.regexes.get(text);
}

const toNumber = (value: Value): number => (typeof value === 'number' ? value : Number(/^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+)/.exec(value)?.[0] ?? 0));
const toText = (value: Value): string => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6))));
const looksNumeric = (value: Value): boolean => typeof value === 'number' || /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+)\s*$/.test(value);
const isTrue = (value: Value): boolean => (typeof value === 'number' ? value !== 0 : looksNumeric(value) ? Number(value) !== 0 : value !== '');

function runBlock(state: State, body: readonly AwkStatement[]): void {
  for (const statement of body) {
    if (state.jump !== undefined || state.failed !== undefined) return;
    runStatement(state, statement);
  }
}

function runStatement(state: State, statement: AwkStatement): void {
  if (++state.steps > maxSteps) { state.failed ??= 'step limit reached'; return; }
  switch (statement.kind) {
    case 'expression': evaluate(state, statement.value); return;
    case 'print': print(state, statement); return;
    case 'block': runBlock(state, statement.body); return;
    case 'if': if (isTrue(evaluate(state, statement.condition))) runStatement(state, statement.then); else if (statement.otherwise !== undefined) runStatement(state, statement.otherwise); return;
    case 'loop': runLoop(state, statement); return;
    case 'forIn': {
      for (const key of [...arrayOf(state, statement.array).keys()]) {
        state.variables.set(statement.name, key);
        runStatement(state, statement.body);
        if (endsLoop(state)) return;
      }
      return;
    }
    case 'delete': if (statement.key === undefined) arrayOf(state, statement.array).clear(); else arrayOf(state, statement.array).delete(keyOf(state, statement.key)); return;
    case 'jump': {
      if (statement.name === 'exit' && statement.value !== undefined) state.status = toNumber(evaluate(state, statement.value)) & 255;
      state.jump = statement.name;
    }
  }
}

function runLoop(state: State, loop: Extract<AwkStatement, { kind: 'loop' }>): void {
  if (loop.init !== undefined) evaluate(state, loop.init);
  for (let isFirst = true; (isFirst && loop.isDo) || loop.condition === undefined || isTrue(evaluate(state, loop.condition)); isFirst = false) {
    runStatement(state, loop.body);
    if (endsLoop(state)) return;
    if (loop.step !== undefined) evaluate(state, loop.step);
    if (++state.steps > maxSteps) { state.failed ??= 'step limit reached'; return; }
  }
}

function endsLoop(state: State): boolean {
  const { jump } = state;
  if (jump === 'continue' || jump === 'break') state.jump = undefined;
  return (jump !== undefined && jump !== 'continue') || state.failed !== undefined;
}

function print(state: State, statement: Extract<AwkStatement, { kind: 'print' }>): void {
  const values = statement.values.map((value) => toText(evaluate(state, value)));
  const text = statement.isFormatted ? formatText(values[0] ?? '', values.slice(1).length === 0 ? [''] : values.slice(1)).text
    : (values.length === 0 ? state.fields[0] ?? '' : values.join(String(state.variables.get('OFS')))) + String(state.variables.get('ORS'));
  if (statement.target === undefined) { state.output += text; return; }
  const path = toText(evaluate(state, statement.target));
  state.files.set(path, (state.files.get(path) ?? '') + text);
}

function arrayOf(state: State, name: string): Map<string, Value> {
  const array = state.arrays.get(name) ?? new Map<string, Value>();
  state.arrays.set(name, array);
  return array;
}

const keyOf = (state: State, keys: readonly AwkExpression[]): string => keys.map((key) => toText(evaluate(state, key))).join('\x1c');

function evaluate(state: State, node: AwkExpression): Value {
  if (++state.steps > maxSteps) { state.failed ??= 'step limit reached'; return ''; }
  switch (node.kind) {
    case 'number': return node.value;
    case 'string': return node.value;
    case 'regex': return matchesText(state, state.fields[0] ?? '', node.value) ? 1 : 0;
    case 'variable': return state.variables.get(node.name) ?? '';
    case 'field': return fieldOf(state, toNumber(evaluate(state, node.index)));
    case 'element': return arrayOf(state, node.array).get(keyOf(state, node.key)) ?? '';
    case 'in': return arrayOf(state, node.array).has(keyOf(state, node.key)) ? 1 : 0;
    case 'assign': return store(state, node.target, node.op === '' ? evaluate(state, node.value) : compute(node.op, toNumber(evaluate(state, node.target)), toNumber(evaluate(state, node.value))));
    case 'step': {
      const before = toNumber(evaluate(state, node.target));
      store(state, node.target, before + node.by);
      return node.isPrefix ? before + node.by : before;
    }
    case 'unary': { const value = evaluate(state, node.value); return node.op === '!' ? (isTrue(value) ? 0 : 1) : node.op === '-' ? -toNumber(value) : toNumber(value); }
    case 'choice': return evaluate(state, isTrue(evaluate(state, node.condition)) ? node.then : node.otherwise);
    case 'call': return callFunction(state, node.name, node.args);
    case 'binary': return binary(state, node);
  }
}

function fieldOf(state: State, index: number): string {
  return state.fields[index] ?? '';
}

function store(state: State, target: AwkExpression, value: Value): Value {
  if (target.kind === 'variable') {
    state.variables.set(target.name, value);
    if (target.name === 'NF') { state.fields.length = toNumber(value) + 1; rebuild(state); }
  } else if (target.kind === 'element') arrayOf(state, target.array).set(keyOf(state, target.key), value);
  else if (target.kind === 'field') {
    const index = Math.min(toNumber(evaluate(state, target.index)), 10_000);
    if (index === 0) setRecord(state, toText(value));
    else {
      while (state.fields.length <= index) state.fields.push('');
      state.fields[index] = toText(value);
      state.variables.set('NF', state.fields.length - 1);
      rebuild(state);
    }
  }
  return value;
}

function rebuild(state: State): void {
  state.fields[0] = Array.from(state.fields.slice(1), (field) => field ?? '').join(String(state.variables.get('OFS')));
}

function compute(op: string, a: number, b: number): number {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? NaN : a / b;
    case '%': return a % b;
    default: return a ** b;
  }
}

function matchesText(state: State, text: string, pattern: string): boolean {
  const regex = regexOf(state, pattern);
  return regex !== undefined && searchRegex(regex, text, 0) !== undefined;
}

const patternOf = (state: State, node: AwkExpression): string => (node.kind === 'regex' ? node.value : toText(evaluate(state, node)));

function binary(state: State, node: Extract<AwkExpression, { kind: 'binary' }>): Value {
  const left = evaluate(state, node.left);
  switch (node.op) {
    case '&&': return isTrue(left) && isTrue(evaluate(state, node.right)) ? 1 : 0;
    case '||': return isTrue(left) || isTrue(evaluate(state, node.right)) ? 1 : 0;
    case '~': return matchesText(state, toText(left), patternOf(state, node.right)) ? 1 : 0;
    case '!~': return matchesText(state, toText(left), patternOf(state, node.right)) ? 0 : 1;
    case ' ': return (toText(left) + toText(evaluate(state, node.right))).slice(0, 1 << 20);
    case '==': case '!=': case '<': case '<=': case '>': case '>=': return compare(node.op, left, evaluate(state, node.right), node);
    default: return compute(node.op, toNumber(left), toNumber(evaluate(state, node.right)));
  }
}

function compare(op: string, left: Value, right: Value, node: Extract<AwkExpression, { kind: 'binary' }>): Value {
  const isConstant = node.left.kind === 'string' || node.right.kind === 'string';
  const a = !isConstant && looksNumeric(left) && looksNumeric(right) ? toNumber(left) : toText(left);
  const b = typeof a === 'number' ? toNumber(right) : toText(right);
  const holds = op === '==' ? a === b : op === '!=' ? a !== b : op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b;
  return holds ? 1 : 0;
}

function callFunction(state: State, name: string, args: readonly AwkExpression[]): Value {
  const value = (index: number): Value => (args[index] === undefined ? '' : evaluate(state, args[index]));
  const text = (index: number): string => toText(value(index));
  switch (name) {
    case 'length': return args[0]?.kind === 'variable' && state.arrays.has(args[0].name) ? arrayOf(state, args[0].name).size : args.length === 0 ? (state.fields[0] ?? '').length : text(0).length;
    case 'substr': { const from = Math.round(toNumber(value(1))); const to = args[2] === undefined ? Infinity : from + toNumber(value(2)); return text(0).slice(Math.max(0, from - 1), Math.max(0, to - 1)); }
    case 'index': return text(0).indexOf(text(1)) + 1;
    case 'toupper': return text(0).toUpperCase();
    case 'tolower': return text(0).toLowerCase();
    case 'int': return Math.trunc(toNumber(value(0)));
    case 'sqrt': return Math.sqrt(toNumber(value(0)));
    case 'exp': return Math.exp(toNumber(value(0)));
    case 'log': return Math.log(toNumber(value(0)));
    case 'sin': return Math.sin(toNumber(value(0)));
    case 'cos': return Math.cos(toNumber(value(0)));
    case 'rand': return 0.5;
    case 'srand': return 0;
    case 'systime': return Math.floor((state.call.process.kernel.machine.epochMs + state.call.process.kernel.nowMs) / 1000);
    case 'sprintf': { const all = args.map((arg) => toText(evaluate(state, arg))); return formatText(all[0] ?? '', all.length > 1 ? all.slice(1) : ['']).text; }
    case 'split': {
      const array = args[1]?.kind === 'variable' ? arrayOf(state, args[1].name) : new Map<string, Value>();
      array.clear();
      const parts = splitText(state, text(0), args[2] === undefined ? String(state.variables.get('FS')) : patternOf(state, args[2]));
      parts.forEach((part, i) => array.set(String(i + 1), part));
      return parts.length;
    }
    case 'match': {
      const regex = args[1] === undefined ? undefined : regexOf(state, patternOf(state, args[1]));
      const found = regex === undefined ? undefined : searchRegex(regex, text(0), 0);
      state.variables.set('RSTART', found === undefined ? 0 : found.start + 1);
      state.variables.set('RLENGTH', found === undefined ? -1 : found.end - found.start);
      return found === undefined ? 0 : found.start + 1;
    }
    case 'sub': case 'gsub': return replace(state, args, name === 'gsub');
    default: state.failed ??= `unknown function ${name}`; return '';
  }
}

function replace(state: State, args: readonly AwkExpression[], all: boolean): number {
  const regex = args[0] === undefined ? undefined : regexOf(state, patternOf(state, args[0]));
  const by = args[1] === undefined ? '' : toText(evaluate(state, args[1]));
  const target: AwkExpression = args[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } };
  const text = toText(evaluate(state, target));
  let result = '';
  let from = 0;
  let count = 0;
  while (regex !== undefined && from <= text.length) {
    const match = searchRegex(regex, text, from);
    if (match === undefined) break;
    result += text.slice(from, match.start) + expandReplacement(by, text.slice(match.start, match.end), []);
    count++;
    if (match.end === match.start) { result += text[match.end] ?? ''; from = match.end + 1; } else from = match.end;
    if (!all) break;
  }
  if (count > 0) store(state, target, result + text.slice(from));
  return count;
}

export const awkTools: Readonly<Record<string, Tool>> = { awk, gawk: awk, mawk: awk };
