/** Rarer things of random scenarios: secrets of registries, words of probes, a shared network, restarts of all, long lives. */
import type { Random } from '../random.ts';
import { anyContainer, instant, type Draft } from './scenario-draft.ts';

type Json = Record<string, unknown>;

/** Secrets for pulls that are there, missing, or come later. */
export function pullSecrets(r: Random, draft: Draft): void {
  const names = ['registry', 'mirror'].slice(0, r.int(1, 2));
  draft.spec['imagePullSecrets'] = names.map((name) => ({ name }));
  for (const name of names) {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'default' },
      type: 'kubernetes.io/dockerconfigjson',
      data: { '.dockerconfigjson': 'e30=' },
    };
    if (r.chance(0.25)) draft.more['objects'] = [...((draft.more['objects'] as Json[] | undefined) ?? []), object];
    else if (r.chance(0.4)) draft.actions.push({ at: instant(r, 1, 60), create: object });
  }
}

/** Probes over HTTPS, with headers, of another service; the same script answers. */
export function otherWords(r: Random, draft: Draft): void {
  for (const container of draft.spec.containers)
    for (const kind of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const probe = container[kind] as Json | undefined,
        http = probe?.['httpGet'] as Json | undefined;
      if (http && r.chance(0.6)) http['scheme'] = 'HTTPS';
      if (http && r.chance(0.3)) http['httpHeaders'] = [{ name: 'X-Probe', value: 'yes' }];
      if (probe?.['tcpSocket'] && r.chance(0.3)) probe['timeoutSeconds'] = r.int(1, 3);
    }
}

export function hostNetwork(r: Random, draft: Draft): void {
  draft.spec['hostNetwork'] = true;
  if (r.chance(0.5)) draft.spec['dnsPolicy'] = 'ClusterFirstWithHostNet';
}

/** A container whose end with code 88 takes all others along, under any policy. */
export function restartOfAll(r: Random, draft: Draft): void {
  const container = anyContainer(r, draft);
  if (container['restartPolicy'] === 'Always' && draft.spec.initContainers?.includes(container)) return;
  const isInit = draft.spec.initContainers?.includes(container) === true;
  container['restartPolicy'] = isInit ? r.pick(['Never', 'OnFailure']) : r.pick(['Always', 'OnFailure', 'Never']);
  container['restartPolicyRules'] = [
    { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } },
    ...(r.chance(0.3) ? [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [0, 88] } }] : []),
  ];
  draft.containers[String(container['name'])]!['instances'] = [
    { exitAfter: r.int(1, 30), exitCode: 88 },
    ...(r.chance(0.5) ? [{ exitAfter: r.int(0, 20), exitCode: r.pick([88, 1, 0]) }] : []),
    { exitAfter: isInit ? r.int(0, 5) : r.int(30, 200), exitCode: r.pick([0, 0, 1]) },
  ];
}

/** A life longer than the time after which a back-off is forgotten. */
export function longLife(r: Random, draft: Draft): void {
  const container = r.pick(draft.spec.containers);
  draft.containers[String(container['name'])]!['instances'] = [
    { exitAfter: r.int(0, 3), exitCode: 1 },
    { exitAfter: r.int(0, 3), exitCode: 1 },
    { exitAfter: r.int(590, 660), exitCode: 1 },
    { exitAfter: r.int(0, 20), exitCode: 1 },
  ];
  draft.more['duration'] = 1000;
}
