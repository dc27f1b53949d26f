/** Defaults of 1.36 that an older server does not know. */
import { type Draft, edited, isRecord, isUnset, update, updateEach } from './defaults/draft.ts';
import type { JsonObject } from './json.ts';

/** The defaulted object as the server of a version has it; `written` is the object before. */
export function withOlderDefaults(
  kind: string,
  written: JsonObject,
  defaulted: JsonObject,
  version: string,
): JsonObject {
  const isForgetful = kind === 'CronJob' && Number(version.split('.')[1]) < 34;
  return isForgetful ? (edited(defaulted, (draft) => clearStatuses(draft, written)) as JsonObject) : defaulted;
}

const policyPath = ['spec', 'jobTemplate', 'spec', 'podFailurePolicy'];

/** Until 1.33 the status of a condition in a failure policy got its default in Jobs only. */
function clearStatuses(cronJob: Draft, written: JsonObject): void {
  const rules = listAt(written, [...policyPath, 'rules']);
  const visit = (parent: Draft, depth: number): void => {
    const key = policyPath[depth];
    if (key !== undefined) return update(parent, key, (inner) => visit(inner, depth + 1));
    let rule = 0;
    updateEach(parent, 'rules', (draft) => clearStatusesOf(draft, listAt(rules[rule++], ['onPodConditions'])));
  };
  visit(cronJob, 0);
}

function clearStatusesOf(rule: Draft, written: readonly unknown[]): void {
  let position = 0;
  updateEach(rule, 'onPodConditions', (condition) => {
    const given = written[position++];
    if (!isRecord(given) || isUnset(given.status) || given.status === '') condition.status = '';
  });
}

function listAt(value: unknown, steps: readonly string[]): readonly unknown[] {
  const found = steps.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), value);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}
