/** Checks of seccomp and AppArmor profiles in security contexts (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, optionalStringAt, stringAt } from '../kube/json.ts';
import { byteLength } from '../kube/utf8.ts';
import { type Errors, asJson, invalid, none, notSupported, remove, required, set, tooLong } from './errors.ts';
import { validateDescendingPath } from './formats.ts';

const types = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const pathCodes = { absolute: 'sec-seccomp-localhost-path', backstep: 'sec-seccomp-localhost-path' };

/** Errors of a `seccompProfile` at `path`; an empty localhost profile is fine here. */
export function validateSeccompProfile(profile: JsonObject | undefined, path: FieldPath): Errors {
  if (profile === undefined) return none;
  const type = stringAt(profile, 'type');
  const localhost = optionalStringAt(profile, 'localhostProfile');
  const field = child(path, 'localhostProfile');
  return [
    ...validateType('seccomp', 'seccompProfile', type, child(path, 'type')),
    ...(type === 'Localhost' ? validateSeccompPath(localhost, field) : validateNoSeccompPath(type, localhost, field)),
  ];
}

function validateType(kind: 'seccomp' | 'apparmor', name: string, type: string, field: FieldPath): Errors {
  if (types.includes(type)) return none;
  if (type !== '') return [notSupported(`sec-${kind}-type`, field, type, types)];
  const detail = `type is required when ${name} is set`;
  return [required(`sec-${kind}-type-required`, field, detail, { fix: set(field, 'RuntimeDefault') })];
}

function validateSeccompPath(localhost: string | undefined, field: FieldPath): Errors {
  if (localhost !== undefined) return validateDescendingPath(pathCodes, field, localhost);
  return [required('sec-seccomp-localhost-required', field, 'must be set when seccomp type is Localhost')];
}

/** The server prints the whole profile, with the names of its Go struct. */
function validateNoSeccompPath(type: string, localhost: string | undefined, field: FieldPath): Errors {
  if (localhost === undefined) return none;
  const shown = asJson({ Type: type, LocalhostProfile: localhost });
  return [
    invalid(
      'sec-seccomp-localhost-forbidden',
      field,
      shown,
      'can only be set when seccomp type is Localhost',
      remove(field),
    ),
  ];
}

const maxProfileBytes = 4095;

/** Errors of an `appArmorProfile` at `path`. */
export function validateAppArmorProfile(profile: JsonObject | undefined, path: FieldPath): Errors {
  if (profile === undefined) return none;
  const type = stringAt(profile, 'type');
  const localhost = optionalStringAt(profile, 'localhostProfile');
  const field = child(path, 'localhostProfile');
  if (type === 'Localhost') return validateAppArmorName(localhost, field);
  if (!types.includes(type)) return validateType('apparmor', 'appArmorProfile', type, child(path, 'type'));
  if (localhost === undefined) return none;
  const detail = 'can only be set when AppArmor type is Localhost';
  return [invalid('sec-apparmor-localhost-forbidden', field, asJson(localhost), detail, remove(field))];
}

function validateAppArmorName(name: string | undefined, field: FieldPath): Errors {
  const missing = required('sec-apparmor-localhost-required', field, 'must be set when AppArmor type is Localhost');
  if (name === undefined) return [missing];
  const errors: FieldError[] = [];
  const trimmed = trimSpace(name);
  if (trimmed !== name) {
    const detail = 'must not be padded with whitespace';
    errors.push(invalid('sec-apparmor-localhost-padding', field, name, detail, { fix: set(field, trimmed) }));
  } else if (name === '') {
    errors.push(missing);
  }
  if (byteLength(name) > maxProfileBytes) errors.push(tooLong('sec-apparmor-localhost-long', field, maxProfileBytes));
  return errors;
}

/** `strings.TrimSpace`: as JavaScript's, but U+0085 is white space and U+FEFF is not. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code === 0x85 || (code >= 0xa0 && code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}
