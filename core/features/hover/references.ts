/** Answers on ports, volumes and names: where else in this Pod they are used. */
import { asObject, objectsAt, stringAt } from '../../kube/json.ts';
import { probesOf, probeWords } from '../../rules/pod-view.ts';
import { type AuthoringDocument, containerOf, valueAt } from '../authoring.ts';
import type { Place } from '../place.ts';
import type { Answer } from './answer.ts';

export const referenceAnswers: Readonly<Record<string, Answer>> = {
  'ContainerPort.name': portAnswer,
  'ContainerPort.containerPort': portAnswer,
  'HTTPGetAction.port': askedPort,
  'TCPSocketAction.port': askedPort,
  'Volume.name': (document, place) => {
    const name = String(valueAt(document.manifest.object, place.steps) ?? '');
    const users = (document.pod?.containers ?? []).flatMap((container) =>
      objectsAt(container.written, 'volumeMounts')
        .filter((mount) => stringAt(mount, 'name') === name)
        .map((mount) => `${code(container.name)} at ${code(stringAt(mount, 'mountPath'))}`),
    );
    return [users.length === 0 ? 'No container mounts it.  ' : `Mounted by ${listed(users)}.  `];
  },
  'VolumeMount.name': (document, place) => {
    const name = String(valueAt(document.manifest.object, place.steps) ?? '');
    const volume = objectsAt(document.pod?.spec, 'volumes').find((candidate) => stringAt(candidate, 'name') === name);
    const source = Object.keys(volume ?? {}).find((key) => key !== 'name');
    return volume === undefined ? [] : [`A volume of kind ${code(source ?? 'emptyDir')}.  `];
  },
};

function portAnswer(document: AuthoringDocument, place: Place): readonly string[] {
  const container = containerOf(document.pod, place.path);
  const port = asObject(valueAt(document.manifest.object, place.steps.slice(0, -1)));
  if (container === undefined || port === undefined) return [];
  const number = port['containerPort'];
  const name = stringAt(port, 'name');
  const users = probesOf(container)
    .filter(({ probe }) =>
      ['httpGet', 'tcpSocket', 'grpc'].some((handler) => {
        const asked = asObject(probe[handler])?.['port'];
        return asked !== undefined && (asked === number || (name !== '' && asked === name));
      }),
    )
    .map(({ type }) => `the ${probeWords(type)}`);
  const used = users.length === 0 ? 'No probe asks it.' : `Asked by ${listed(users)}.`;
  return [`${used} Declaring a port documents it; an undeclared one is reachable all the same.  `];
}

function askedPort(document: AuthoringDocument, place: Place): readonly string[] {
  const value = valueAt(document.manifest.object, place.steps);
  const ports = objectsAt(containerOf(document.pod, place.path)?.written, 'ports');
  if (typeof value === 'string') {
    const declared = ports.find((port) => stringAt(port, 'name') === value)?.['containerPort'];
    return typeof declared === 'number' ? [`Port ${code(value)} of this container: ${declared}.  `] : [];
  }
  const name = stringAt(
    ports.find((port) => port['containerPort'] === value),
    'name',
  );
  return name === '' ? [] : [`Declared in this container as ${code(name)}.  `];
}

function listed(items: readonly string[]): string {
  const shown = items.slice(0, 5);
  const rest = items.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function code(text: string): string {
  return `\`${text.replace(/[`\r\n]/g, '').slice(0, 80)}\``;
}
