import { noLatestTag } from '../../core/rules/no-latest-tag.ts';
import { checkRule } from '../support/rules.ts';

const image = (text: string): { container: string } => ({ container: `image: "${text}"` });

checkRule(noLatestTag, {
  finds: [
    { ...image('nginx'), finds: ['spec.containers[0].image: nginx names no fixed version'] },
    image('nginx:latest'),
    image('example.com:5000/app'),
    image('example.com/app:latest'),
    image('localhost/app'),
    { ...image('app:1'), spec: 'initContainers: [{name: i, image: tool}]' },
  ],
  misses: [
    image('nginx:1.27'),
    image(`nginx@sha256:${'a'.repeat(64)}`),
    image('NGINX'),
    image('example.com:5000/app:1'),
    image(`nginx:latest@sha256:${'a'.repeat(64)}`),
    image('app:latest2'),
  ],
});
