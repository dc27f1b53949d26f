/** Catalogue of the warnings of the API server, those about volumes apart. */
import type { Catalogue } from '../catalogue.ts';
import { annotatedPod, cronJob, deployment, job, plain, pod, podTemplate, statefulSet } from './examples.ts';

const affinity = (text: string): string => pod(`affinity: {${text}}`);
const nodeTerm = (expression: string): string =>
  affinity(
    `nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [${expression}]}]}}`,
  );
const preferred = (value: string): string =>
  affinity(
    `nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: disk, operator: In, values: [${value}]}]}}]}`,
  );
const spread = (fields: string): string =>
  pod(`topologySpreadConstraints: [{maxSkew: 1, whenUnsatisfiable: DoNotSchedule, ${fields}}]`);
const selector = 'labelSelector: {matchLabels: {app: web}}';
const hostname = 'topologyKey: kubernetes.io/hostname';
const podTerm = (term: string): string =>
  affinity(`podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{${term}}]}`);
const claim = (storage: string): string =>
  `{metadata: {}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${storage}}}}}`;
const field = 'The annotation does nothing any more; the field does.';
const mine = 'container.apparmor.security.beta.kubernetes.io/app: runtime/default';
const ports = (list: string): string => pod('', `ports: [${list}]`);
const renamed = 'Nodes carry the new label; the old one goes away.';
const certificate = '-----BEGIN CERTIFICATE-----\\nQQ==\\n-----END CERTIFICATE-----\\n';
const key = '-----BEGIN PRIVATE KEY-----\\nQQ==\\n-----END PRIVATE KEY-----\\n';
const tls = (crt: string): string =>
  plain('v1', 'Secret', `type: kubernetes.io/tls\nstringData: {tls.crt: "${crt}", tls.key: "${key}"}`);

export const warningCatalogue: Catalogue = {
  'warn-secret-tls': {
    summary: 'A TLS Secret holds a certificate and its key as PEM text.',
    why: 'Who uses it for TLS cannot start with anything else.',
    wrong: tls('certificate'),
    right: tls(certificate),
  },
  'warn-node-label-selector': {
    summary: 'nodeSelector uses today’s node labels.',
    why: renamed,
    wrong: pod('nodeSelector: {beta.kubernetes.io/os: linux}'),
    right: pod('nodeSelector: {kubernetes.io/os: linux}'),
  },
  'warn-node-label-affinity': {
    summary: 'Node affinity uses today’s node labels.',
    why: renamed,
    wrong: nodeTerm('{key: beta.kubernetes.io/arch, operator: Exists}'),
    right: nodeTerm('{key: kubernetes.io/arch, operator: Exists}'),
  },
  'warn-node-label-spread': {
    summary: 'A spread constraint uses today’s node labels.',
    why: renamed,
    wrong: spread(`topologyKey: failure-domain.beta.kubernetes.io/zone, ${selector}`),
    right: spread(`topologyKey: topology.kubernetes.io/zone, ${selector}`),
  },
  'warn-preferred-affinity-value': {
    summary: 'Values of a preferred node affinity are label values.',
    why: 'No node can carry another one, so the preference never counts.',
    wrong: preferred('"very fast"'),
    right: preferred('fast'),
  },
  'warn-spread-null-selector': {
    summary: 'A spread constraint has a labelSelector.',
    why: 'Without one it counts no Pods, and spreads nothing.',
    wrong: spread(hostname),
    right: spread(`${hostname}, ${selector}`),
  },
  'warn-affinity-null-selector': {
    summary: 'A term of Pod affinity has a labelSelector.',
    why: 'Without one it matches no Pod.',
    wrong: podTerm(hostname),
    right: podTerm(`${hostname}, ${selector}`),
  },
  'warn-anno-critical-pod': {
    summary: 'Critical Pods have a priority class.',
    why: field,
    wrong: annotatedPod('scheduler.alpha.kubernetes.io/critical-pod: ""'),
    right: pod('priorityClassName: system-node-critical'),
  },
  'warn-anno-sysctls': {
    summary: 'Sysctls are a field of the security context.',
    why: field,
    wrong: annotatedPod('security.alpha.kubernetes.io/sysctls: a=b'),
    right: pod('securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}'),
  },
  'warn-hostalias-duplicate': {
    summary: 'Every address has one entry in hostAliases.',
    why: 'kubectl apply merges entries by address and would lose one.',
    wrong: pod('hostAliases: [{ip: 10.0.0.1, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [b]}]'),
    right: pod('hostAliases: [{ip: 10.0.0.1, hostnames: [a, b]}]'),
  },
  'warn-pullsecret-duplicate': {
    summary: 'Every pull secret is named once.',
    why: 'kubectl apply merges entries by name and would lose one.',
    wrong: pod('imagePullSecrets: [{name: a}, {name: a}]'),
    right: pod('imagePullSecrets: [{name: a}]'),
  },
  'warn-pullsecret-empty': {
    summary: 'A pull secret has a name.',
    why: 'An empty one is ignored.',
    wrong: pod('imagePullSecrets: [{name: ""}]'),
    right: pod('imagePullSecrets: [{name: a}]'),
  },
  'warn-overhead-fraction': {
    summary: 'Memory is a whole number of bytes.',
    why: '100m is a tenth of a byte: M or Mi was meant.',
    wrong: deployment(
      '',
      `selector: {matchLabels: {app: web}}\n${podTemplate.replace('spec: {', 'spec: {runtimeClassName: kata, overhead: {memory: 100m}, ')}`,
    ),
    right: deployment(''),
  },
  'warn-res-fraction': {
    summary: 'Memory is a whole number of bytes.',
    why: '100m is a tenth of a byte: M or Mi was meant.',
    wrong: pod('', 'resources: {limits: {memory: 100m}}'),
    right: pod('', 'resources: {limits: {memory: 100Mi}}'),
  },
  'warn-seccomp-anno-pod': {
    summary: 'The seccomp profile of a Pod is a field.',
    why: field,
    wrong: annotatedPod('seccomp.security.alpha.kubernetes.io/pod: runtime/default'),
    right: pod('securityContext: {seccompProfile: {type: RuntimeDefault}}'),
  },
  'warn-seccomp-anno-container': {
    summary: 'The seccomp profile of a container is a field.',
    why: field,
    wrong: annotatedPod('container.seccomp.security.alpha.kubernetes.io/app: runtime/default'),
    right: pod('', 'securityContext: {seccompProfile: {type: RuntimeDefault}}'),
  },
  'warn-apparmor-anno': {
    summary: 'The AppArmor profile of a container is a field.',
    why: 'The annotation is deprecated since 1.30.',
    wrong: annotatedPod(mine),
    right: pod('', 'securityContext: {appArmorProfile: {type: RuntimeDefault}}'),
  },
  'warn-env-hides': {
    summary: 'Every variable is given once.',
    why: 'The last one wins, and kubectl apply may drop the earlier one.',
    wrong: pod('', 'env: [{name: MODE, value: a}, {name: MODE, value: b}]'),
    right: pod('', 'env: [{name: MODE, value: b}]'),
  },
  'warn-port-hostip': {
    summary: 'hostIP goes with hostPort.',
    why: 'Without a hostPort there is nothing to bind to that address.',
    wrong: ports('{containerPort: 80, hostIP: 127.0.0.1}'),
    right: ports('{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}'),
  },
  'warn-port-duplicate': {
    summary: 'Every port is listed once.',
    why: 'kubectl apply merges ports by number and would lose one.',
    wrong: ports('{containerPort: 80}, {containerPort: 80, name: web}'),
    right: ports('{containerPort: 80, name: web}'),
  },
  'warn-port-overlap': {
    summary: 'A port is listed with or without hostPort, not both.',
    why: 'kubectl apply merges ports by number and would lose one.',
    wrong: ports('{containerPort: 80}, {containerPort: 80, hostPort: 8080}'),
    right: ports('{containerPort: 80, hostPort: 8080}'),
  },
  'warn-port-ambiguous': {
    summary: 'A hostPort is bound to one address or to all, not both.',
    why: 'Which of the two gets a connection is not defined.',
    wrong: ports('{containerPort: 80, hostPort: 8080}, {containerPort: 80, hostPort: 8080, hostIP: 127.0.0.1}'),
    right: ports('{containerPort: 80, hostPort: 8080}'),
  },
  'warn-port-name-duplicate': {
    summary: 'A port name exists once in a Pod.',
    why: 'Services and probes that use the name take the first one.',
    wrong: pod(
      'initContainers: [{name: proxy, image: envoy, restartPolicy: Always, ports: [{containerPort: 81, name: http}]}]',
      'ports: [{containerPort: 80, name: http}]',
    ),
    right: pod(
      'initContainers: [{name: proxy, image: envoy, restartPolicy: Always, ports: [{containerPort: 81, name: proxy}]}]',
      'ports: [{containerPort: 80, name: http}]',
    ),
  },
  'warn-grace-negative': {
    summary: 'terminationGracePeriodSeconds is zero or more.',
    why: 'A negative number counts as one second.',
    wrong: deployment(
      '',
      `selector: {matchLabels: {app: web}}\n${podTemplate.replace('spec: {', 'spec: {terminationGracePeriodSeconds: -1, ')}`,
    ),
    right: deployment(''),
  },
  'warn-ip-nonstandard': {
    summary: 'Addresses have no leading zeros.',
    why: 'Some programs read 010 as eight. Since 1.36 the server refuses such an address.',
    wrong: pod('hostAliases: [{ip: 010.0.0.1, hostnames: [a]}]'),
    right: pod('hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]'),
    context: { kubernetesVersion: '1.35' },
  },
  'warn-ip-noncanonical': {
    summary: 'IPv6 addresses are written in their short form.',
    why: 'Programs that compare texts do not find the long one.',
    wrong: pod('hostAliases: [{ip: "FD00:0:0::1", hostnames: [a]}]'),
    right: pod('hostAliases: [{ip: "fd00::1", hostnames: [a]}]'),
  },
  'warn-pod-name': {
    summary: 'The name of a Pod is a DNS label.',
    why: 'It becomes the host name inside, cut at the first dot and at 63 characters.',
    wrong: pod('').replace('{name: web}', '{name: web.v2}'),
    right: pod('').replace('{name: web}', '{name: web-v2}'),
  },
  'warn-workload-name': {
    summary: 'The name of a workload is a DNS label.',
    why: 'Names of its Pods begin with it and become host names.',
    wrong: deployment('').replace('{name: web}', '{name: web.v2}'),
    right: deployment('').replace('{name: web}', '{name: web-v2}'),
  },
  'warn-sts-revision-history': {
    summary: 'revisionHistoryLimit of a StatefulSet is zero or more.',
    why: 'A negative number keeps every old revision for ever.',
    wrong: statefulSet('revisionHistoryLimit: -1'),
    right: statefulSet('revisionHistoryLimit: 10'),
  },
  'warn-sts-vct-storage': {
    summary: 'Storage is a whole number of bytes.',
    why: '100m is a tenth of a byte: M or Mi was meant.',
    wrong: statefulSet(`volumeClaimTemplates: [${claim('100m').replace('metadata: {}', 'metadata: {name: data}')}]`),
    right: statefulSet(`volumeClaimTemplates: [${claim('100Mi').replace('metadata: {}', 'metadata: {name: data}')}]`),
  },
  'warn-job-indexed-large': {
    summary: 'Very large Indexed Jobs lose track.',
    why: 'The lists of finished and failed indexes may outgrow the object.',
    wrong: job('completionMode: Indexed\ncompletions: 100001\nparallelism: 10001'),
    right: job('completionMode: Indexed\ncompletions: 100001\nparallelism: 10000'),
  },
  'warn-owner-duplicate': {
    summary: 'Every owner is named once.',
    why: 'The server drops the second entry.',
    wrong: cronJob('schedule: "@daily"').replace(
      '{name: report}',
      '{name: report, ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: u}, {apiVersion: v1, kind: Pod, name: a, uid: u}]}',
    ),
    right: cronJob('schedule: "@daily"').replace(
      '{name: report}',
      '{name: report, ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: u}]}',
    ),
  },
  'warn-quota-requests': {
    summary: 'A quota admits no more requests than limits.',
    why: 'A request is never above its limit, so the rest could not be used.',
    wrong: plain('v1', 'ResourceQuota', 'spec: {hard: {requests.cpu: "4", limits.cpu: "2"}}'),
    right: plain('v1', 'ResourceQuota', 'spec: {hard: {requests.cpu: "2", limits.cpu: "4"}}'),
  },
  'warn-sa-mountable': {
    summary: 'Secrets are kept apart by namespaces.',
    why: 'The annotation is deprecated since 1.32.',
    wrong: plain(
      'v1',
      'ServiceAccount',
      '',
      'name: web, annotations: {kubernetes.io/enforce-mountable-secrets: "true"}',
    ),
    right: plain('v1', 'ServiceAccount', ''),
  },
};
