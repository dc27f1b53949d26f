/** Documentation of the checks of probes, handlers and lifecycle hooks. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const spec = rulesIn('spec');
const probe = (fields: string): string => `livenessProbe: {tcpSocket: {port: 80}, ${fields}}`;
const signal = (os: string, name: string): string =>
  `${os}containers: [{name: web, image: nginx:1.27, lifecycle: {stopSignal: ${name}}}]`;
const gates = { gates: ['ContainerStopSignals'] };

export const probeCatalogue: Catalogue = {
  'handler-none': rule(
    'The probe or hook does nothing.',
    'It needs one of exec, httpGet, tcpSocket, grpc (probes) or sleep (hooks).',
    'livenessProbe: {periodSeconds: 5}',
    'livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}',
  ),
  'handler-many': rule(
    'The probe or hook does two things.',
    'Only one of them could decide.',
    'livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}',
    'livenessProbe: {httpGet: {port: 80}}',
  ),
  'handler-exec-command': rule(
    'There is no command to run.',
    'The kubelet starts it inside the container.',
    'livenessProbe: {exec: {}}',
    'livenessProbe: {exec: {command: ["true"]}}',
  ),
  'handler-http-path': rule('There is no path to get.', 'The server fills in `/`, so this is never seen.'),
  'handler-http-port-number': rule(
    'The port is not between 1 and 65535.',
    'A missing port counts as 0.',
    'livenessProbe: {httpGet: {path: /}}',
    'livenessProbe: {httpGet: {path: /, port: 80}}',
  ),
  'handler-http-port-name': rule(
    "The port is neither a number nor a port's name.",
    'A number in quotes is a name, and names need a letter.',
    'livenessProbe: {httpGet: {port: "8080"}}',
    'livenessProbe: {httpGet: {port: 8080}}',
  ),
  'handler-http-scheme': rule(
    'The scheme is unknown.',
    'It is `HTTP` or `HTTPS`, in capitals.',
    'livenessProbe: {httpGet: {port: 80, scheme: https}}',
    'livenessProbe: {httpGet: {port: 80, scheme: HTTPS}}',
  ),
  'handler-http-header': rule(
    'A header has a malformed name.',
    'Letters, digits and hyphens only.',
    'livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X_Y, value: z}]}}',
    'livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X-Y, value: z}]}}',
  ),
  'handler-tcp-port': rule(
    "The port is neither between 1 and 65535 nor a port's name.",
    'There is nothing to connect to.',
    'livenessProbe: {tcpSocket: {port: 0}}',
    'livenessProbe: {tcpSocket: {port: 80}}',
  ),
  'handler-grpc-port': rule(
    'The port is not between 1 and 65535.',
    'A gRPC probe takes numbers only.',
    'livenessProbe: {grpc: {}}',
    'livenessProbe: {grpc: {port: 9090}}',
  ),
  'handler-sleep-range': rule(
    'The hook sleeps longer than the grace period, or less than no time.',
    'At the end of `terminationGracePeriodSeconds` the container is killed.',
    'lifecycle: {preStop: {sleep: {seconds: 31}}}',
    'lifecycle: {preStop: {sleep: {seconds: 5}}}',
  ),
  'probe-initial-delay': rule(
    'The initial delay is negative.',
    'Times run forward.',
    probe('initialDelaySeconds: -1'),
    probe('initialDelaySeconds: 0'),
  ),
  'probe-timeout': rule(
    'The timeout is negative.',
    'Times run forward; 0 becomes 1.',
    probe('timeoutSeconds: -1'),
    probe('timeoutSeconds: 1'),
  ),
  'probe-period': rule(
    'The period is negative.',
    'Times run forward; 0 becomes 10.',
    probe('periodSeconds: -1'),
    probe('periodSeconds: 10'),
  ),
  'probe-success-negative': rule(
    'The success threshold is negative.',
    'It counts answers; 0 becomes 1.',
    'readinessProbe: {tcpSocket: {port: 80}, successThreshold: -1}',
    'readinessProbe: {tcpSocket: {port: 80}, successThreshold: 1}',
  ),
  'probe-failure-negative': rule(
    'The failure threshold is negative.',
    'It counts answers; 0 becomes 3.',
    probe('failureThreshold: -1'),
    probe('failureThreshold: 3'),
  ),
  'probe-success-must-be-one': rule(
    'A liveness or startup probe wants several successes.',
    'One good answer shows that the container lives.',
    probe('successThreshold: 2'),
    probe('successThreshold: 1'),
  ),
  'probe-grace-positive': rule(
    "The probe's grace period is not positive.",
    'Leave it out for that of the Pod.',
    probe('terminationGracePeriodSeconds: 0'),
    probe('terminationGracePeriodSeconds: 5'),
  ),
  'probe-grace-readiness': rule(
    'A readiness probe has a grace period.',
    'It never kills a container.',
    'readinessProbe: {tcpSocket: {port: 80}, terminationGracePeriodSeconds: 5}',
    'readinessProbe: {tcpSocket: {port: 80}}',
  ),
  'lifecycle-stopsignal-os': spec(
    'There is a stop signal, but no `os.name`.',
    'Signals differ between Linux and Windows.',
    signal('', 'SIGUSR1'),
    signal('os: {name: linux}\n', 'SIGUSR1'),
    gates,
  ),
  'lifecycle-stopsignal-windows': spec(
    'Windows does not know the signal.',
    'Only SIGKILL and SIGTERM exist there.',
    signal('os: {name: windows}\n', 'SIGUSR1'),
    signal('os: {name: windows}\n', 'SIGTERM'),
    gates,
  ),
  'lifecycle-stopsignal-linux': spec(
    'Linux does not know the signal.',
    'Names begin with SIG.',
    signal('os: {name: linux}\n', 'TERM'),
    signal('os: {name: linux}\n', 'SIGTERM'),
    gates,
  ),
};
