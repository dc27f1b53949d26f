/** Random Pods and pod templates as plain objects, made along the field tree with the pools of values. */
import { type Field, type FieldType, structOf } from '../../../core/schema/tree.ts';
import type { Random } from '../random.ts';
import { mapKeys, mapValues, pools } from './pools.ts';
import { quantities, texts } from './texts.ts';

type Values = Record<string, unknown>;

const skipped = new Set([
  'status',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'selfLink',
  'generation',
  'resourceVersion',
  'namespace',
  'deletionGracePeriodSeconds',
]);
/** Almost always there, so that a document gets to the rules behind. */
const usual: Readonly<Record<string, number>> = {
  'PodSpec.containers': 0.98,
  'Container.name': 0.97,
  'Container.image': 0.97,
  'Volume.name': 0.95,
  'VolumeMount.name': 0.97,
  'VolumeMount.mountPath': 0.97,
  'PodSpec.volumes': 0.5,
  'Container.resources': 0.3,
  'ObjectMeta.name': 0.95,
  'ObjectMeta.annotations': 0.15,
  'ObjectMeta.labels': 0.2,
  'PodSpec.os': 0.1,
  'PodSpec.ephemeralContainers': 0.05,
  'PodSpec.hostNetwork': 0.1,
  'Container.securityContext': 0.15,
  'PodSpec.initContainers': 0.2,
  'PodSpec.resources': 0.06,
  'PodSpec.schedulingGroup': 0.02,
  'Lifecycle.stopSignal': 0.2,
  'Container.lifecycle': 0.12,
  'EphemeralVolumeSource.volumeClaimTemplate': 0.95,
  'PersistentVolumeClaimTemplate.spec': 0.95,
  'PersistentVolumeClaimSpec.accessModes': 0.85,
  'PersistentVolumeClaimSpec.resources': 0.9,
  'VolumeResourceRequirements.requests': 0.95,
  'ObjectMeta.generateName': 0.03,
};
const volumeSources = [
  'emptyDir',
  'emptyDir',
  'configMap',
  'secret',
  'projected',
  'projected',
  'downwardAPI',
  'persistentVolumeClaim',
  'hostPath',
  'ephemeral',
  'csi',
  'image',
  'nfs',
  'iscsi',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'flocker',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'fc',
  'flexVolume',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'scaleIO',
];

/** How often a value is taken from the pool's wrong end; the first third of a pool is right. */
export interface Mood {
  readonly wrong: number;
  /** Chance of a field at all. */
  readonly share: number;
}

/** Lists that have an upper limit, with a length beyond it. */
const longLists: Readonly<Record<string, number>> = {
  restartPolicyRules: 21,
  values: 256,
  nameservers: 4,
  searches: 33,
};

type Dice = Mood & Random;

export function randomPod(random: Random, mood: Mood): Values {
  const dice: Dice = { ...random, ...mood };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: struct('ObjectMeta', dice, 1),
    spec: struct('PodSpec', dice, 1),
  };
  if (random.chance(0.01)) pod.metadata['annotations'] = { blob: 'x'.repeat(262144 - random.int(8)) };
  if (random.chance(0.03)) contradictAnnotations(pod, random);
  if (random.chance(0.02)) ownClaim(pod);
  if (random.chance(0.02))
    pod.metadata['annotations'] = {
      'scheduler.alpha.kubernetes.io/tolerations': random.pick(mapValues['annotations'] ?? []),
    };
  return pod;
}

/** Annotations of profiles beside the fields that replaced them. */
function contradictAnnotations(pod: { readonly metadata: Values; readonly spec: Values }, random: Random): void {
  const value = (): string =>
    random.pick(['runtime/default', 'docker/default', 'unconfined', 'localhost/a', 'localhost/b', 'x']);
  const profile = (): Values =>
    random.pick([
      { type: 'Localhost', localhostProfile: 'a' },
      { type: 'RuntimeDefault' },
      { type: 'Unconfined' },
      { type: 'Localhost' },
      { type: 'x' },
    ]);
  pod.metadata['annotations'] = {
    'seccomp.security.alpha.kubernetes.io/pod': value(),
    'container.seccomp.security.alpha.kubernetes.io/app': value(),
    'container.apparmor.security.beta.kubernetes.io/app': value(),
  };
  pod.spec['securityContext'] = random.pick([{ seccompProfile: profile() }, { appArmorProfile: profile() }, {}]);
  pod.spec['containers'] = [
    {
      name: 'app',
      image: 'a',
      securityContext: random.pick([{ seccompProfile: profile() }, { appArmorProfile: profile() }, {}]),
    },
  ];
}

function ownClaim(pod: { readonly metadata: Values; readonly spec: Values }): void {
  pod.metadata['name'] = 'pod';
  const template = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  pod.spec['volumes'] = [
    { name: 'data', ephemeral: { volumeClaimTemplate: template } },
    { name: 'tmp', persistentVolumeClaim: { claimName: 'pod-data' } },
  ];
}

function struct(name: string, dice: Dice, depth: number): Values {
  const result: Values = {};
  for (const field of structOf(name)?.fields.values() ?? []) {
    if (skipped.has(field.name) || !dice.chance(chanceOf(name, field, dice, depth))) continue;
    result[field.name] = value(name, field.name, field.type, dice, depth + 1);
  }
  if (name === 'Volume') addSource(result, dice, depth);
  return result;
}

function addSource(volume: Values, dice: Dice, depth: number): void {
  for (const key of Object.keys(volume)) if (key !== 'name') delete volume[key];
  const count = dice.chance(0.95) ? 1 : dice.int(3);
  for (let i = 0; i < count; i++) {
    const key = dice.pick(volumeSources);
    const type = structOf('Volume')?.fields.get(key)?.type;
    if (type !== undefined) volume[key] = value('Volume', key, type, dice, depth + 1);
  }
}

function chanceOf(name: string, field: Field, dice: Dice, depth: number): number {
  const known = usual[`${name}.${field.name}`];
  if (known !== undefined) return known;
  if (name === 'PodSpec' || name === 'Container' || name === 'ObjectMeta')
    return dice.share * (name === 'ObjectMeta' ? 0.3 : 0.5);
  return field.required ? 0.9 : depth > 8 ? 0.2 : 0.45;
}

function value(owner: string, name: string, type: FieldType, dice: Dice, depth: number): unknown {
  switch (type.kind) {
    case 'struct':
      return struct(type.struct, dice, depth);
    case 'list': {
      const tooLong = longLists[name];
      const count =
        tooLong !== undefined && dice.chance(0.03)
          ? tooLong
          : dice.pick([1, 1, 1, 2, 2, 3, dice.chance(0.03) ? 5 : 1, dice.chance(0.1) ? 0 : 1]);
      return Array.from({ length: count }, () => value(owner, name, type.of, dice, depth));
    }
    case 'map': {
      const keys = mapKeys[name] ?? texts;
      const count = dice.pick([1, 1, 1, 2, dice.chance(0.1) ? 0 : 1]);
      return Object.fromEntries(
        Array.from({ length: count }, () => [choose(keys, dice), mapValue(name, type.of, dice)]),
      );
    }
    default:
      return scalar(owner, name, type, dice);
  }
}

function mapValue(name: string, type: FieldType, dice: Dice): unknown {
  if (type.kind === 'quantity') return choose(quantities, dice);
  return choose(mapValues[name] ?? texts, dice);
}

function choose<T>(values: readonly T[], dice: Dice): T {
  if (dice.chance(dice.wrong)) return dice.pick(values);
  return dice.pick(values.slice(0, Math.max(1, Math.ceil(values.length / 3))));
}

function scalar(owner: string, name: string, type: FieldType, dice: Dice): unknown {
  const pool = pools[`${owner}.${name}`] ?? pools[name];
  const fits = (candidate: unknown): boolean =>
    type.kind === 'int-or-string' || typeof candidate === (type.kind === 'string' ? 'string' : 'number');
  if (pool !== undefined && type.kind !== 'bool' && type.kind !== 'quantity') {
    const fitting = pool.filter(fits);
    if (fitting.length > 0) return choose(fitting, dice);
  }
  switch (type.kind) {
    case 'bool':
      return dice.chance(0.6);
    case 'int32':
      return choose([1, 2, 10, 0, -1, 5, 2147483647], dice);
    case 'int64':
      return choose([1, 2, 10, 0, -1, 5, 9007199254740991], dice);
    case 'quantity':
      return choose(quantities, dice);
    case 'int-or-string':
      return choose([1, '25%', 'http', 0, -1], dice);
    case 'time':
      return '2024-01-01T00:00:00Z';
    case 'bytes':
      return 'YQ==';
    case 'string':
      return type.values.length > 0 && dice.chance(0.85) ? dice.pick(type.values) : choose(texts, dice);
    default:
      return {};
  }
}
