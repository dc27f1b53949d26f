/** Answers on images: the parts of the reference and when it is pulled. */
import { parseImageName } from '../../kube/image-name.ts';
import { stringAt } from '../../kube/json.ts';
import { containerOf } from '../authoring.ts';
import type { Answer } from './answer.ts';

const pulls: Readonly<Record<string, string>> = {
  Always: 'Asked for at the registry at every start; what is already on the node is not fetched again.',
  IfNotPresent: 'Pulled only if the node does not have it.',
  Never: 'Never pulled: it must be on the node, else the container waits in ErrImageNeverPull.',
};

export const imageAnswers: Readonly<Record<string, Answer>> = {
  'Container.image': (document, place) => {
    const container = containerOf(document.pod, place.path);
    const image = stringAt(container?.written, 'image');
    if (image === '') return [];
    const name = parseImageName(image);
    if (name === undefined) return ['This reference cannot be read: the container would wait in InvalidImageName.  '];
    const slash = name.name.indexOf('/');
    const tag = name.digest === '' ? `tag \`${name.tag}\`` : `digest \`${name.digest.slice(0, 19)}…\``;
    return [
      `Registry \`${name.name.slice(0, slash)}\`, repository \`${name.name.slice(slash + 1)}\`, ${tag}.  `,
      `${pullWords(stringAt(container?.defaulted, 'imagePullPolicy'))}  `,
    ];
  },
  'Container.imagePullPolicy': (document, place) => [
    `${pullWords(stringAt(containerOf(document.pod, place.path)?.defaulted, 'imagePullPolicy'))}  `,
  ],
};

function pullWords(policy: string): string {
  return Object.hasOwn(pulls, policy) ? `${policy}: ${pulls[policy] ?? ''}` : '';
}
