/** What a Scenario does to the Pod over time, and what it expects. */
import { answers, pull } from './scenario-containers-shape.ts';
import {
  text,
  flag,
  duration,
  count,
  container,
  words,
  choice,
  object,
  field,
  required,
  type ObjectShape,
} from './shape.ts';

const at = required(duration, 'When it happens, counted from the creation of the Pod.');

export const actionVerbs = [
  'create',
  'exec',
  'delete',
  'node',
  'kubelet',
  'patch',
  'evict',
  'removeFinalizer',
  'ephemeralContainer',
  'file',
  'image',
  'answers',
] as const;

export const action: ObjectShape = object(
  {
    at,
    create: field({ kind: 'any' }, 'An object appears: `{kind: ConfigMap, name: app-config}` or a whole object.'),
    exec: field(
      object({
        container: required(container, 'Container in which it runs.'),
        command: required(words, 'The command, word by word.'),
      }),
      'Somebody runs a command in a container.',
    ),
    delete: field(
      object({
        gracePeriodSeconds: field(count, "Overrides the Pod's grace period."),
        force: field(flag, 'Deletes at once, as `--force --grace-period=0`.'),
        kind: field(text, 'Kind of another object that is deleted: `Node`, `ConfigMap`.'),
        name: field(text, 'Name of that object.'),
      }),
      'The Pod, or another object, is deleted.',
    ),
    node: field(
      object({
        name: field({ kind: 'text', refers: 'node' }, "Which node; the Pod's own if left out."),
        stops: field(flag, 'The node is lost.'),
        returns: field(flag, 'The node comes back.'),
        cordon: field(flag, 'No new Pods are placed on it.'),
        uncordon: field(flag, 'New Pods are placed on it again.'),
        drain: field(flag, 'It is cordoned, and its Pods are evicted.'),
        leaves: field(flag, 'The node is deleted.'),
      }),
      'Something happens to a node.',
    ),
    kubelet: field(choice('restarts', 'stops', 'starts'), 'Something happens to the kubelet.'),
    patch: field(
      { kind: 'any' },
      'A patch of the Pod: `{spec: {activeDeadlineSeconds: 60}}`, or of what `kind` and `name` say.',
    ),
    patchType: field(choice('merge', 'strategic', 'json'), 'Kind of the patch; `strategic` if left out.'),
    kind: field(text, 'Kind of another object that is patched: `Node` for its taints, labels and resources.'),
    name: field(text, 'Name of that object.'),
    subresource: field(text, 'Subresource that is patched: `resize`, `status`.'),
    evict: field(
      object({
        reason: field(text, 'Reason of the status.'),
        message: field(text, 'Message of the status.'),
        gracePeriodSeconds: field(count, 'Grace period.'),
      }),
      'The Pod is evicted.',
    ),
    removeFinalizer: field(
      { kind: 'either', options: [text, object({ name: field(text, 'Which finalizer; all if left out.') })] },
      'A finalizer is taken off.',
    ),
    ephemeralContainer: field({ kind: 'any' }, 'An ephemeral container is added.'),
    file: field(
      object({
        container: field(container, 'In which container; a file of the node if left out.'),
        path: required(text, 'Path of the file.'),
        content: field(text, 'Its new content; left out: it is removed.'),
      }),
      'A file changes.',
    ),
    image: field(
      object({
        image: required({ kind: 'text', refers: 'image' }, 'Which image.'),
        pull: field(pull, 'How pulls go from now on.'),
      }),
      'The registry changes its mind.',
    ),
    answers: field(
      object({ container: required(container, 'Container whose answers change.'), ...answers.fields }),
      'Answers to probes and hooks change.',
    ),
  },
  actionVerbs,
);

const matcher = {
  container: field(container, 'Only this container counts.'),
  condition: field(text, 'A condition of the Pod that is True: `Ready`.'),
  phase: field(choice('Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'), 'Phase of the Pod.'),
  status: field(text, 'STATUS as kubectl prints it: `Running`, `CrashLoopBackOff`.'),
  ready: field(text, 'READY as kubectl prints it: `1/1`.'),
  restarts: field(count, 'Restarts as kubectl counts them.'),
  reason: field(text, "Reason of an event, of a container's state or of the Pod: `CrashLoopBackOff`."),
  exitCode: field(count, "Exit code of a container's last end."),
  deleted: field(flag, 'The Pod is gone.'),
};

export const expectation: ObjectShape = object({
  at: field(duration, 'It holds at this moment.'),
  within: field(duration, 'It comes true up to this moment.'),
  after: field(duration, 'Moments before this one do not count.'),
  ...matcher,
  event: field(
    object({
      reason: field(text, 'Reason of the event.'),
      type: field(choice('Normal', 'Warning'), 'Type of the event.'),
      message: field(text, 'Part of its message.'),
      container: matcher.container,
    }),
    'Events of this kind are counted.',
  ),
  atLeast: field(count, 'Least number of events.'),
  atMost: field(count, 'Largest number of events.'),
  never: field(object(matcher), 'None of this ever comes true.'),
});
