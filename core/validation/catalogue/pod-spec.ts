/** Documentation of the checks of a pod spec's own fields. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('spec');
const template = rulesIn('template');
const web = 'containers: [{name: web, image: nginx:1.27}]';

export const podSpecCatalogue: Catalogue = {
  'pod-containers-required': rule(
    'The Pod has no containers.',
    'A Pod runs at least one regular container; init containers are not enough.',
    'containers: []',
    web,
  ),
  'pod-grace-required': rule('The grace period is missing.', 'The server fills in 30 seconds, so this is never seen.'),
  'pod-restart-policy': rule(
    'The restart policy is unknown.',
    'Values are written with capitals: `Always`, `OnFailure`, `Never`.',
    'restartPolicy: always',
    'restartPolicy: Always',
  ),
  'pod-dns-policy': rule(
    'The DNS policy is unknown.',
    'Values are written with capitals.',
    'dnsPolicy: clusterFirst',
    'dnsPolicy: ClusterFirst',
  ),
  'pod-active-deadline-range': rule(
    'The deadline is not a positive 32-bit number of seconds.',
    'A Pod without time would fail before it starts.',
    'activeDeadlineSeconds: 0',
    'activeDeadlineSeconds: 600',
  ),
  'pod-node-name': rule(
    "The node's name is not an RFC 1123 subdomain.",
    'No node can have such a name.',
    'nodeName: Node_1',
    'nodeName: node-1',
  ),
  'pod-node-name-gated': rule(
    'A gated Pod names its node already.',
    'Scheduling gates hold the Pod back from every node.',
    'nodeName: node-1\nschedulingGates: [{name: wait}]',
    'schedulingGates: [{name: wait}]',
  ),
  'pod-service-account-name': template(
    "The service account's name is not an RFC 1123 subdomain.",
    'No service account can have such a name.',
    `spec: {serviceAccountName: My_SA, ${web}}`,
    `spec: {serviceAccountName: my-sa, ${web}}`,
  ),
  'pod-hostname': rule(
    'The hostname is not an RFC 1123 label.',
    'It is one label of a DNS name.',
    'hostname: a.b',
    'hostname: a',
  ),
  'pod-subdomain': rule(
    'The subdomain is not an RFC 1123 label.',
    'It is the name of a Service.',
    'subdomain: a.b',
    'subdomain: a',
  ),
  'pod-priority-class-name': template(
    "The priority class's name is not an RFC 1123 subdomain.",
    'No priority class can have such a name.',
    `spec: {priorityClassName: Hi_Prio, ${web}}`,
    `spec: {priorityClassName: hi-prio, ${web}}`,
  ),
  'pod-runtime-class-name': template(
    "The runtime class's name is not an RFC 1123 subdomain.",
    'The empty string counts as a name, too.',
    `spec: {runtimeClassName: "", ${web}}`,
    `spec: {${web}}`,
  ),
  'pod-preemption-policy': template(
    'The preemption policy is unknown.',
    'It is `PreemptLowerPriority` or `Never`.',
    `spec: {preemptionPolicy: Always, ${web}}`,
    `spec: {preemptionPolicy: Never, ${web}}`,
  ),
  'pod-preemption-policy-empty': template(
    'The preemption policy is empty.',
    'Leave the field out for the default.',
    `spec: {preemptionPolicy: "", ${web}}`,
    `spec: {${web}}`,
  ),
  'pod-overhead': template(
    'The overhead has a wrong resource or amount.',
    'It is checked as the limits of a container are.',
    `spec: {overhead: {foo: "1"}, ${web}}`,
    `spec: {overhead: {cpu: 250m}, ${web}}`,
  ),
  'pod-os-name-required': rule(
    '`os` has no name.',
    'It says for which system the Pod is.',
    'os: {}',
    'os: {name: linux}',
  ),
  'pod-os-name': rule(
    'The operating system is unknown.',
    'It is `linux` or `windows`.',
    'os: {name: Linux}',
    'os: {name: linux}',
  ),
  'pod-ephemeral-on-create': rule(
    'A new Pod has ephemeral containers.',
    'They are added to running Pods with `kubectl debug`.',
    'ephemeralContainers: [{name: debug, image: busybox:1.37}]',
    web,
  ),
  'pod-ephemeral-in-template': template(
    'A template has ephemeral containers.',
    'They are added to running Pods with `kubectl debug`.',
    `spec: {ephemeralContainers: [{name: debug, image: busybox:1.37}], ${web}}`,
    `spec: {${web}}`,
  ),
  'pod-sa-token-needs-sa': rule(
    'A token is projected, but the Pod has no service account.',
    "The token would be nobody's. Only mirror Pods get here: others have `default`.",
  ),
  'pod-hostname-override-fqdn': rule(
    'Two fields decide about the hostname.',
    '`setHostnameAsFQDN` would overwrite `hostnameOverride`.',
    'hostnameOverride: a\nsetHostnameAsFQDN: true',
    'hostnameOverride: a',
  ),
  'pod-hostname-override-hostnet': rule(
    "A Pod on the host's network has the host's name.",
    'There is no hostname of its own to override.',
    'hostnameOverride: a\nhostNetwork: true',
    'hostnameOverride: a',
  ),
  'pod-hostname-override-long': rule(
    'The hostname has more than 64 bytes.',
    'The kernel allows no more.',
    `hostnameOverride: ${'a'.repeat(65)}`,
    'hostnameOverride: a',
  ),
  'pod-hostname-override-format': rule(
    'The hostname is not an RFC 1123 subdomain.',
    'It is used as a DNS name.',
    'hostnameOverride: A_B',
    'hostnameOverride: a-b',
  ),
  'pod-scheduling-group-oneof': rule(
    'The scheduling group has no name.',
    'It says with whom the Pod is scheduled.',
    'schedulingGroup: {}',
    'schedulingGroup: {podGroupName: a}',
    { gates: ['GenericWorkload'] },
  ),
  'pod-scheduling-group-name': rule(
    "The pod group's name is not an RFC 1123 subdomain.",
    'No pod group can have such a name.',
    'schedulingGroup: {podGroupName: A_B}',
    'schedulingGroup: {podGroupName: a-b}',
    { gates: ['GenericWorkload'] },
  ),
  'pod-host-users-hostnet': rule(
    "A Pod with a user namespace of its own uses the host's network.",
    "The host's network belongs to the host's users.",
    'hostUsers: false\nhostNetwork: true',
    'hostUsers: false',
  ),
  'pod-host-users-hostpid': rule(
    "A Pod with a user namespace of its own sees the host's processes.",
    "They belong to the host's users.",
    'hostUsers: false\nhostPID: true',
    'hostUsers: false',
  ),
  'pod-host-users-hostipc': rule(
    "A Pod with a user namespace of its own uses the host's IPC.",
    "It belongs to the host's users.",
    'hostUsers: false\nhostIPC: true',
    'hostUsers: false',
  ),
  'pod-host-users-volume-devices': rule(
    'A Pod with a user namespace of its own uses a block device.',
    'The kernel cannot map the users of a device.',
    'hostUsers: false\nvolumes: [{name: disk, persistentVolumeClaim: {claimName: disk}}]\ncontainers: [{name: web, image: nginx:1.27, volumeDevices: [{name: disk, devicePath: /dev/disk}]}]',
    'hostUsers: false',
  ),
  'pod-share-pid-hostpid': rule(
    "Both the host's and a shared process namespace are asked for.",
    'A process lives in one of them.',
    'hostPID: true\nshareProcessNamespace: true',
    'shareProcessNamespace: true',
  ),
  'gate-name': rule(
    'A scheduling gate has a malformed name.',
    'Gates are qualified names, so that controllers do not clash.',
    'schedulingGates: [{name: "a b"}]',
    'schedulingGates: [{name: example.com/wait}]',
  ),
  'gate-duplicate': rule(
    'A scheduling gate stands twice.',
    'One removal would not open the gate.',
    'schedulingGates: [{name: a}, {name: a}]',
    'schedulingGates: [{name: a}]',
  ),
  'rgate-condition-type': rule(
    'A readiness gate has a malformed type.',
    'Condition types are qualified names.',
    'readinessGates: [{conditionType: "a b"}]',
    'readinessGates: [{conditionType: example.com/ready}]',
  ),
};
