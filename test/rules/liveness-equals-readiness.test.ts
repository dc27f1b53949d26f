import { livenessEqualsReadiness } from '../../core/rules/liveness-equals-readiness.ts';
import { checkRule } from '../support/rules.ts';

const both = (liveness: string, readiness: string): { container: string } => ({
  container: `livenessProbe: {${liveness}}\nreadinessProbe: {${readiness}}`,
});

checkRule(livenessEqualsReadiness, {
  finds: [
    {
      ...both('httpGet: {port: 80}', 'httpGet: {port: 80, path: /}'),
      finds: ['spec.containers[0].livenessProbe: Liveness asks what readiness asks'],
    },
    both('tcpSocket: {port: 80}', 'tcpSocket: {port: 80}'),
    both('exec: {command: [check]}', 'exec: {command: [check]}'),
    both('grpc: {port: 1}', 'grpc: {port: 1}'),
    both('failureThreshold: 2, httpGet: {port: 80}', 'failureThreshold: 3, httpGet: {port: 80}'),
    both('periodSeconds: 5, failureThreshold: 6, httpGet: {port: 80}', 'httpGet: {port: 80}'),
  ],
  misses: [
    both('failureThreshold: 6, httpGet: {port: 80}', 'httpGet: {port: 80}'),
    both('httpGet: {port: 80, path: /live}', 'httpGet: {port: 80, path: /ready}'),
    both('httpGet: {port: http}', 'httpGet: {port: admin}'),
    both('tcpSocket: {port: 80}', 'httpGet: {port: 80}'),
    both('periodSeconds: 30, httpGet: {port: 80}', 'httpGet: {port: 80}'),
    both('grpc: {port: 1, service: live}', 'grpc: {port: 1, service: ready}'),
    { container: 'livenessProbe: {httpGet: {port: 80}}' },
  ],
});
