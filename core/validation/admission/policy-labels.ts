/**
 * The labels of a Namespace that say how Pod Security treats its Pods: the plugin refuses a Namespace whose labels it
 * cannot read (pod-security-admission, ValidateNamespace, 1.36).
 */
import type { FieldError } from '../../kube/field-error.ts';
import { index } from '../../kube/field-path.ts';
import { type JsonObject, stringMapAt, structAt } from '../../kube/json.ts';
import { nearest } from '../../kube/nearest.ts';
import { type Errors, invalid, none, set } from '../errors.ts';
import { levels, policyPrefix, versionPattern } from './pod-security.ts';

/** Errors of a Namespace in which everything else is right. */
export function validatePolicyLabels(namespace: JsonObject): Errors {
  const labels = new Map(stringMapAt(structAt(namespace, 'metadata'), 'labels'));
  return ['enforce', 'audit', 'warn'].flatMap((mode) => [
    ...levelError(`${policyPrefix}${mode}`, labels),
    ...versionError(`${policyPrefix}${mode}-version`, labels),
  ]);
}

function levelError(label: string, labels: ReadonlyMap<string, string>): Errors {
  const level = labels.get(label);
  if (level === undefined || levels.includes(level)) return none;
  const detail = 'must be one of privileged, baseline, restricted';
  return [error('ns-policy-level', label, level, detail, nearest(level, levels) ?? 'restricted')];
}

function versionError(label: string, labels: ReadonlyMap<string, string>): Errors {
  const version = labels.get(label);
  if (version === undefined || version === 'latest' || versionPattern.test(version)) return none;
  const prefixed = `v${version}`;
  const right = versionPattern.test(prefixed) ? prefixed : 'latest';
  return [error('ns-policy-version', label, version, 'must be "latest" or "v1.x"', right)];
}

function error(code: string, label: string, value: string, detail: string, right: string): FieldError {
  const field = index('metadata.labels', label);
  return invalid(code, field, value, detail, { fix: set(field, right) });
}
