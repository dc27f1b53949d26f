/** JSON Schema of what "Save as JSON" writes: the input of a run and its timeline. Strict about what readers rely on. */

const ms = { type: 'number', minimum: 0 } as const;
const text = { type: 'string' } as const;
const index = { type: 'integer', minimum: 0 } as const;
const list = (items: object): object => ({ type: 'array', items });
const object = (required: readonly string[], properties: object, open = true): object => ({
  type: 'object',
  required,
  properties,
  additionalProperties: open,
});

const states = 'waiting pulling running ready terminating completed failed backoff no yes draining text hook grace';
const lanes = 'moments phase status ready endpoint condition container probe hook signals grace events log memory';

const span = object(['startMs', 'endMs', 'state', 'label'], {
  startMs: ms,
  endMs: ms,
  state: { enum: states.split(' ') },
  label: text,
  facts: list({ type: 'array', items: text, minItems: 2, maxItems: 2 }),
  open: { const: true },
  exitCode: { type: 'integer' },
  cause: index,
});
const mark = object(['atMs', 'kind'], { atMs: ms, kind: text, label: text, cause: index });
const event = object(['type', 'reason', 'message', 'counts'], {
  type: { enum: ['Normal', 'Warning'] },
  reason: text,
  message: text,
  counts: { ...list(object(['atMs'], { atMs: ms })), minItems: 1 },
});

export const runSchema = object(
  ['input', 'timeline'],
  {
    input: object(['pod', 'scenario', 'settings'], {
      pod: object(['apiVersion', 'kind', 'metadata', 'spec'], { kind: { const: 'Pod' } }),
      scenario: { type: 'object' },
      settings: object(['kubernetesVersion', 'horizonMs'], {
        kubernetesVersion: { type: 'string', pattern: '^1\\.\\d+$' },
        horizonMs: ms,
      }),
    }),
    timeline: object(['endMs', 'endedBecause', 'podName', 'lanes', 'status', 'kubectl', 'events', 'causes'], {
      endMs: ms,
      endedBecause: text,
      podName: text,
      lanes: list(
        object(['id', 'kind', 'name', 'spans', 'marks'], {
          id: text,
          kind: { enum: lanes.split(' ') },
          name: text,
          spans: list(span),
          marks: list(mark),
        }),
      ),
      status: list(object(['atMs', 'pod'], { atMs: ms, pod: { type: 'object' } })),
      kubectl: list(object(['atMs', 'ready', 'status', 'restarts'], { atMs: ms, ready: text, status: text })),
      events: list(event),
      causes: list(object(['text'], { text, field: text, because: list(index) })),
    }),
  },
  false,
);
