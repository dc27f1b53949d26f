/** A scenario with the oracle's answer as one short line: of each change only what became different. */
import { type Change, changesOf, compareAnswers, type Difference } from './compare.ts';
import type { Answer } from './run.ts';
import type { KubeletScenario } from './scenario.ts';

/** What became different at an instant. */
export type Step = readonly [t: number, changed: Readonly<Record<string, string | null>>];
interface RecordedCase {
  readonly scenario: KubeletScenario;
  readonly status: readonly Step[];
  readonly kubectl: readonly Step[];
  readonly events: readonly Step[];
}

export function compactCase(scenario: KubeletScenario, answer: Answer): string {
  const { status, kubectl, events } = changesOf(answer);
  const recorded: RecordedCase = { scenario, status: steps(status), kubectl: steps(kubectl), events: steps(events) };
  return JSON.stringify(recorded);
}

export function steps(changes: readonly Change[]): Step[] {
  return changes.map(({ t, facts }, i) => {
    const before = changes[i - 1]?.facts ?? {};
    const names = [...new Set([...Object.keys(before), ...Object.keys(facts)])].filter(
      (name) => facts[name] !== before[name],
    );
    return [t, Object.fromEntries(names.map((name) => [name, facts[name] ?? null]))];
  });
}

export function unfolded(recorded: readonly Step[]): Change[] {
  let facts: Record<string, string> = {};
  return recorded.map(([t, changed]) => {
    facts = { ...facts };
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) delete facts[name];
      else facts[name] = value;
    }
    return { t, facts };
  });
}

/** Where a run differs from a recorded line. */
export function compareWithCase(line: string, run: (scenario: KubeletScenario) => Answer): Difference | undefined {
  const recorded = JSON.parse(line) as RecordedCase;
  const { status, kubectl, events } = recorded;
  return compareAnswers(run(recorded.scenario), {
    status: unfolded(status),
    kubectl: unfolded(kubectl),
    events: unfolded(events),
  });
}
