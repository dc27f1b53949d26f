/** An image without a tag, or with `latest`: the next restart may run another program. */
import { child } from '../kube/field-path.ts';
import { parseImageName } from '../kube/image-name.ts';
import { stringAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const noLatestTag = defineRule({
  meta: {
    id: 'no-latest-tag',
    summary: 'An image has no tag or the tag latest.',
    why:
      'The tag latest moves. Two Pods of one Deployment can run different programs, and a roll-back brings back the same tag. ' +
      'Off by default: in lessons and development it is common and harmless.',
    category: 'images',
    level: 'advice',
    defaultSeverity: 'off',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
    invalid: [examplePod('image: example.com/app'), examplePod('image: example.com/app:latest')],
    valid: [examplePod('image: example.com/app:1.0'), examplePod(`image: example.com/app@sha256:${'a'.repeat(64)}`)],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const image = stringAt(container.written, 'image');
      const name = image === '' ? undefined : parseImageName(image);
      if (name?.tag !== 'latest' || name.digest !== '') continue;
      yield {
        at: child(container.path, 'image'),
        message: `${image} names no fixed version: a restart may run another program. Name a tag or a digest.`,
      };
    }
  },
});
