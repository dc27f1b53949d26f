import { readinessNeverTrue } from '../../core/rules/readiness-never-true.ts';
import { checkRule } from '../support/rules.ts';

const nginx = { app: { neverEnds: true, listensOn: [80], source: 'the image nginx' } } as const;
const probe = (text: string, type = 'readinessProbe'): { container: string; programs: typeof nginx } => ({
  container: `${type}: {${text}}`,
  programs: nginx,
});

checkRule(readinessNeverTrue, {
  finds: [
    {
      ...probe('httpGet: {port: 8080}'),
      finds: [
        'spec.containers[0].readinessProbe.httpGet.port: Nothing in this Pod listens on 8080 (it listens on 80, says the image nginx), so the Pod never gets Ready.',
      ],
    },
    probe('tcpSocket: {port: 81}'),
    probe('grpc: {port: 9}'),
    probe('httpGet: {port: 8080}', 'startupProbe'),
    probe('httpGet: {port: 8080}', 'livenessProbe'),
    { container: 'ports: [{name: web, containerPort: 8080}]\nreadinessProbe: {httpGet: {port: web}}', programs: nginx },
  ],
  misses: [
    probe('httpGet: {port: 80}'),
    probe('tcpSocket: {port: 80}'),
    probe('exec: {command: [x]}'),
    probe('httpGet: {port: 8080, host: example.com}'),
    { container: 'readinessProbe: {httpGet: {port: 8080}}' },
    { ...probe('httpGet: {port: 8080}'), spec: 'initContainers: [{name: s, image: s:1, restartPolicy: Always}]' },
  ],
});
