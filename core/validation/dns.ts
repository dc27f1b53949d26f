/** Checks of `dnsConfig` and `hostAliases` (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { ipErrors } from '../kube/ip.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt } from '../kube/json.ts';
import { dnsSubdomainErrors, underscoreSubdomainErrors } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, asJson, invalid, invalidEach, none, required } from './errors.ts';
import { validateDnsSubdomain } from './formats.ts';

const maxNameservers = 3;
const maxSearches = 32;
const maxSearchBytes = 2048;

/** Errors of the `dnsConfig` of a pod spec at `path`. */
export function validateDnsConfig(spec: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const config = objectAt(spec, 'dnsConfig');
  const nameservers = stringsAt(config, 'nameservers');
  if (stringAt(spec, 'dnsPolicy') === 'None') {
    if (config === undefined)
      return [required('dns-none-config', path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required('dns-none-nameservers', child(path, 'nameservers'), detail)];
    }
  }
  if (config === undefined) return none;
  return [
    ...validateNameservers(nameservers, child(path, 'nameservers'), context),
    ...validateSearches(stringsAt(config, 'searches'), child(path, 'searches'), context),
    ...objectsAt(config, 'options').flatMap((option, position) => {
      const field = index(child(path, 'options'), position);
      return stringAt(option, 'name') === '' ? [required('dns-option-name', field, 'must not be empty')] : none;
    }),
  ];
}

function validateNameservers(nameservers: readonly string[], path: FieldPath, context: ValidationContext): Errors {
  const detail = `must not have more than ${maxNameservers} nameservers`;
  return [
    ...(nameservers.length > maxNameservers
      ? [invalid('dns-nameservers-many', path, asJson(nameservers), detail)]
      : none),
    ...nameservers.flatMap((ip, position) => validateIp('dns-nameserver-ip', ip, index(path, position), context)),
  ];
}

function validateIp(code: string, ip: string, field: FieldPath, context: ValidationContext): Errors {
  return invalidEach(code, field, ip, ipErrors(ip, isEnabled(context, 'StrictIPCIDRValidation')));
}

function validateSearches(searches: readonly string[], path: FieldPath, context: ValidationContext): Errors {
  const errors: FieldError[] = [];
  if (searches.length > maxSearches) {
    const detail = `must not have more than ${maxSearches} search paths`;
    errors.push(invalid('dns-searches-many', path, asJson(searches), detail));
  }
  if (byteLength(searches.join(' ')) > maxSearchBytes) {
    const detail = `must not have more than ${maxSearchBytes} characters (including spaces) in the search list`;
    errors.push(invalid('dns-searches-long', path, asJson(searches), detail));
  }
  const isRelaxed = isEnabled(context, 'RelaxedDNSSearchValidation');
  searches.forEach((search, position) => {
    if (isRelaxed && search === '.') return;
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    const details = isRelaxed ? underscoreSubdomainErrors(name) : dnsSubdomainErrors(name);
    errors.push(...invalidEach('dns-search-format', index(path, position), name, details));
  });
  return errors;
}

/** Errors of the `hostAliases` of a pod spec at `path`. */
export function validateHostAliases(spec: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  return objectsAt(spec, 'hostAliases').flatMap((alias, position) => {
    const at = index(path, position);
    return [
      ...validateIp('hostalias-ip', stringAt(alias, 'ip'), child(at, 'ip'), context),
      ...stringsAt(alias, 'hostnames').flatMap((name, namePosition) =>
        validateDnsSubdomain('hostalias-hostname', index(child(at, 'hostnames'), namePosition), name),
      ),
    ];
  });
}
