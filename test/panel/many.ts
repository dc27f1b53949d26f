/** A made-up run of 10,000 states in twelve lanes, for what must stay fast. */
import type { Lane, SimulationInput, Span, Timeline } from '../../core/simulation.ts';
import { container, inputOf, modelOf, podOf } from './pods.ts';

export const manyEndMs = 583_800;
const states = ['ready', 'running', 'backoff'] as const;

const lanes = Array.from({ length: 12 }, (_, index): Lane => {
  const name = `c${index}`;
  const spans = Array.from({ length: 834 }, (_each, at): Span => ({
    startMs: at * 700,
    endMs: at * 700 + 700,
    state: states[at % 3] ?? 'ready',
    label: 'x',
  }));
  return { id: `container/${name}`, kind: 'container', name, container: name, role: 'regular', marks: [], spans };
});

export const manyMarks: Timeline = {
  endMs: manyEndMs,
  endedBecause: 'horizon reached',
  podName: 'many',
  lanes,
  status: [],
  kubectl: [],
  events: [],
  endpoints: [],
  assumptions: [],
  causes: [],
};

/** The run travels in the input; the tests' entry shows it as it is. */
export function manyModel(): ReturnType<typeof modelOf> {
  const input = { ...inputOf(podOf('many', { containers: [container('c0')] })), timeline: manyMarks };
  return modelOf(input satisfies SimulationInput);
}
