/** All rules, and the runner that turns a Pod into findings. */
import type { Finding, Rule } from './rule.ts';
import type { PodView } from './pod-view.ts';

export const rules: readonly Rule[] = [];

export interface RuleFinding extends Finding {
  readonly rule: Rule;
}

/** Everything that the given rules find, rule by rule. */
export function runRules(pod: PodView, selected: readonly Rule[] = rules): RuleFinding[] {
  return selected.flatMap((rule) => [...rule.check(pod)].map((finding) => ({ ...finding, rule })));
}
