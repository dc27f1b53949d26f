import { imageUnparsable } from '../../core/rules/image-unparsable.ts';
import { checkRule } from '../support/rules.ts';

const image = (text: string): { container: string } => ({ container: `image: "${text}"` });

checkRule(imageUnparsable, {
  finds: [
    {
      ...image('Example/App:1.0'),
      finds: ['spec.containers[0].image: "Example/App:1.0" is no image reference (repository names are lower case)'],
    },
    {
      ...image('https://example.com/app:1'),
      finds: [
        'spec.containers[0].image: "https://example.com/app:1" is no image reference (it must not start with a scheme)',
      ],
    },
    image('example.com/app:1:2'),
    image('my app:1'),
    image('app@sha256:abc'),
    image('a'.repeat(64)),
    image('example.com//app'),
  ],
  misses: [
    image('nginx'),
    image('example.com:5000/team/app:v1.2_3'),
    image(`app@sha256:${'a'.repeat(64)}`),
    image('EXAMPLE.com/app'),
    image('$(IMAGE)'),
    image('ko://example.com/cmd/app'),
    image('localhost/app:LATEST'),
  ],
});
