/** Random Pods with every field that `kubectl describe pod` prints, and random events. */
import { lookAtMs, randomPod } from './random-pod.ts';
import type { Random } from './random.ts';

type Json = Record<string, unknown>;

function maybe(r: Random, share: number, make: () => Json): Json {
  return r.chance(share) ? make() : {};
}

function handler(r: Random): Json {
  const port = r.pick<unknown>([8080, 'web']);
  return r.pick<() => Json>([
    () => ({
      httpGet: {
        path: r.pick(['/', '/healthz', '/a b?x=1&y', 'no-slash', '', "/!'()*~%é"]),
        port,
        scheme: r.pick(['HTTP', 'HTTPS']),
        ...maybe(r, 0.3, () => ({ host: r.pick(['h.example', '::1']) })),
      },
    }),
    () => ({ tcpSocket: { port, ...maybe(r, 0.3, () => ({ host: 'h' })) } }),
    () => ({ exec: { command: ['sh', '-c', 'echo "x y"'] } }),
    () => ({ grpc: { port: 9000, service: r.pick(['', 'health']) } }),
  ])();
}

function probe(r: Random): Json {
  return {
    ...handler(r),
    initialDelaySeconds: r.int(0, 9),
    timeoutSeconds: r.int(1, 5),
    periodSeconds: r.int(1, 20),
    successThreshold: 1,
    failureThreshold: r.int(1, 30),
  };
}

function resources(r: Random): Json {
  const quantities = ['100m', '1', '0.5', '1500m', '64Mi', '1Gi', '1000Ki', '1e3', '128974848', '2.5Gi'];
  const list = (): Json =>
    Object.fromEntries(
      ['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi']
        .filter(() => r.chance(0.6))
        .map((name) => [name, r.pick(quantities)]),
    );
  return { ...maybe(r, 0.6, () => ({ limits: list() })), ...maybe(r, 0.6, () => ({ requests: list() })) };
}

function env(r: Random): Json {
  const name = `V${r.int(0, 99)}`;
  const optional = maybe(r, 0.3, () => ({ optional: r.chance(0.5) }));
  return r.pick<() => Json>([
    () => ({ name, value: r.pick(['', 'x', 'two\nlines', 'tab\there']) }),
    () => ({
      name,
      valueFrom: {
        fieldRef: {
          apiVersion: 'v1',
          fieldPath: r.pick([
            'metadata.name',
            'metadata.namespace',
            'metadata.uid',
            'status.podIP',
            'spec.nodeName',
            "metadata.labels['a']",
            'metadata.annotations',
          ]),
        },
      },
    }),
    () => ({
      name,
      valueFrom: {
        resourceFieldRef: {
          resource: r.pick([
            'limits.cpu',
            'limits.memory',
            'requests.cpu',
            'requests.memory',
            'requests.hugepages-2Mi',
            'limits.ephemeral-storage',
          ]),
          divisor: r.pick(['0', '1', '1m', '1Mi']),
        },
      },
    }),
    () => ({ name, valueFrom: { secretKeyRef: { name: 's', key: 'k', ...optional } } }),
    () => ({ name, valueFrom: { configMapKeyRef: { name: 'c', key: 'k', ...optional } } }),
  ])();
}

function container(r: Random, base: Json): Json {
  const list = (low: number, high: number, make: () => Json): Json[] => Array.from({ length: r.int(low, high) }, make);
  return {
    ...base,
    resources: resources(r),
    ...maybe(r, 0.5, () => ({ command: ['sh', '-c', 'echo a\necho b'] })),
    ...maybe(r, 0.4, () => ({ args: ['-v', 'x y'] })),
    ...maybe(r, 0.5, () => ({
      ports: list(0, 3, () => ({
        containerPort: r.int(1, 9000),
        protocol: r.pick(['TCP', 'UDP']),
        ...maybe(r, 0.5, () => ({ name: 'web' })),
        ...maybe(r, 0.3, () => ({ hostPort: 80 })),
      })),
    })),
    ...maybe(r, 0.4, () => ({ livenessProbe: probe(r) })),
    ...maybe(r, 0.4, () => ({ readinessProbe: probe(r) })),
    ...maybe(r, 0.3, () => ({ startupProbe: probe(r) })),
    ...maybe(r, 0.5, () => ({ env: list(0, 4, () => env(r)) })),
    ...maybe(r, 0.3, () => ({
      envFrom: list(1, 2, () => ({
        ...maybe(r, 0.4, () => ({ prefix: 'P_' })),
        ...r.pick<Json>([{ configMapRef: { name: 'cm' } }, { secretRef: { name: 'sec', optional: true } }]),
      })),
    })),
    ...maybe(r, 0.6, () => ({
      volumeMounts: list(0, 3, () => ({
        name: `v${r.int(0, 5)}`,
        mountPath: `/m${r.int(0, 99)}`,
        ...maybe(r, 0.5, () => ({ readOnly: true })),
        ...maybe(r, 0.3, () => ({ subPath: 'a"b' })),
      })),
    })),
    ...maybe(r, 0.1, () => ({ volumeDevices: [{ name: 'd', devicePath: '/dev/x' }] })),
    ...maybe(r, 0.2, () => ({
      securityContext: {
        seccompProfile: r.pick<Json>([{ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: 'p.json' }]),
      },
    })),
  };
}

const sources: readonly Json[] = [
  { hostPath: { path: '/x' } },
  { hostPath: { path: '/x', type: 'Directory' } },
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory', sizeLimit: '1000Mi' } },
  { emptyDir: { sizeLimit: '0' } },
  { secret: { secretName: 's' } },
  { configMap: { name: 'c', optional: true } },
  { nfs: { server: 'h', path: '/', readOnly: true } },
  { persistentVolumeClaim: { claimName: 'p' } },
  {
    downwardAPI: {
      items: [
        { path: 'a', fieldRef: { fieldPath: 'metadata.labels' } },
        { path: 'b', resourceFieldRef: { containerName: 'c0', resource: 'limits.cpu' } },
      ],
    },
  },
  {
    projected: {
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 't' } },
        { configMap: { name: 'kube-root-ca.crt' } },
        { secret: { name: 'x', optional: true } },
        { downwardAPI: { items: [] } },
      ],
    },
  },
  { csi: { driver: 'd.example' } },
  { csi: { driver: 'd', fsType: 'ext4', readOnly: true, volumeAttributes: { b: '2', a: '1' } } },
  { image: { reference: 'r:1', pullPolicy: 'Always' } },
  {
    ephemeral: {
      volumeClaimTemplate: {
        metadata: { labels: { a: 'b' } },
        spec: {
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      },
    },
  },
  { iscsi: { targetPortal: '1.2.3.4', iqn: 'iqn.x', lun: 0 } },
  { gitRepo: { repository: 'r', revision: 'v' } },
  { awsElasticBlockStore: { volumeID: 'v' } },
  { gcePersistentDisk: { pdName: 'p', partition: 2 } },
  { rbd: { monitors: ['a', 'b'], image: 'i', secretRef: { name: 's' } } },
  { fc: { targetWWNs: ['a', 'b'], lun: 1 } },
  { azureFile: { secretName: 's', shareName: 'h' } },
  { cephfs: { monitors: ['m'] } },
  { flexVolume: { driver: 'd', options: { a: 'b' } } },
  { glusterfs: { endpoints: 'e', path: 'p' } },
  { azureDisk: { diskName: 'd', diskURI: 'u', kind: 'Shared', fsType: 'ext4', cachingMode: 'None', readOnly: false } },
  { cinder: { volumeID: 'v' } },
  { vsphereVolume: { volumePath: 'p' } },
];

/** A Pod and its events, to be described at `lookAtMs`. At most twelve events: beyond, kubectl's sort is not stable. */
export function randomDescribed(r: Random): { pod: Json; events: Json[] } {
  const pod = randomPod(r),
    spec = pod['spec'] as Json,
    metadata = pod['metadata'] as Json;
  const more = (name: string): Json =>
    spec[name] ? { [name]: (spec[name] as Json[]).map((c) => container(r, c)) } : {};
  const words = ['a', 'b', 'app.kubernetes.io/name'];
  const map = (): Json =>
    Object.fromEntries(
      words.filter(() => r.chance(0.5)).map((key) => [key, r.pick(['', 'x', 'long '.repeat(40), 'two\nlines\n'])]),
    );
  return {
    pod: {
      ...pod,
      metadata: {
        ...metadata,
        ...maybe(r, 0.5, () => ({
          labels: Object.fromEntries(words.filter(() => r.chance(0.5)).map((key) => [key, 'v'])),
        })),
        ...maybe(r, 0.5, () => ({ annotations: map() })),
        ...maybe(r, 0.3, () => ({
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs', uid: 'u', controller: true }],
        })),
      },
      spec: {
        ...spec,
        ...more('containers'),
        ...more('initContainers'),
        ...maybe(r, 0.7, () => ({
          volumes: Array.from({ length: r.int(0, 4) }, (_, i) => ({ name: `v${i}`, ...r.pick(sources) })),
        })),
        ...maybe(r, 0.5, () => ({ priority: r.int(0, 9), serviceAccountName: 'default' })),
        ...maybe(r, 0.1, () => ({ priorityClassName: 'high', runtimeClassName: 'rc' })),
        ...maybe(r, 0.3, () => ({ nodeSelector: { b: '1', a: '2' } })),
        ...maybe(r, 0.5, () => ({
          tolerations: [
            { key: 'z', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
            { operator: 'Exists' },
            { key: 'k', value: 'v', effect: 'NoSchedule' },
          ],
        })),
        ...maybe(r, 0.2, () => ({
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'zone',
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: {
                matchLabels: { a: 'b' },
                matchExpressions: [
                  { key: 'c', operator: 'In', values: ['y', 'x'] },
                  { key: 'd', operator: 'Exists' },
                ],
              },
            },
            { maxSkew: 2, topologyKey: 'host', whenUnsatisfiable: 'ScheduleAnyway' },
          ],
        })),
        ...maybe(r, 0.1, () => ({
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          resources: resources(r),
        })),
      },
    },
    events: Array.from({ length: r.int(0, 12) }, (_, i) => event(r, i)),
  };
}

function event(r: Random, i: number): Json {
  const first = lookAtMs - r.int(0, 4000) * 1000,
    count = r.pick([1, 1, 2, 30]),
    last = count > 1 ? r.int(first / 1000, lookAtMs / 1000) * 1000 : first;
  const iso = (ms: number): string => new Date(ms).toISOString().replace('.000', '');
  return {
    metadata: { name: `pod.${String(i).padStart(4, '0')}`, namespace: 'default' },
    involvedObject: {
      kind: 'Pod',
      name: 'pod',
      namespace: 'default',
      uid: 'uid',
      ...maybe(r, 0.5, () => ({ fieldPath: 'spec.containers{c0}' })),
    },
    type: r.pick(['Normal', 'Warning']),
    reason: r.pick(['Pulled', 'Unhealthy', 'BackOff']),
    message: r.pick(['message', ' padded \n']),
    source: { component: 'kubelet' },
    firstTimestamp: iso(first),
    lastTimestamp: iso(last),
    count,
  };
}
