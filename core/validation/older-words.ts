/** What servers before 1.36 said in other words: the checks are the same, their texts were harmonised later. */
import type { FieldError } from '../kube/field-error.ts';
import { dnsSubdomainErrors } from '../kube/names.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { type Errors, invalidEach } from './errors.ts';
import { withOlderValue } from './older-values.ts';

type Words = readonly (readonly [now: string, before: string])[];

/** Before 1.35, in errors of any rule. */
const everywhere: Words = [
  ['a valid label key must consist of', 'a qualified name must consist of'],
  ['name part must be no more than 63 bytes', 'name part must be no more than 63 characters'],
  ['prefix part must be no more than 253 bytes', 'prefix part must be no more than 253 characters'],
  [': must be no more than 63 bytes', ': must be no more than 63 characters'],
];

/** Before 1.34, by rule. */
const byRule: Readonly<Record<string, Words>> = {
  'pod-os-name-required': [['Required value', 'Required value: cannot be empty']],
  'meta-owner-kind': [['must not be empty', 'kind must not be empty']],
  'meta-owner-name': [['must not be empty', 'name must not be empty']],
  'meta-owner-uid': [['must not be empty', 'uid must not be empty']],
  'dns-search-format': [
    // The pattern in the text was that of names without underscores.
    [
      '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*',
      '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*',
    ],
  ],
  'podres-claims': [['may not be set', 'cannot be set']],
};

/** The errors in the words of the context's version. */
export function inWordsOf(context: ValidationContext, errors: Errors): Errors {
  if (atLeast(context, 36)) return errors;
  const counted = errors.map(asTooLong);
  return atLeast(context, 35) ? counted : counted.flatMap((error) => older(error, context));
}

/** Before 1.36 a list that was too long was reported as a text that is too long. */
function asTooLong(error: FieldError): FieldError {
  const max = { 'ctr-restart-rules-too-many': 20, 'ctr-restart-rule-values': 255 }[error.code];
  return max === undefined
    ? error
    : { ...error, type: 'FieldValueTooLong', message: `Too long: may not be more than ${max} bytes` };
}

function older(error: FieldError, context: ValidationContext): Errors {
  const rule = atLeast(context, 34) || !Object.hasOwn(byRule, error.code) ? [] : (byRule[error.code] ?? []);
  let message = error.message;
  for (const [now, before] of [...everywhere, ...rule]) message = message.replace(now, before);
  if (error.code === 'tol-operator-gated') message = message.replace(', "Lt", "Gt"', '');
  const worded = message === error.message ? error : { ...error, message };
  const same = atLeast(context, 34) ? worded : withOlderValue(worded);
  // An empty driver was checked for its form, too.
  if (error.code !== 'vol-csi-driver-required') return [same];
  return [same, ...invalidEach('vol-csi-driver-format', error.field, '', dnsSubdomainErrors(''))];
}
