/** Answers on what a container starts with: its command line, its variables after replacement, its mounts. */
import { objectsAt, stringAt, stringsAt } from '../../kube/json.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { Place } from '../place.ts';
import type { Answer } from './answer.ts';

export const containerAnswers: Readonly<Record<string, Answer>> = {
  'Container.command': commandLine,
  'Container.args': commandLine,
  'EnvVar.value': effectiveValue,
  'VolumeMount.mountPath': mountedVolume,
};

/** The words as the process gets them; without a command the image's own comes first. */
function commandLine(document: AuthoringDocument, place: Place): readonly string[] {
  const container = containerOf(document.pod, place.path);
  if (container === undefined) return [];
  const [command, args] = [stringsAt(container.written, 'command'), stringsAt(container.written, 'args')];
  const words = [...command, ...args].map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(' ');
  const text = words.replace(/`/g, "'");
  const shown = `\`${text.length > 160 ? `${text.slice(0, 160)}…` : text}\``;
  if (command.length > 0) return [`Starts ${shown} instead of what the image says.  `];
  return args.length === 0 ? [] : [`Starts the image's own entrypoint with ${shown}.  `];
}

/** Source: k8s.io/kubernetes/third_party/forked/golang/expansion (1.36): only variables defined above are replaced. */
function effectiveValue(document: AuthoringDocument, place: Place): readonly string[] {
  const value = valueAt(document.manifest.object, place.steps);
  const position = place.steps.findLastIndex(({ kind }) => kind === 'item');
  const at = place.steps[position]?.name;
  if (typeof value !== 'string' || !value.includes('$') || typeof at !== 'number') return [];
  const above = objectsAt(containerOf(document.pod, place.path)?.written, 'env').slice(0, at);
  let isKnown = true;
  const replaced = value.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const found = above.findLast((variable) => stringAt(variable, 'name') === name);
    if (found === undefined) return whole;
    if (found['valueFrom'] !== undefined || stringAt(found, 'value').includes('$')) isKnown = false;
    return stringAt(found, 'value');
  });
  if (!isKnown || replaced === value) return [];
  return [`The process sees \`${replaced.replace(/[`\r\n]/g, ' ').slice(0, 160)}\`.  `];
}

function mountedVolume(document: AuthoringDocument, place: Place): readonly string[] {
  const name = valueAt(document.manifest.object, [...place.steps.slice(0, -1), { kind: 'field', name: 'name' }]);
  const volume = objectsAt(document.pod?.spec, 'volumes').find((candidate) => stringAt(candidate, 'name') === name);
  const source = Object.keys(volume ?? {}).find((key) => key !== 'name');
  return volume === undefined || typeof name !== 'string'
    ? []
    : [`Here the container sees the volume \`${name.replace(/[`\s]/g, '')}\` of kind \`${source ?? 'emptyDir'}\`.  `];
}
