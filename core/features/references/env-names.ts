/** Variables of a container: `$(NAME)` where Kubernetes replaces it, and `$NAME` in the scripts of its shells. */
import type { MapNode, Node } from '../../syntax/tree.ts';
import { type Collector, itemsAt, nodeAt, nodesAt, note, noteRange, textAt } from './collector.ts';

/** `$(NAME)`; an even number of dollars in front leaves it as text. */
const replaced = /(?<!\$)(?:\$\$)*\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g;
const inShell = /(?<![\\$])\$(?:\{([A-Za-z_][A-Za-z0-9_]*)|([A-Za-z_][A-Za-z0-9_]*))/g;

/** `handlers`: probes and hooks, whose commands see the variables only through a shell. */
export function envNames(collector: Collector, container: MapNode, scope: string, handlers: readonly MapNode[]): void {
  const variables = itemsAt(container, 'env');
  const known = new Set(variables.map((variable) => textAt(variable, 'name')));
  if (known.size === 0) return;
  for (const variable of variables)
    note(collector, nodeAt(variable, 'name'), { kind: 'env', scope, isDefinition: true });
  const words = [...nodesAt(container, 'command'), ...nodesAt(container, 'args')];
  const values = [
    ...variables.map((variable) => nodeAt(variable, 'value')),
    ...itemsAt(container, 'volumeMounts').map((mount) => nodeAt(mount, 'subPathExpr')),
  ];
  for (const node of [...words, ...values]) usesIn(collector, node, replaced, scope, known);
  const commands = [words, ...handlers.map((handler) => nodesAt(handler, 'exec', 'command'))];
  for (const command of commands)
    if (isShell(command)) for (const node of command.slice(2)) usesIn(collector, node, inShell, scope, known);
}

/** `sh -c …`. */
function isShell([first, second]: readonly Node[]): boolean {
  const [shell, flag] = [first, second].map((node) => (node?.kind === 'scalar' ? node.text : ''));
  return /(^|\/)(ba|da|a|z|k)?sh$/.test(shell ?? '') && /^-[a-z]*c$/.test(flag ?? '');
}

/** Only names that the container sets itself: others come from elsewhere, or are the script's own. */
function usesIn(
  collector: Collector,
  node: Node | undefined,
  pattern: RegExp,
  scope: string,
  known: ReadonlySet<string>,
): void {
  if (node?.kind !== 'scalar') return;
  const source = collector.document.text.slice(node.range.start, node.range.end);
  for (const match of source.matchAll(pattern)) {
    const name = match[1] ?? match[2] ?? '';
    if (!known.has(name)) continue;
    const start = node.range.start + match.index + match[0].lastIndexOf(name);
    noteRange(
      collector,
      { name, range: { start, end: start + name.length }, isPlain: false },
      { kind: 'env', scope, isDefinition: false },
    );
  }
}
