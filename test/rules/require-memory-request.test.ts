import { requireMemoryRequest } from '../../core/rules/require-memory-request.ts';
import { checkRule, limitRange as range } from '../support/rules.ts';

checkRule(requireMemoryRequest, {
  finds: [
    { finds: ['spec.containers[0].name: app has no memory request: '] },
    { container: 'resources: {requests: {cpu: 1}}' },
    { container: 'resources: {}' },
    {
      container: 'ports: [{containerPort: 80}]',
      spec: 'initContainers: [{name: s, image: s:1, restartPolicy: Always, resources: {limits: {memory: 1}, requests: {memory: 1}}}]',
    },
    { objects: [range('default: {cpu: 1}')] },
    { kind: 'Job', spec: 'restartPolicy: Never', finds: ['spec.template.spec.containers[0].name: app'] },
  ],
  misses: [
    { container: 'resources: {requests: {memory: 1}}' },
    { spec: 'resources: {requests: {memory: 1}}' },
    { container: 'resources: {limits: {memory: 1}}' },
    { objects: [range('defaultRequest: {memory: 1}')] },
    { objects: [range('default: {memory: 1}, defaultRequest: {memory: 1}')] },
    {
      container: 'resources: {requests: {memory: 1}, limits: {memory: 1, cpu: 1}}',
      spec: 'initContainers: [{name: i, image: i:1}]',
    },
  ],
});
