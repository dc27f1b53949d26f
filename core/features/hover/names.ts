/** Answers on names: where else in the file they are used, and what the workspace knows of the object behind them. */
import { objectAt, stringAt } from '../../kube/json.ts';
import type { AuthoringDocument } from '../authoring.ts';
import type { NameUse } from '../references/names.ts';
import { finds, sameName } from '../references/scope.ts';

/** Of the name at an offset of the file; empty elsewhere. */
export function nameAnswer(document: AuthoringDocument, offset: number): readonly string[] {
  const names = document.names();
  const name = names.find(({ range }) => range.start <= offset && offset <= range.end);
  if (name === undefined) return [];
  const object = name.owner === undefined ? objectWords(document, name) : undefined;
  return [...(object === undefined ? [] : [object]), ...usageWords(document, name, names)];
}

/** `Defined in line 4; also used in lines 9 and 14.` */
function usageWords(document: AuthoringDocument, name: NameUse, names: readonly NameUse[]): readonly string[] {
  const same = names.filter((use) => sameName(use, name) || finds(use, name) || finds(name, use));
  const others = same.filter((use) => use.range.start !== name.range.start);
  if (others.length === 0) return name.isDefinition ? unusedWords(name) : [];
  const lineOf = ({ range }: NameUse): number => document.lineAt(range.start);
  const linesOf = (uses: readonly NameUse[]): readonly number[] => [...new Set(uses.map(lineOf))];
  const defined = linesOf(others.filter(({ isDefinition }) => isDefinition));
  const used = linesOf(others.filter(({ isDefinition }) => !isDefinition));
  const parts = [
    ...(defined.length === 0 ? [] : [`${name.isDefinition ? 'also ' : ''}defined in ${lineWords(defined)}`]),
    ...(used.length === 0 ? [] : [`${name.isDefinition ? '' : 'also '}used in ${lineWords(used)}`]),
  ];
  const text = parts.join('; ');
  return [`${text.charAt(0).toUpperCase()}${text.slice(1)} of this file.`];
}

function lineWords(lines: readonly number[]): string {
  const shown = lines.slice(0, 6);
  const rest = lines.length - shown.length;
  const last = shown.at(-1);
  const text =
    rest > 0 || shown.length === 1 ? shown.join(', ') : `${shown.slice(0, -1).join(', ')} and ${String(last)}`;
  return `${lines.length === 1 ? 'line' : 'lines'} ${text}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Only what a Pod defines for itself can be told unused. */
function unusedWords({ kind }: NameUse): readonly string[] {
  return kind === 'volume' ? ['No container mounts it.'] : [];
}

/** What the Pod meets where the object does not exist. */
const missing: Readonly<Record<string, string>> = {
  ConfigMap: 'the container waits in CreateContainerConfigError, or its volume in ContainerCreating',
  Secret: 'the container waits in CreateContainerConfigError, or its volume in ContainerCreating',
  ServiceAccount: 'no Pod is created',
  PersistentVolumeClaim: 'the Pod stays Pending',
  PriorityClass: 'no Pod is created',
  RuntimeClass: 'no Pod is created',
};

function objectWords({ pod, objects }: AuthoringDocument, { kind, name, isDefinition }: NameUse): string | undefined {
  const consequence = Object.hasOwn(missing, kind) ? missing[kind] : undefined;
  if (isDefinition || consequence === undefined || pod === undefined) return undefined;
  const object = objects.find(
    (candidate) => stringAt(candidate, 'kind') === kind && stringAt(objectAt(candidate, 'metadata'), 'name') === name,
  );
  if (object === undefined) {
    if (kind === 'ServiceAccount' && name === 'default') return undefined;
    return `Must be there when the Pod starts, else ${consequence}.`;
  }
  const keys = ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(objectAt(object, field) ?? {}));
  const shown = keys.slice(0, 6).map((key) => `\`${key.replace(/[`\s]/g, '')}\``);
  const rest = keys.length > 6 ? ` and ${keys.length - 6} more` : '';
  return keys.length === 0
    ? `This ${kind} is in the workspace.`
    : `This ${kind} is in the workspace, with ${shown.join(', ')}${rest}.`;
}
