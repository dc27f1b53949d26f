import { probePortUndeclared } from '../../core/rules/probe-port-undeclared.ts';
import { checkRule } from '../support/rules.ts';

const ports = 'ports:\n  - name: http\n    containerPort: 8080\n  - name: admin\n    containerPort: 9090\n';

checkRule(probePortUndeclared, {
  finds: [
    {
      container: `${ports}readinessProbe: {httpGet: {port: htpp}}`,
      finds: [
        'spec.containers[0].readinessProbe.httpGet.port: Container app declares no port named "htpp", so the container never gets Ready. Did you mean "http"?',
      ],
    },
    {
      container: 'livenessProbe: {tcpSocket: {port: web}}',
      finds: [
        'spec.containers[0].livenessProbe.tcpSocket.port: Container app declares no port named "web", so the probe never counts a failure',
      ],
    },
    { container: `${ports}startupProbe: {httpGet: {port: grpc-web}}` },
    { container: `${ports}lifecycle: {preStop: {httpGet: {port: quit}}}` },
    {
      container: 'readinessProbe: {httpGet: {port: proxy}}',
      spec: 'initContainers:\n  - {name: proxy, image: p:1, restartPolicy: Always, ports: [{name: proxy, containerPort: 1}]}',
      finds: ['spec.containers[0].readinessProbe.httpGet.port: Port "proxy" belongs to container proxy'],
    },
    { container: `${ports}readinessProbe: {httpGet: {port: HTTP}}` },
  ],
  misses: [
    { container: `${ports}readinessProbe: {httpGet: {port: http}}` },
    { container: `${ports}readinessProbe: {httpGet: {port: 8081}}` },
    { container: 'readinessProbe: {httpGet: {port: "8080"}}' },
    { container: `${ports}livenessProbe: {tcpSocket: {port: admin}}` },
    { container: 'livenessProbe: {grpc: {port: 9000}}' },
    { container: 'livenessProbe: {exec: {command: [http]}}' },
    { container: `${ports}lifecycle: {preStop: {httpGet: {port: admin}}}` },
  ],
});
