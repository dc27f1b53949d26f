/** An image reference that no runtime can read: the container waits in InvalidImageName. */
import { child } from '../kube/field-path.ts';
import { parseImageName } from '../kube/image-name.ts';
import { stringAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const imageUnparsable = defineRule({
  meta: {
    id: 'image-unparsable',
    summary: 'An image reference cannot be read.',
    why:
      'The API server accepts any text as an image. The kubelet reads it before it pulls: repository names are lower case, ' +
      'there is one tag and no scheme. What it cannot read it never pulls, and the container waits in InvalidImageName for ever.',
    category: 'images',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
    invalid: [
      examplePod('image: Example/App:1.0'),
      examplePod('image: https://example.com/app:1.0'),
      examplePod('image: example.com/app:1.0:2'),
    ],
    valid: [
      examplePod('image: example.com/app:1.0'),
      examplePod('image: EXAMPLE.com/app'),
      examplePod('image: app:V1'),
      examplePod('image: ko://example.com/cmd/app'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const image = stringAt(container.written, 'image');
      // The server itself refuses an empty image and one with spaces around it.
      if (image === '' || image !== image.trim() || isReplacedBefore(image)) continue;
      if (parseImageName(image) !== undefined) continue;
      const at = child(container.path, 'image');
      const mended = mend(image);
      yield {
        at,
        message: `"${image}" is no image reference (${reason(image)}): the container waits in InvalidImageName for ever.`,
        ...(mended === undefined
          ? {}
          : { fix: { kind: 'set', at, value: mended, title: `Change to ${mended}` } as const }),
      };
    }
  },
});

/** A variable of some template, or a Go package that the tool ko builds: somebody writes the image before the server reads it. */
function isReplacedBefore(image: string): boolean {
  return image.includes('$') || image.startsWith('ko://');
}

function reason(image: string): string {
  if (/^[a-z]+:\/\//i.test(image)) return 'it must not start with a scheme';
  if (/\s/.test(image)) return 'it holds a space';
  if (/^[a-f0-9]{64}$/.test(image)) return 'a bare digest names no repository';
  if (/[A-Z]/.test(image.split('@')[0]?.replace(/:[^/]*$/, '') ?? '')) return 'repository names are lower case';
  if (/:[^/]*:/.test(image.replace(/@.*$/, ''))) return 'it has two tags';
  return 'see the page of this rule for the form';
}

function mend(image: string): string | undefined {
  const bare = image.replace(/^[a-z]+:\/\//i, '').replace(/\s+/g, '');
  const [, repository = '', rest = ''] = /^(.*?)((?::[^/]*)?(?:@.*)?)$/.exec(bare) ?? [];
  const candidate = repository.toLowerCase() + rest;
  return candidate !== image && parseImageName(candidate) !== undefined ? candidate : undefined;
}
