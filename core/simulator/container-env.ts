/** The environment of a container after its references are resolved. */
import { base64ToText } from '../kube/base64.ts';
import type { ContainerSpec } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import { findObject } from './volume-references.ts';
import type { PodLife } from './world.ts';

export function readEnv(
  life: PodLife,
  spec: ContainerSpec,
): { readonly env: Readonly<Record<string, string>>; readonly secrets: readonly string[] } {
  const env: Record<string, string> = {},
    secrets: string[] = [];
  const values = (kind: string, name: string): Readonly<Record<string, unknown>> => {
    const object = findObject(life, kind, name);
    if (object === undefined || object === 'assumed') return {};
    const data = Object.entries(fields(object['data'])).map(
      ([key, value]) => [key, kind === 'Secret' ? base64ToText(text(value)) : value] as const,
    );
    return { ...Object.fromEntries(data), ...fields(object['stringData']) };
  };
  const put = (name: string, value: unknown, isSecret: boolean): void => {
    if (name === '' || typeof value !== 'string') return;
    env[name] = value;
    if (isSecret) secrets.push(value);
  };
  for (const source of list(spec.raw['envFrom'])) {
    const prefix = text(source['prefix']);
    for (const [key, kind] of [
      ['configMapRef', 'ConfigMap'],
      ['secretRef', 'Secret'],
    ] as const) {
      if (source[key] === undefined) continue;
      for (const [name, value] of Object.entries(values(kind, text(fields(source[key])['name']))))
        put(prefix + name, value, kind === 'Secret');
    }
  }
  for (const variable of list(spec.raw['env'])) {
    const from = fields(variable['valueFrom']),
      name = text(variable['name']);
    if (typeof variable['value'] === 'string')
      put(
        name,
        variable['value'].replace(/\$\(([\w.-]+)\)/g, (all: string, key: string) => env[key] ?? all),
        false,
      );
    else if (from['fieldRef'] !== undefined)
      put(name, fieldValue(life, text(fields(from['fieldRef'])['fieldPath'])), false);
    else if (from['configMapKeyRef'] !== undefined)
      put(
        name,
        values('ConfigMap', text(fields(from['configMapKeyRef'])['name']))[
          text(fields(from['configMapKeyRef'])['key'])
        ],
        false,
      );
    else if (from['secretKeyRef'] !== undefined)
      put(
        name,
        values('Secret', text(fields(from['secretKeyRef'])['name']))[text(fields(from['secretKeyRef'])['key'])],
        true,
      );
  }
  return { env, secrets };
}

function fieldValue(life: PodLife, path: string): string {
  const { meta } = life.lastApi;
  const known: Readonly<Record<string, string>> = {
    'metadata.name': meta.name,
    'metadata.namespace': meta.namespace,
    'metadata.uid': meta.uid,
    'spec.nodeName': life.node?.name ?? '',
    'spec.serviceAccountName': text(life.lastApi.spec.raw['serviceAccountName'], 'default'),
    'status.podIP': '10.244.0.5',
    'status.hostIP': '192.168.77.2',
  };
  return known[path] ?? '';
}
