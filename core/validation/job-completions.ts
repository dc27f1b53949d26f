/**
 * Checks of a Job's completion mode and of what depends on it, and of managedBy
 * (pkg/apis/batch/validation/validation.go, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, integerAt, optionalStringAt } from '../kube/json.ts';
import { dnsSubdomainErrors, patternError } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { invalid, invalidEach, notSupported, required, tooLong } from './errors.ts';

const modes = ['NonIndexed', 'Indexed'];
const highCompletions = 100_000;
const maxParallelism = 100_000;
const maxFailed = 100_000;
const limitForHighCompletions = 10_000;
const atHighCompletions = `must be less than or equal to ${limitForHighCompletions} when completions are above ${highCompletions} and used with backoff limit per index`;
const needsIndexed = 'requires indexed completion mode';
const pathPattern = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";
const pathExpression = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

export function validateCompletionMode(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const mode = optionalStringAt(spec, 'completionMode');
  const field = child(at, 'completionMode');
  const unknown =
    mode === undefined || modes.includes(mode) ? [] : [notSupported('job-completion-mode', field, mode, modes)];
  const indexed = mode === 'Indexed' ? [...validateIndexed(spec, at), ...validateHighCompletions(spec, at)] : [];
  return [...unknown, ...indexed, ...(mode === undefined || mode === 'NonIndexed' ? validateNotIndexed(spec, at) : [])];
}

function validateIndexed(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const { completions, parallelism, failed } = counts(spec);
  const errors: FieldError[] = [];
  if (completions === undefined) {
    const fix = { kind: 'add', at, field: 'completions', value: Number(parallelism ?? 1) } as const;
    errors.push(
      required('job-indexed-completions', child(at, 'completions'), 'when completion mode is Indexed', { fix }),
    );
  }
  if (parallelism !== undefined && parallelism > maxParallelism) {
    const detail = `must be less than or equal to ${maxParallelism} when completion mode is Indexed`;
    errors.push(invalid('job-indexed-parallelism', child(at, 'parallelism'), parallelism, detail));
  }
  if (completions !== undefined && failed !== undefined && failed > completions) {
    const fix = { kind: 'set', at: child(at, 'maxFailedIndexes'), value: Number(completions) } as const;
    errors.push(
      invalid(
        'job-max-failed-completions',
        child(at, 'maxFailedIndexes'),
        failed,
        'must be less than or equal to completions',
        { fix },
      ),
    );
  }
  if (failed !== undefined && failed > maxFailed) {
    errors.push(
      invalid(
        'job-max-failed-limit',
        child(at, 'maxFailedIndexes'),
        failed,
        `must be less than or equal to ${maxFailed}`,
      ),
    );
  }
  return errors;
}

function validateHighCompletions(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const { completions, parallelism, failed } = counts(spec);
  if (
    completions === undefined ||
    completions <= highCompletions ||
    integerAt(spec, 'backoffLimitPerIndex') === undefined
  )
    return [];
  const field = child(at, 'maxFailedIndexes');
  const missing =
    failed === undefined
      ? [required('job-max-failed-required', field, `must be specified when completions is above ${highCompletions}`)]
      : [];
  const isParallel = parallelism !== undefined && parallelism > limitForHighCompletions;
  return [
    ...missing,
    ...(isParallel ? [invalid('job-parallelism-high', child(at, 'parallelism'), parallelism, atHighCompletions)] : []),
    ...(failed !== undefined && failed > limitForHighCompletions
      ? [invalid('job-max-failed-high', field, failed, atHighCompletions)]
      : []),
  ];
}

function validateNotIndexed(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const fields = { backoffLimitPerIndex: 'job-backoff-per-index-mode', maxFailedIndexes: 'job-max-failed-mode' };
  return Object.entries(fields).flatMap(([key, code]) => {
    const value = integerAt(spec, key);
    const fix = { kind: 'set', at: child(at, 'completionMode'), value: 'Indexed' } as const;
    return value === undefined ? [] : [invalid(code, child(at, key), value, needsIndexed, { fix })];
  });
}

function counts(
  spec: JsonObject,
): Readonly<Record<'completions' | 'parallelism' | 'failed', number | bigint | undefined>> {
  return {
    completions: integerAt(spec, 'completions'),
    parallelism: integerAt(spec, 'parallelism'),
    failed: integerAt(spec, 'maxFailedIndexes'),
  };
}

export function validateManagedBy(value: string | undefined, at: FieldPath): readonly FieldError[] {
  if (value === undefined) return [];
  const long = byteLength(value) > 63 ? [tooLong('job-managed-by-long', at, 63)] : [];
  return [...validateDomainPath(value, at), ...long];
}

function validateDomainPath(value: string, at: FieldPath): readonly FieldError[] {
  const code = 'job-managed-by';
  if (value === '') return [required(code, at)];
  const slash = value.indexOf('/');
  const host = value.slice(0, Math.max(slash, 0));
  const path = value.slice(slash + 1);
  if (host === '' || path === '')
    return [invalid(code, at, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  return [
    ...invalidEach(code, at, host, dnsSubdomainErrors(host)),
    ...(pathExpression.test(path) ? [] : [invalid(code, at, path, patternError('Invalid path', pathPattern))]),
  ];
}
