import { portSharedByContainers } from '../../core/rules/port-shared-by-containers.ts';
import { checkRule } from '../support/rules.ts';

const sidecar = (ports: string, policy = 'restartPolicy: Always, '): string =>
  `initContainers: [{name: proxy, image: p:1, ${policy}ports: ${ports}}]`;
const app = (ports: string): string => `ports: ${ports}`;

checkRule(portSharedByContainers, {
  finds: [
    {
      container: app('[{containerPort: 8080}]'),
      spec: sidecar('[{containerPort: 8080}]'),
      finds: ['spec.containers[0].ports[0].containerPort: app and proxy both declare port 8080'],
    },
    { container: app('[{containerPort: 8080, protocol: TCP}]'), spec: sidecar('[{containerPort: 8080}]') },
    { container: app('[{containerPort: 1}, {containerPort: 2}]'), spec: sidecar('[{containerPort: 2}]') },
    { container: app('[{containerPort: 53, protocol: UDP}]'), spec: sidecar('[{containerPort: 53, protocol: UDP}]') },
    { container: app('[{name: a, containerPort: 80}]'), spec: sidecar('[{name: b, containerPort: 80}]') },
    {
      container: app('[{containerPort: 9}, {containerPort: 8}]'),
      spec: sidecar('[{containerPort: 8}, {containerPort: 9}]'),
    },
  ],
  misses: [
    { container: app('[{containerPort: 8080}]'), spec: sidecar('[{containerPort: 8081}]') },
    { container: app('[{containerPort: 8080}]'), spec: sidecar('[{containerPort: 8080}]', '') },
    { container: app('[{containerPort: 53}]'), spec: sidecar('[{containerPort: 53, protocol: UDP}]') },
    { container: app('[{containerPort: 80}, {containerPort: 80, protocol: UDP}]') },
    { container: '', spec: sidecar('[{containerPort: 80}]') },
    { container: app('[]'), spec: sidecar('[]') },
  ],
});
