/** The rules of the Trace Event Format as Chrome and Perfetto read it: what breaks one of them is dropped or shown wrongly. */

type Fields = Readonly<Record<string, unknown>>;

const metadata = ['process_name', 'process_labels', 'process_sort_index', 'thread_name', 'thread_sort_index'];

/** Everything that is wrong with a trace in the JSON object format; empty if it opens as it is meant. */
export function traceProblems(trace: unknown): readonly string[] {
  if (!isFields(trace) || !Array.isArray(trace['traceEvents'])) return ['no traceEvents'];
  if (!['ms', 'ns', undefined].includes(trace['displayTimeUnit'] as string)) return ['displayTimeUnit'];
  const events = trace['traceEvents'] as readonly unknown[];
  const problems = events.flatMap((event, index) => eventProblems(event).map((words) => `${index}: ${words}`));
  return [...problems, ...nestingProblems(events.filter(isFields))];
}

function eventProblems(event: unknown): readonly string[] {
  if (!isFields(event)) return ['not an object'];
  const problems: string[] = [];
  const need = (holds: boolean, words: string): void => {
    if (!holds) problems.push(`${String(event['name'])}: ${words}`);
  };
  const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;
  need(typeof event['name'] === 'string' && event['name'] !== '', 'name');
  need(Number.isInteger(event['pid']) && Number.isInteger(event['tid']), 'pid and tid are integers');
  need(event['args'] === undefined || isFields(event['args']), 'args is an object');
  switch (event['ph']) {
    case 'M':
      need(metadata.includes(String(event['name'])), 'known metadata');
      need(isFields(event['args']) && Object.keys(event['args']).length === 1, 'one argument');
      break;
    case 'X':
      need(isTime(event['ts']) && isTime(event['dur']), 'ts and dur in microseconds');
      break;
    case 'i':
      need(isTime(event['ts']) && ['g', 'p', 't'].includes(String(event['s'])), 'ts and scope');
      break;
    case 'C':
      need(isTime(event['ts']) && Object.values((event['args'] ?? {}) as Fields).every(isTime), 'ts and numbers');
      break;
    default:
      problems.push(`phase ${String(event['ph'])}`);
  }
  return problems;
}

/** Complete events of a thread lie beside or within each other; Perfetto drops those that cross. */
function nestingProblems(events: readonly Fields[]): readonly string[] {
  const problems: string[] = [];
  const threads = new Map<string, Fields[]>();
  for (const event of events) {
    if (event['ph'] !== 'X') continue;
    const thread = `${String(event['pid'])}/${String(event['tid'])}`;
    threads.set(thread, [...(threads.get(thread) ?? []), event]);
  }
  for (const [thread, spans] of threads) {
    const open: number[] = [];
    const sorted = spans
      .map((each) => [Number(each['ts']), Number(each['ts']) + Number(each['dur'])] as const)
      .sort(([a, b], [c, d]) => a - c || d - b);
    for (const [from, to] of sorted) {
      while ((open.at(-1) ?? Infinity) <= from) open.pop();
      if (to > (open.at(-1) ?? Infinity)) problems.push(`thread ${thread}: ${from} to ${to} crosses another`);
      open.push(to);
    }
  }
  const named = new Set(events.filter((event) => event['name'] === 'thread_name').map((event) => event['tid']));
  for (const event of events)
    if (event['ph'] === 'X' && !named.has(event['tid'])) problems.push(`thread ${String(event['tid'])} has no name`);
  return problems;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
