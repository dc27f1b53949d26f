import { requireCpuRequest } from '../../core/rules/require-cpu-request.ts';
import { checkRule, limitRange as range } from '../support/rules.ts';

checkRule(requireCpuRequest, {
  finds: [
    { finds: ['spec.containers[0].name: app has no CPU request: '] },
    { container: 'resources: {requests: {memory: 1}}' },
    { container: 'resources: {}' },
    {
      container: 'ports: [{containerPort: 80}]',
      spec: 'initContainers: [{name: s, image: s:1, restartPolicy: Always, resources: {limits: {cpu: 1}, requests: {cpu: 1}}}]',
    },
    { objects: [range('default: {memory: 1}')] },
    { kind: 'Job', spec: 'restartPolicy: Never', finds: ['spec.template.spec.containers[0].name: app'] },
  ],
  misses: [
    { container: 'resources: {requests: {cpu: 1}}' },
    { spec: 'resources: {requests: {cpu: 1}}' },
    { container: 'resources: {limits: {cpu: 1}}' },
    { objects: [range('defaultRequest: {cpu: 1}')] },
    { objects: [range('default: {cpu: 1}, defaultRequest: {cpu: 1}')] },
    {
      container: 'resources: {requests: {cpu: 1}, limits: {cpu: 1, memory: 1}}',
      spec: 'initContainers: [{name: i, image: i:1}]',
    },
  ],
});
