/** Texts behind a key that are valid at once: lists of objects and probes need more than an empty value. Written for a client with snippets. */
import { objectsAt, stringAt } from '../../kube/json.ts';
import type { ContainerView, PodView } from '../../rules/pod-view.ts';

/** What follows `key:`; lines are indented relative to the key. `undefined`: the key alone is enough. */
export function skeletonFor(
  struct: string,
  field: string,
  pod: PodView | undefined,
  container: ContainerView | undefined,
): string | undefined {
  const id = `${struct}.${field}`;
  if (field === 'livenessProbe' || field === 'readinessProbe' || field === 'startupProbe')
    return probeSkeleton(field, container);
  if (id === 'Container.volumeMounts') return mountSkeleton(pod);
  return Object.hasOwn(skeletons, id) ? skeletons[id] : undefined;
}

const skeletons: Readonly<Record<string, string>> = {
  'PodSpec.containers': '\n  - name: ${1:app}\n    image: ${2:nginx:1.27}',
  'PodSpec.initContainers': '\n  - name: ${1:init}\n    image: ${2:busybox:1.36}\n    command: [${3:sh, -c, "exit 0"}]',
  'PodSpec.volumes': '\n  - name: ${1:data}\n    emptyDir: {}',
  'PodSpec.imagePullSecrets': '\n  - name: ${1:registry}',
  'PodSpec.hostAliases': '\n  - ip: ${1:10.0.0.1}\n    hostnames: [${2:example.local}]',
  'PodSpec.tolerations': '\n  - key: ${1:key}\n    operator: Exists',
  'PodSpec.readinessGates': '\n  - conditionType: ${1:example.com/ready}',
  'PodSpec.schedulingGates': '\n  - name: ${1:example.com/gate}',
  'PodSpec.topologySpreadConstraints':
    '\n  - maxSkew: 1\n    topologyKey: ${1:kubernetes.io/hostname}\n    whenUnsatisfiable: ${2:ScheduleAnyway}\n    labelSelector:\n      matchLabels:\n        ${3:app}: ${4:app}',
  'Container.ports': '\n  - containerPort: ${1:8080}',
  'Container.env': '\n  - name: ${1:NAME}\n    value: ${2:value}',
  'Container.envFrom': '\n  - configMapRef:\n      name: ${1:config}',
  'Container.command': ' [${1:sh, -c, "sleep 3600"}]',
  'Container.args': ' [${1:"--help"}]',
  'Lifecycle.preStop': '\n  sleep:\n    seconds: ${1:5}',
  'Lifecycle.postStart': '\n  exec:\n    command: [${1:sh, -c, "true"}]',
  'Container.lifecycle': '\n  preStop:\n    sleep:\n      seconds: ${1:5}',
  'Probe.httpGet': '\n  path: ${1:/}\n  port: ${2:8080}',
  'Probe.tcpSocket': '\n  port: ${1:8080}',
  'Probe.grpc': '\n  port: ${1:8080}',
  'Probe.exec': '\n  command: [${1:cat, /tmp/healthy}]',
  'LifecycleHandler.exec': '\n  command: [${1:sh, -c, "true"}]',
  'LifecycleHandler.httpGet': '\n  path: ${1:/}\n  port: ${2:8080}',
  'LifecycleHandler.sleep': '\n  seconds: ${1:5}',
  'EnvVarSource.fieldRef': '\n  fieldPath: ${1:metadata.name}',
  'EnvVarSource.resourceFieldRef': '\n  resource: ${1:limits.memory}',
  'EnvVarSource.configMapKeyRef': '\n  name: ${1:config}\n  key: ${2:key}',
  'EnvVarSource.secretKeyRef': '\n  name: ${1:secret}\n  key: ${2:key}',
  'EnvFromSource.configMapRef': '\n  name: ${1:config}',
  'EnvFromSource.secretRef': '\n  name: ${1:secret}',
  'Volume.emptyDir': ' {}',
  'Volume.configMap': '\n  name: ${1:config}',
  'Volume.secret': '\n  secretName: ${1:secret}',
  'Volume.persistentVolumeClaim': '\n  claimName: ${1:data}',
  'Volume.hostPath': '\n  path: ${1:/var/log}',
  'Volume.projected': '\n  sources:\n    - configMap:\n        name: ${1:config}',
  'Volume.downwardAPI': '\n  items:\n    - path: ${1:labels}\n      fieldRef:\n        fieldPath: metadata.labels',
  'SecurityContext.capabilities': '\n  drop: [ALL]',
  'SecurityContext.seccompProfile': '\n  type: RuntimeDefault',
  'PodSecurityContext.seccompProfile': '\n  type: RuntimeDefault',
  'ResourceRequirements.requests': '\n  cpu: ${1:100m}\n  memory: ${2:64Mi}',
};

/** On the container's own port where it declares one, by name where it has a name. */
function probeSkeleton(field: string, container: ContainerView | undefined): string | undefined {
  const port = objectsAt(container?.written, 'ports')[0];
  const name = stringAt(port, 'name');
  const number = port?.['containerPort'];
  const asked = name !== '' ? name : typeof number === 'number' ? String(number) : '8080';
  const threshold = field === 'startupProbe' ? '\n  periodSeconds: ${3:5}\n  failureThreshold: ${4:30}' : '';
  return `\n  httpGet:\n    path: \${1:/}\n    port: \${2:${asked}}${threshold}`;
}

/** Only a declared volume may be mounted. */
function mountSkeleton(pod: PodView | undefined): string | undefined {
  const names = objectsAt(pod?.spec, 'volumes')
    .map((volume) => stringAt(volume, 'name'))
    .filter((name) => name !== '');
  const name = names[0];
  return name === undefined ? undefined : `\n  - name: \${1:${name}}\n    mountPath: \${2:/${name}}`;
}
