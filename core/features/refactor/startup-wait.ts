/** Takes a loop that waits for something out of a container's script and makes it an init container. */
import { child } from '../../kube/field-path.ts';
import { stringAt, stringsAt } from '../../kube/json.ts';
import { editsOf } from '../edits/edits.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

/** `until …; do …; done; rest`: the loop first, then what the container is for. */
const waitFirst = /^\s*((?:until|while)\s[\s\S]*?\bdone)\s*(?:;|&&|\n)\s*([\s\S]*\S)\s*$/;

export function splitStartupWait({ manifest, pod, root, container }: RefactorPlace): readonly Refactoring[] {
  if (container?.role !== 'regular' || pod.spec['initContainers'] !== undefined) return [];
  const words = stringsAt(container.written, 'command');
  const [shell = '', flag = '', script = ''] = words;
  if (words.length !== 3 || !/(^|\/)(ba|da|a)?sh$/.test(shell) || flag !== '-c') return [];
  const [, loop, rest] = waitFirst.exec(script) ?? [];
  // Inside of another loop, or with variables of the script, the parts are no longer two.
  if (
    loop === undefined ||
    rest === undefined ||
    /\bdone\b/.test(loop.slice(0, -4)) ||
    loop.includes('$') ||
    /^(?:done|fi|esac)\b/.test(rest)
  )
    return [];
  const init = {
    name: freeName(
      `wait-for-${container.name}`,
      pod.containers.map(({ name }) => name),
    ),
    image: stringAt(container.written, 'image'),
    command: [shell, flag, loop],
  };
  const target = { text: manifest.text, root };
  const command =
    editsOf(target, { kind: 'set', at: child(container.path, 'command'), value: [shell, flag, rest] }) ??
    editsOf(target, { kind: 'set', at: `${child(container.path, 'command')}[2]`, value: rest });
  const added = editsOf(target, { kind: 'add', at: pod.specPath, field: 'initContainers', value: [init] });
  return command === undefined || added === undefined
    ? []
    : [{ title: 'Move the wait into an init container', edits: [...command, ...added] }];
}

function freeName(wish: string, taken: readonly string[]): string {
  const short = wish.slice(0, 60).replace(/-+$/, '');
  for (let count = 1; ; count++) {
    const name = count === 1 ? short : `${short}-${count}`;
    if (!taken.includes(name)) return name;
  }
}
