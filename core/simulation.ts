/** Door 2: simulate a Pod on a virtual clock, without any YAML. The webview imports this and nothing else of the core. */
export type {
  Action,
  Answer,
  AnswerScript,
  ContainerBehaviour,
  HookBehaviour,
  ImageBehaviour,
  InstanceBehaviour,
  NodeFacts,
  Scenario,
  SignalBehaviour,
} from './behaviour/scenario.ts';
export { admitPod } from './kube/admission.ts';
export { applyDefaults } from './kube/defaults.ts';
export { parseGoDuration } from './kube/go-duration.ts';
export type { JsonObject } from './kube/json.ts';
export { parseTimestamp } from './kube/timestamp.ts';
export type { SimulationInput, SimulationSettings } from './simulator/input.ts';
export type {
  Assumption,
  Cause,
  EndpointChange,
  KubectlLine,
  Lane,
  LaneKind,
  Mark,
  MarkKind,
  PodEvent,
  PodSnapshot,
  Span,
  SpanState,
  StatusChange,
  Timeline,
} from './simulator/timeline.ts';
export { simulate } from './simulator/simulate.ts';
export { eventsAt, type EventRow } from './report/events-at.ts';
export { ageAt, createdAtMs } from './report/created-at.ts';
export { wideRowAt } from './report/row-at.ts';
export { eventsMarkdown } from './report/events-markdown.ts';
export { mermaidGantt } from './report/mermaid.ts';
export { chromeTrace } from './report/chrome-trace.ts';
export { textChart } from './report/text-chart.ts';
export { recordedForm, type RecordedForm } from './report/recorded-form.ts';
export { presetsFor } from './behaviour/presets.ts';
export { presetSubject } from './behaviour/preset-subject.ts';
export { expectationTitle } from './behaviour/expectation-title.ts';
export { markExpectations } from './simulator/expectation-marks.ts';
export { checkExpectations, type ExpectationResult, runExpectations } from './simulator/expectations.ts';
export { describeAt } from './report/describe-at.ts';
export { forecast, type Forecast, outlook, type Outlook } from './simulator/forecast.ts';
export { boundary, startBudget, sweep, type Boundary, type SweepParameter, type SweepRow } from './simulator/sweep.ts';
export type { Outcome, Verdict } from './simulator/verdict.ts';
