/** Random Pods for Pod Security, and our answer beside the oracle's. */
import type { JsonObject } from '../../core/kube/json.ts';
import { type SecurityLevel, violations } from '../../core/validation/admission/pod-security.ts';
import type { Difference } from './compare.ts';
import type { Oracle } from './oracle.ts';
import type { Random } from './random.ts';

/** Asks about `count` Pods; the number that were compared, and the differences. */
export async function comparePodSecurity(
  oracle: Oracle,
  count: number,
  random: Random,
): Promise<readonly { readonly pod: JsonObject; readonly difference: Difference }[]> {
  const questions = Array.from({ length: count }, () => ({
    level: random.pick(['baseline', 'restricted'] as const),
    pod: randomPod(random),
  }));
  const answers = await oracle.ask(questions.map(({ level, pod }) => ({ level, yaml: JSON.stringify(pod) })));
  return questions.flatMap(({ level, pod }, i) => {
    const ours = violations({ level: level as SecurityLevel, version: 'latest' }, pod, 36) ?? 'allowed';
    const theirs = answers[i]?.allowed === true ? 'allowed' : (answers[i]?.detail ?? '');
    return ours === theirs ? [] : [{ pod, difference: { aspect: 'accepted', theirs, ours } }];
  });
}

const profile = (r: Random): object => ({
  type: r.pick(['RuntimeDefault', 'Localhost', 'Unconfined', '', 'x']),
  ...(r.chance(0.3) ? { localhostProfile: 'a' } : {}),
});
const contextFields: Readonly<Record<string, (r: Random) => unknown>> = {
  seccompProfile: profile,
  appArmorProfile: profile,
  runAsNonRoot: (r) => r.chance(0.7),
  runAsUser: (r) => r.pick([0, 1, 1000]),
  seLinuxOptions: (r) => ({
    type: r.pick(['', 'container_t', 'container_engine_t', 'spc_t']),
    ...(r.chance(0.3) ? { user: 'u' } : {}),
    ...(r.chance(0.3) ? { role: 'r' } : {}),
  }),
  windowsOptions: (r) => ({ hostProcess: r.chance(0.5) }),
};
const containerFields: Readonly<Record<string, (r: Random) => unknown>> = {
  ...contextFields,
  privileged: (r) => r.chance(0.5),
  allowPrivilegeEscalation: (r) => r.chance(0.3),
  procMount: (r) => r.pick(['Default', 'Unmasked', 'x']),
  capabilities: (r) => ({
    ...(r.chance(0.7) ? { drop: r.pick([['ALL'], ['all'], ['NET_RAW']]) } : {}),
    ...(r.chance(0.5)
      ? { add: r.pick([['CHOWN'], ['NET_ADMIN', 'CHOWN'], ['NET_BIND_SERVICE'], ['SYS_TIME', 'ALL'], []]) }
      : {}),
  }),
};
const volumes = [
  'configMap',
  'csi',
  'emptyDir',
  'hostPath',
  'nfs',
  'rbd',
  'secret',
  'image',
  'storageos',
  'gitRepo',
  'fc',
  'projected',
  'iscsi',
];
const handler = (r: Random): object =>
  r.pick([
    { httpGet: { port: 80, host: r.pick(['', '1.2.3.4', 'a']) } },
    { tcpSocket: { port: 80, host: r.pick(['', 'b']) } },
    { exec: { command: ['x'] } },
  ]);

function some(
  r: Random,
  fields: Readonly<Record<string, (r: Random) => unknown>>,
  share: number,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(() => r.chance(share))
      .map(([key, make]) => [key, make(r)]),
  );
}

function container(r: Random, name: string): Record<string, unknown> {
  return {
    name,
    ...(r.chance(0.8)
      ? {
          securityContext: {
            ...some(r, containerFields, 0.35),
            ...(r.chance(0.5) ? { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } : {}),
          },
        }
      : {}),
    ...(r.chance(0.2)
      ? {
          ports: [
            { containerPort: 1, hostPort: r.pick([0, 80, 443]) },
            { containerPort: 2, hostPort: 8080 },
          ].slice(0, 1 + r.int(2)),
        }
      : {}),
    ...(r.chance(0.2) ? { livenessProbe: handler(r) } : {}),
    ...(r.chance(0.15) ? { lifecycle: { preStop: handler(r) } } : {}),
  };
}

const hostFields: Readonly<Record<string, (r: Random) => unknown>> = {
  hostNetwork: (r) => r.chance(0.5),
  hostPID: (r) => r.chance(0.5),
  hostIPC: (r) => r.chance(0.5),
  hostUsers: (r) => r.chance(0.3),
  os: (r) => ({ name: r.pick(['linux', 'windows']) }),
};
const sysctls = ['kernel.msgmax', 'net.ipv4.tcp_rmem', 'kernel.shm_rmid_forced'];
const profiles = ['unconfined', 'runtime/default', 'localhost/x', ''];

function randomPod(r: Random): JsonObject {
  const prefix = 'container.apparmor.security.beta.kubernetes.io';
  const annotations = {
    ...(r.chance(0.1) ? { [`${prefix}/c0`]: r.pick(profiles) } : {}),
    ...(r.chance(0.05) ? { [`${prefix}/z`]: 'x"y' } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', annotations },
    spec: randomSpec(r),
  } as unknown as JsonObject;
}

function randomSpec(r: Random): Record<string, unknown> {
  const list = (prefix: string, max: number): unknown[] =>
    Array.from({ length: r.int(max + 1) }, (_, i) => container(r, `${prefix}${i}`));
  const volume = (_: unknown, i: number): unknown => ({ name: `v${i}`, [r.pick(volumes)]: {} });
  return {
    ...(r.chance(0.7) ? { securityContext: podContext(r) } : {}),
    ...some(r, hostFields, 0.1),
    ...(r.chance(0.4) ? { volumes: Array.from({ length: 1 + r.int(3) }, volume) } : {}),
    containers: [container(r, 'c0'), ...list('c', 1).slice(1)],
    initContainers: list('i', 2),
    ephemeralContainers: list('e', 1),
  };
}

function podContext(r: Random): Record<string, unknown> {
  return {
    ...some(r, contextFields, 0.3),
    ...(r.chance(0.2) ? { sysctls: [{ name: r.pick(sysctls), value: '1' }] } : {}),
  };
}
