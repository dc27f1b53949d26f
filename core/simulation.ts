/** Door 2: simulate a Pod on a virtual clock, without any YAML. The webview imports this and nothing else of the core. */
export type { Scenario } from './behaviour/scenario.ts';
export type { SimulationInput, SimulationSettings } from './simulator/input.ts';
export type {
  Assumption, Cause, EndpointChange, KubectlLine, Lane, LaneKind, Mark, MarkKind, PodEvent, PodSnapshot, Span, SpanState, StatusChange, Timeline,
} from './simulator/timeline.ts';
export { simulate } from './simulator/simulate.ts';
