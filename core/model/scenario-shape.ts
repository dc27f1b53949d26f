/** The Scenario document as data: its fields, their types and what they mean. */
import { action, expectation } from './scenario-actions-shape.ts';
import { cluster, containerShape, pull } from './scenario-containers-shape.ts';
import { text, flag, duration, count, choice, list, object, field, required, type ObjectShape } from './shape.ts';

export const scenarioShape: ObjectShape = object({
  apiVersion: required(choice('podscope.dev/v1alpha1'), 'Version of the format.'),
  kind: required(choice('Scenario'), 'Kind of the document.'),
  metadata: field(
    object({
      name: field(text, 'Name of the Scenario.'),
      labels: field({ kind: 'map', of: text }, 'Labels, for people.'),
      annotations: field({ kind: 'map', of: text }, 'Annotations, for people.'),
    }),
    'Name of the Scenario.',
  ),
  spec: field(
    object({
      target: field(
        object({
          file: field(text, 'File of the manifest, relative to this one.'),
          kind: field(text, 'Kind of the object.'),
          name: field(text, 'Name of the object.'),
        }),
        'Which Pod it is about; left out: the only one in this file or folder.',
      ),
      kubernetesVersion: field(
        { kind: 'either', options: [text, { kind: 'number' }] },
        'Minor version of the cluster: "1.36".',
      ),
      featureGates: field({ kind: 'map', of: flag }, 'Feature gates of API server and kubelet.'),
      horizon: field(duration, 'How much time is simulated.'),
      timing: field(
        { kind: 'either', options: [choice('ideal', 'typical'), { kind: 'map', of: duration }] },
        'Delays of the world: `ideal` (none), `typical`, or single ones.',
      ),
      jitter: field(
        {
          kind: 'either',
          options: [
            { kind: 'number', min: 0, max: 1 },
            choice('off'),
            object({ seed: required({ kind: 'number', isInteger: true }, 'Seed of the random numbers.') }),
          ],
        },
        'Random delays of the kubelet: `off`, a fraction of their range, or drawn from a seed.',
      ),
      images: field(
        list(
          object({
            image: required({ kind: 'text', refers: 'image' }, 'Reference of the image, as in the manifest.'),
            pull: field(pull, 'How its pulls go.'),
            user: field(
              { kind: 'either', options: [{ kind: 'number', isInteger: true }, text] },
              'User that the image runs as.',
            ),
            size: field({ kind: 'bytes' }, 'Size of the image.'),
          }),
        ),
        'What the registry does.',
      ),
      containers: field(list(containerShape), 'What the containers do.'),
      cluster: field(cluster, 'What is there besides the Pod.'),
      sandbox: field(
        object({
          error: field(text, 'The sandbox cannot be made, with this message.'),
          times: field(count, 'How often; left out: always.'),
          takes: field(duration, 'How long it takes.'),
        }),
        "Making the Pod's sandbox.",
      ),
      kubelet: field(
        object({ maxContainerRestartPeriodSeconds: field(count, 'Longest crash back-off.') }),
        'Settings of the kubelet.',
      ),
      actions: field(list(action), 'What happens from outside.'),
      expect: field(list(expectation), 'What must be true of the run; checked by `podscope test`.'),
    }),
    'The Scenario itself.',
  ),
});
