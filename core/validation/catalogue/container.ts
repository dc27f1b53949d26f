/** Documentation of the checks of containers, init containers and ephemeral containers. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const init = rulesIn('init');
const spec = rulesIn('spec');
const rules = (count: number): string =>
  Array(count).fill('{action: Restart, exitCodes: {operator: In, values: [1]}}').join(', ');
const debug = (fields: string): string => `ephemeralContainers: [{name: debug, image: busybox:1.37, ${fields}}]`;
const noDebug = 'containers: [{name: web, image: nginx:1.27}]';
const notHere = 'Ephemeral containers have no guarantees: no ports, no resources, no probes, no restarts.';

export const containerCatalogue: Catalogue = {
  'ctr-name-required': rule(
    'The container has no name.',
    'Events, logs and status name the container.',
    'name: ""',
    'name: web',
  ),
  'ctr-name-label': rule(
    "The container's name is not an RFC 1123 label.",
    'It is used in paths and labels.',
    'name: my_app',
    'name: my-app',
  ),
  'ctr-name-duplicate': spec(
    'Two containers have the same name.',
    'Status and logs could not be told apart.',
    'containers: [{name: a, image: nginx:1.27}, {name: a, image: nginx:1.27}]',
    'containers: [{name: a, image: nginx:1.27}, {name: b, image: nginx:1.27}]',
  ),
  'ctr-image-required': rule(
    'The container has no image.',
    'There is nothing to run.',
    'image: ""',
    'image: nginx:1.27',
  ),
  'ctr-image-whitespace': rule(
    'There is white space around the image.',
    'The runtime could not parse it.',
    'image: "nginx "',
    'image: nginx',
  ),
  'ctr-termination-message-policy': rule(
    'The termination message policy is unknown.',
    'It is `File` or `FallbackToLogsOnError`.',
    'terminationMessagePolicy: file',
    'terminationMessagePolicy: File',
  ),
  'ctr-image-pull-policy': rule(
    'The image pull policy is unknown.',
    'It is `Always`, `IfNotPresent` or `Never`.',
    'imagePullPolicy: always',
    'imagePullPolicy: Always',
  ),
  'ctr-restart-policy-value': rule(
    "The container's restart policy is unknown.",
    'It is `Always`, `Never` or `OnFailure`.',
    'restartPolicy: always',
    'restartPolicy: Always',
  ),
  'ctr-restart-policy-forbidden': rule(
    'A regular container has a restart policy.',
    'Before 1.34 only sidecars could have one.',
    'restartPolicy: Always',
    'name: web',
    { until: '1.33' },
  ),
  'ctr-restart-rules-need-policy': rule(
    'There are restart rules, but no restart policy.',
    'The policy says what happens when no rule matches.',
    `restartPolicyRules: [${rules(1)}]`,
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-restart-rules-too-many': rule(
    'There are more than 20 restart rules.',
    'The kubelet walks through them at each exit.',
    `restartPolicy: Never\nrestartPolicyRules: [${rules(21)}]`,
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-restart-rule-action': rule(
    'A restart rule has an unknown action.',
    'It is `Restart` or `RestartAllContainers`.',
    'restartPolicy: Never\nrestartPolicyRules: [{action: restart, exitCodes: {operator: In, values: [1]}}]',
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-restart-rule-exitcodes': rule(
    'A restart rule has no exit codes.',
    'Nothing would say when it applies.',
    'restartPolicy: Never\nrestartPolicyRules: [{action: Restart}]',
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-restart-rule-operator': rule(
    'The exit codes have an unknown operator.',
    'It is `In` or `NotIn`.',
    'restartPolicy: Never\nrestartPolicyRules: [{action: Restart, exitCodes: {operator: in, values: [1]}}]',
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-restart-rule-values': rule(
    'A rule has more than 255 exit codes.',
    'There are no more than 255.',
    `restartPolicy: Never\nrestartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [${Array(256).fill(1).join(', ')}]}}]`,
    `restartPolicy: Never\nrestartPolicyRules: [${rules(1)}]`,
  ),
  'ctr-hostport-conflict': rule(
    'Two ports want the same port of the node.',
    'Only one of them could have it.',
    'ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81, hostPort: 8080}]',
    'ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81, hostPort: 8081}]',
  ),
  'init-name-duplicate': init(
    'An init container has the name of another container.',
    'Status and logs could not be told apart.',
    'name: web',
    'name: setup',
  ),
  'init-restart-policy-value': init(
    "The init container's restart policy is unknown.",
    'Before 1.34 only `Always` exists: it makes a sidecar.',
    'restartPolicy: Never',
    'restartPolicy: Always',
    { until: '1.33' },
  ),
  'init-sidecar-rules': init(
    'A sidecar has restart rules.',
    'It always restarts; rules have a meaning only with RestartAllContainers.',
    `restartPolicy: Always\nrestartPolicyRules: [${rules(1)}]`,
    'restartPolicy: Always',
    { until: '1.35' },
  ),
  'init-lifecycle-forbidden': init(
    'A plain init container has lifecycle hooks.',
    'It runs to its end; only sidecars are started and stopped.',
    'lifecycle: {preStop: {sleep: {seconds: 1}}}',
    'restartPolicy: Always\nlifecycle: {preStop: {sleep: {seconds: 1}}}',
  ),
  'init-liveness-forbidden': init(
    'A plain init container has a liveness probe.',
    'It runs to its end; only sidecars are probed.',
    'livenessProbe: {tcpSocket: {port: 80}}',
    'restartPolicy: Always\nlivenessProbe: {tcpSocket: {port: 80}}',
  ),
  'init-readiness-forbidden': init(
    'A plain init container has a readiness probe.',
    'It runs to its end; only sidecars are probed.',
    'readinessProbe: {tcpSocket: {port: 80}}',
    'restartPolicy: Always\nreadinessProbe: {tcpSocket: {port: 80}}',
  ),
  'init-startup-forbidden': init(
    'A plain init container has a startup probe.',
    'It runs to its end; only sidecars are probed.',
    'startupProbe: {tcpSocket: {port: 80}}',
    'restartPolicy: Always\nstartupProbe: {tcpSocket: {port: 80}}',
  ),
  'init-hostport-conflict': init(
    'Two ports of an init container want the same port of the node.',
    'Only one of them could have it.',
    'ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81, hostPort: 8080}]',
    'ports: [{containerPort: 80, hostPort: 8080}]',
  ),
  'init-resize-restart': init(
    'A plain init container restarts when it is resized.',
    'It would start its work again.',
    'resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]',
    'resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]',
  ),
  'eph-name-duplicate': spec(
    'An ephemeral container has the name of another container.',
    'Status and logs could not be told apart.',
    'ephemeralContainers: [{name: web, image: busybox:1.37}]',
    noDebug,
  ),
  'eph-target-not-found': spec(
    'The target container does not exist.',
    'The ephemeral container joins the processes of its target.',
    debug('targetContainerName: nope'),
    noDebug,
  ),
  'eph-field-ports': spec('An ephemeral container has ports.', notHere, debug('ports: [{containerPort: 80}]'), noDebug),
  'eph-field-resources': spec(
    'An ephemeral container has resources.',
    notHere,
    debug('resources: {limits: {cpu: 1}}'),
    noDebug,
  ),
  'eph-field-probes': spec(
    'An ephemeral container has a probe.',
    notHere,
    debug('livenessProbe: {tcpSocket: {port: 80}}'),
    noDebug,
  ),
  'eph-field-lifecycle': spec(
    'An ephemeral container has lifecycle hooks.',
    notHere,
    debug('lifecycle: {preStop: {sleep: {seconds: 1}}}'),
    noDebug,
  ),
  'eph-field-restart': spec(
    'An ephemeral container has a restart or resize policy.',
    notHere,
    debug('restartPolicy: Always'),
    noDebug,
  ),
  'eph-subpath': spec(
    'An ephemeral container mounts a part of a volume.',
    'Sub-paths are prepared when the Pod starts.',
    debug('volumeMounts: [{name: data, mountPath: /data, subPath: a}]'),
    noDebug,
  ),
  'eph-subpathexpr': spec(
    'An ephemeral container mounts a part of a volume.',
    'Sub-paths are prepared when the Pod starts.',
    debug('volumeMounts: [{name: data, mountPath: /data, subPathExpr: a}]'),
    noDebug,
  ),
};
