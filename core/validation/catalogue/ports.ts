/** Documentation of the checks of ports. */
import { type Catalogue, rulesIn } from './entry.ts';

const rule = rulesIn('container');
const spec = rulesIn('spec');

export const portsCatalogue: Catalogue = {
  'port-name': rule(
    "The port's name is not a service name.",
    'At most 15 lower-case letters, digits and single hyphens, with a letter among them.',
    'ports: [{name: HTTP_Port, containerPort: 80}]',
    'ports: [{name: http-port, containerPort: 80}]',
  ),
  'port-name-duplicate': rule(
    'Two ports of a container have the same name.',
    'A probe or Service that names the port would not know which.',
    'ports: [{name: web, containerPort: 80}, {name: web, containerPort: 81}]',
    'ports: [{name: web, containerPort: 80}, {name: admin, containerPort: 81}]',
  ),
  'port-container-required': rule(
    'The port has no number.',
    'A name alone says nothing about the socket.',
    'ports: [{name: web}]',
    'ports: [{name: web, containerPort: 80}]',
  ),
  'port-container-range': rule(
    'The port is not between 1 and 65535.',
    'There are no other ports.',
    'ports: [{containerPort: 70000}]',
    'ports: [{containerPort: 7000}]',
  ),
  'port-host-range': rule(
    'The host port is not between 1 and 65535.',
    'There are no other ports.',
    'ports: [{containerPort: 80, hostPort: 70000}]',
    'ports: [{containerPort: 80, hostPort: 7000}]',
  ),
  'port-protocol': rule(
    'The protocol is unknown.',
    'Values are written with capitals: `TCP`, `UDP`, `SCTP`.',
    'ports: [{containerPort: 80, protocol: tcp}]',
    'ports: [{containerPort: 80, protocol: TCP}]',
  ),
  'port-hostnetwork-mismatch': spec(
    "On the host's network, host port and container port differ.",
    'The container opens its port on the node directly.',
    'hostNetwork: true\ncontainers: [{name: web, image: nginx:1.27, ports: [{containerPort: 80, hostPort: 81}]}]',
    'hostNetwork: true\ncontainers: [{name: web, image: nginx:1.27, ports: [{containerPort: 80}]}]',
  ),
};
