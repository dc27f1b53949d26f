/** What a Scenario says of images, containers and the cluster around them. */
import {
  text,
  flag,
  duration,
  count,
  container,
  words,
  choice,
  list,
  object,
  field,
  required,
  type ObjectShape,
} from './shape.ts';

export const pull: ObjectShape = object({
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

export const answers: ObjectShape = object({
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

export const containerShape: ObjectShape = object({
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

export const cluster: ObjectShape = object({
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
