/** Checks of `windowsOptions`, and of HostProcess containers across a Pod (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, booleanAt, objectAt, optionalStringAt } from '../kube/json.ts';
import { dnsSubdomainErrors, toDnsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import type { PodContainer } from './containers-of.ts';
import { type Errors, asJson, invalid, invalidEach, none, remove, set } from './errors.ts';
import { withFix } from './formats.ts';

const maxCredentialSpecKib = 64;
const maxDomainBytes = 256;
const maxUserBytes = 104;

/** Errors of `windowsOptions` at `path`. */
export function validateWindowsOptions(options: JsonObject | undefined, path: FieldPath): Errors {
  if (options === undefined) return none;
  const specName = optionalStringAt(options, 'gmsaCredentialSpecName');
  const spec = optionalStringAt(options, 'gmsaCredentialSpec');
  const user = optionalStringAt(options, 'runAsUserName');
  const nameField = child(path, 'gmsaCredentialSpecName');
  return [
    ...(specName === undefined
      ? none
      : invalidEach(
          'win-gmsa-name',
          nameField,
          asJson(specName),
          dnsSubdomainErrors(specName),
          withFix(nameField, toDnsSubdomain(specName)),
        )),
    ...(spec === undefined ? none : validateCredentialSpec(spec, child(path, 'gmsaCredentialSpec'))),
    ...(user === undefined ? none : validateUserName(user, child(path, 'runAsUserName'))),
  ];
}

function validateCredentialSpec(spec: string, field: FieldPath): Errors {
  if (spec === '')
    return [
      invalid('win-gmsa-empty', field, asJson(spec), 'gmsaCredentialSpec cannot be an empty string', remove(field)),
    ];
  if (byteLength(spec) <= maxCredentialSpecKib * 1024) return none;
  return [
    invalid('win-gmsa-size', field, asJson(spec), `gmsaCredentialSpec size must be under ${maxCredentialSpecKib} KiB`),
  ];
}

function validateUserName(name: string, field: FieldPath): Errors {
  const fail = (code: string, detail: string): FieldError =>
    invalid(code, field, asJson(name), `runAsUserName${detail}`);
  if (name === '') return [{ ...fail('win-user-empty', ' cannot be an empty string'), ...remove(field) }];
  if (/[\0-\x1f\x7f]/.test(name)) return [fail('win-user-control', ' cannot contain control characters')];
  const parts = name.split('\\');
  if (parts.length > 2) return [fail('win-user-backslash', ' cannot contain more than one backslash')];
  const domain = parts.length === 2 ? parts[0] : undefined;
  return [...validateDomain(domain, fail), ...validateUser(parts.at(-1) ?? '', fail)];
}

type Fail = (code: string, detail: string) => FieldError;

function validateDomain(domain: string | undefined, fail: Fail): Errors {
  if (domain === undefined) return none;
  const errors: FieldError[] = [];
  if (byteLength(domain) >= maxDomainBytes) {
    errors.push(fail('win-user-domain-long', `'s Domain length must be under ${maxDomainBytes} characters`));
  }
  if (!isNetBiosName(domain) && !isDnsName(domain)) {
    errors.push(fail('win-user-domain-format', "'s Domain doesn't match the NetBios nor the DNS format"));
  }
  return errors;
}

function isNetBiosName(domain: string): boolean {
  return /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u.test(domain);
}

function isDnsName(domain: string): boolean {
  return domain
    .split('.')
    .every((label) => label.length <= 63 && /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(label));
}

function validateUser(user: string, fail: Fail): Errors {
  const errors: FieldError[] = [];
  if (user === '') errors.push(fail('win-user-user-empty', "'s User cannot be empty"));
  else if (byteLength(user) > maxUserBytes) {
    errors.push(fail('win-user-user-long', `'s User length must not be longer than ${maxUserBytes} characters`));
  }
  if (/^[. ]+$/.test(user)) errors.push(fail('win-user-dots', "'s User cannot contain only periods or spaces"));
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    errors.push(fail('win-user-chars', '\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]'));
  }
  return errors;
}

/** Errors of HostProcess containers: all of a Pod's or none, and only on the host's network. */
export function validateHostProcess(spec: JsonObject, containers: readonly PodContainer[], path: FieldPath): Errors {
  const podValue = hostProcess(spec);
  const errors: FieldError[] = [];
  let count = 0;
  for (const { container, at } of containers) {
    const own = hostProcess(container);
    if (podValue !== undefined && own !== undefined && podValue !== own) {
      const field = child(at, 'securityContext', 'windowsOptions', 'hostProcess');
      const detail = `pod hostProcess value must be identical if both are specified, was ${podValue}`;
      errors.push(invalid('win-hostprocess-mismatch', field, own, detail, { fix: set(field, podValue) }));
    }
    if (own ?? podValue) count++;
  }
  return count === 0 ? errors : [...errors, ...validateHostProcessPod(spec, count === containers.length, path)];
}

function hostProcess(parent: JsonObject): boolean | undefined {
  return booleanAt(objectAt(objectAt(parent, 'securityContext'), 'windowsOptions'), 'hostProcess');
}

function validateHostProcessPod(spec: JsonObject, isEvery: boolean, path: FieldPath): Errors {
  const errors: FieldError[] = [];
  if (!isEvery) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    errors.push(invalid('win-hostprocess-all', path, '', detail));
  }
  if (booleanAt(spec, 'hostNetwork') !== true) {
    const field = child(path, 'hostNetwork');
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    errors.push(
      invalid('win-hostprocess-hostnet', field, false, detail, {
        fix: { kind: 'add', at: path, field: 'hostNetwork', value: true },
      }),
    );
  }
  return errors;
}
