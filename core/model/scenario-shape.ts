/** The Scenario document as data: its fields, their types and what they mean. Reader, JSON Schema, completion and hover walk it. */

export type Shape =
  | { readonly kind: 'text'; readonly choices?: readonly string[]; readonly refers?: Reference }
  | { readonly kind: 'number'; readonly isInteger?: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  /** Go's words or a bare number of seconds; read as milliseconds. */
  | { readonly kind: 'duration' }
  /** A Kubernetes quantity; read as bytes. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: Shape; readonly refers?: Reference }
  | { readonly kind: 'map'; readonly of: Shape }
  | ObjectShape
  /** The first that fits the kind of node (scalar, list or map) is taken. */
  | { readonly kind: 'either'; readonly options: readonly Shape[] };

/** What of the manifest a value names. */
export type Reference = 'container' | 'image' | 'port' | 'path' | 'command' | 'node';

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, FieldShape>>;
  /** Of these fields exactly one must be there. */
  readonly oneOf?: readonly string[];
}

export interface FieldShape {
  readonly shape: Shape;
  readonly doc: string;
  readonly isRequired?: true;
}

const text: Shape = { kind: 'text' };
const flag: Shape = { kind: 'boolean' };
const duration: Shape = { kind: 'duration' };
const count: Shape = { kind: 'number', isInteger: true, min: 0 };
const container: Shape = { kind: 'text', refers: 'container' };
const words: Shape = { kind: 'list', of: text };
const choice = (...choices: readonly string[]): Shape => ({ kind: 'text', choices });
const list = (of: Shape): Shape => ({ kind: 'list', of });
const object = (fields: ObjectShape['fields'], oneOf?: readonly string[]): ObjectShape => ({
  kind: 'object',
  fields,
  ...(oneOf === undefined ? {} : { oneOf }),
});
const field = (shape: Shape, doc: string): FieldShape => ({ shape, doc });
const required = (shape: Shape, doc: string): FieldShape => ({ shape, doc, isRequired: true });

const pull = object({
  present: field(flag, 'The image is on the node already: nothing is pulled.'),
  takes: field(duration, 'How long a pull takes.'),
  fails: field(text, 'The registry refuses with this message: `not found`, `unauthorized`.'),
  times: field(count, 'How often the pull fails before it succeeds; left out: always.'),
  until: field(duration, 'Pulls fail until this time of the Pod.'),
});

const onSignal = object({
  exitsAfter: field(duration, 'The process ends this long after SIGTERM.'),
  code: field(count, 'Its exit code then; 143 if left out.'),
  ignores: field(flag, 'The process does nothing at SIGTERM and is killed when the grace period is over.'),
});

const answer = object({
  from: required(duration, 'This answer holds from here on, until the next entry.'),
  status: field({ kind: 'number', isInteger: true, min: 100, max: 599 }, 'HTTP status code.'),
  exitCode: field({ kind: 'number', isInteger: true, min: 0, max: 255 }, 'Exit code of the command.'),
  open: field(flag, 'Whether the port accepts connections.'),
  serving: field(text, 'Answer to a gRPC health check: `SERVING`, `NOT_SERVING`.'),
  takes: field(duration, 'How long the answer takes.'),
  hangs: field(flag, 'No answer ever comes: the probe times out.'),
  output: field(text, 'What the command prints.'),
  body: field(text, 'Body of the HTTP answer.'),
  error: field(text, 'The probe itself goes wrong; such results are never counted.'),
  location: field(text, 'Where an HTTP redirect points to.'),
});

const answers: ObjectShape = object({
  port: field(
    {
      kind: 'either',
      options: [
        { kind: 'number', isInteger: true, min: 1, max: 65_535 },
        { kind: 'text', refers: 'port' },
      ],
    },
    'Port that is asked, by number or name.',
  ),
  path: field({ kind: 'text', refers: 'path' }, 'Path of an HTTP request; left out: every path.'),
  exec: field({ kind: 'list', of: text, refers: 'command' }, 'Command of an exec probe or hook, word by word.'),
  service: field(text, 'Service of a gRPC health check.'),
  probe: field(choice('startup', 'readiness', 'liveness'), 'Only this probe gets these answers.'),
  clock: field(
    choice('instance', 'pod'),
    'Time counts from the start of the instance (default) or from the creation of the Pod.',
  ),
  sequence: required(list(answer), 'The answers over time, in order of `from`.'),
});

const instance = object({
  listensAfter: field(duration, 'Start-up time: until then nothing answers.'),
  exits: field(
    object({
      after: required(duration, 'How long the process lives.'),
      code: field({ kind: 'number', isInteger: true, min: 0, max: 255 }, 'Exit code; 0 if left out.'),
      signal: field(count, 'The signal that ended it.'),
      oom: field(flag, 'It was killed for its memory.'),
      clock: field(
        choice('instance', 'pod'),
        'Time counts from the start of the instance (default) or from the creation of the Pod.',
      ),
    }),
    'The process ends by itself; left out: it runs for ever.',
  ),
  startTakes: field(duration, 'How long the runtime needs to start it.'),
  startError: field(text, 'The runtime cannot start it, with this message.'),
  terminationMessage: field(text, 'What it leaves in its termination message file.'),
  log: field(text, 'What it prints.'),
  onSignal: field(onSignal, 'What this instance does at SIGTERM.'),
  answers: field(list(answers), 'Answers of this instance only; they win over those of the container.'),
});

const hook = object({
  takes: field(duration, 'How long the hook runs.'),
  fails: field(flag, 'Whether it fails.'),
  exitCode: field({ kind: 'number', isInteger: true, min: 0, max: 255 }, 'Exit code of its command.'),
  hangs: field(flag, 'It never ends.'),
  output: field(text, 'What it prints.'),
});

const overTime = list(
  object({
    from: required(duration, 'From here on, counted from the start of the instance.'),
    uses: required({ kind: 'bytes' }, 'Bytes in use, as a quantity: `300Mi`.'),
  }),
);

const containerShape = object({
  name: required(container, 'Name of a container of the Pod.'),
  instances: field(list(instance), 'Each start of the container takes the next entry; the last one repeats.'),
  answers: field(list(answers), 'Answers to probes and hooks over time.'),
  onSignal: field(onSignal, 'What the process does at SIGTERM.'),
  memory: field(overTime, 'Memory over time; above the limit the process is killed.'),
  emptyDir: field(overTime, 'Bytes written to emptyDir volumes over time.'),
  hooks: field(
    object({ postStart: field(hook, 'The postStart hook.'), preStop: field(hook, 'The preStop hook.') }),
    'What the lifecycle hooks do.',
  ),
  createError: field(text, 'The runtime refuses to create the container, with this message.'),
});

const reference = object({ kind: required(text, 'Kind of the object.'), name: required(text, 'Name of the object.') });

const cluster = object({
  nodes: field(
    list(
      object({
        name: required(text, 'Name of the node.'),
        allocatable: field({ kind: 'map', of: text }, 'What Pods may use: `cpu`, `memory`, …'),
        labels: field({ kind: 'map', of: text }, 'Labels of the node.'),
        taints: field(
          list(
            object({
              key: required(text, 'Key of the taint.'),
              value: field(text, 'Value of the taint.'),
              effect: required(choice('NoSchedule', 'PreferNoSchedule', 'NoExecute'), 'What it does.'),
            }),
          ),
          'Taints of the node.',
        ),
        unschedulable: field(flag, 'The node is cordoned.'),
      }),
    ),
    'The nodes; left out: one large, empty node.',
  ),
  missing: field(list(reference), 'Objects that the Pod refers to and that do not exist.'),
  services: field(words, 'Names of other Services that exist and answer.'),
});

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

const action = object(
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
      }),
      'The Pod is deleted.',
    ),
    node: field(
      object({
        name: field({ kind: 'text', refers: 'node' }, "Which node; the Pod's own if left out."),
        stops: field(flag, 'The node is lost.'),
        returns: field(flag, 'The node comes back.'),
        cordon: field(flag, 'No new Pods are placed on it.'),
        drain: field(flag, 'Its Pods are evicted.'),
      }),
      'Something happens to a node.',
    ),
    kubelet: field(choice('restarts', 'stops', 'starts'), 'Something happens to the kubelet.'),
    patch: field({ kind: 'any' }, 'A patch of the Pod: `{spec: {activeDeadlineSeconds: 60}}`.'),
    patchType: field(choice('merge', 'strategic', 'json'), 'Kind of the patch; `strategic` if left out.'),
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

const expectation = object({
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
