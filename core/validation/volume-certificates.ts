/**
 * Checks of projected trust bundles and pod certificates; both gates are off by default (pkg/apis/core/validation,
 * 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { goQuote } from '../kube/go-print.ts';
import {
  type JsonObject,
  booleanAt,
  integerAt,
  objectAt,
  optionalStringAt,
  stringAt,
  stringMapAt,
} from '../kube/json.ts';
import { selectorAsPrinted } from '../kube/label-selector.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { dnsLabelErrors, dnsSubdomainErrors, nameIsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import {
  type Errors,
  asJson,
  invalid,
  invalidEach,
  none,
  notSupportedText,
  remove,
  required,
  tooLong,
} from './errors.ts';
import { type PathCodes, validateLocalPath } from './formats.ts';
import { validateAnnotationsSize } from './metadata.ts';
import { validateLabelSelector } from './selector.ts';
import { type TakenPaths, takePath } from './taken-paths.ts';

const bundlePathCodes: PathCodes = { absolute: 'vol-projected-ctb-path', backstep: 'vol-projected-ctb-path' };

/** Errors of a `clusterTrustBundle` at `at`; `path` is the projected volume. */
export function validateTrustBundle(bundle: JsonObject, path: FieldPath, at: FieldPath, taken: TakenPaths): Errors {
  const file = stringAt(bundle, 'path');
  const field = child(at, 'path');
  return [
    ...validateBundleChoice(bundle, at),
    ...(file === '' ? [required('vol-projected-ctb-path', field)] : none),
    ...validateLocalPath(bundlePathCodes, field, file),
    ...takePath(file, file, path, field, taken),
  ];
}

function validateBundleChoice(bundle: JsonObject, at: FieldPath): Errors {
  const name = optionalStringAt(bundle, 'name');
  const signer = optionalStringAt(bundle, 'signerName');
  if (name === undefined && signer === undefined) {
    return [required('vol-projected-ctb-none', at, 'either name or signerName must be specified')];
  }
  if (name !== undefined && signer !== undefined) {
    return [
      invalid('vol-projected-ctb-both', at, asJson(bundleJson(bundle)), 'only one of name and signerName may be used'),
    ];
  }
  return name === undefined ? validateSigner(bundle, signer ?? '', at) : validateBundleName(bundle, name, at);
}

function validateBundleName(bundle: JsonObject, name: string, at: FieldPath): Errors {
  const field = child(at, 'name');
  const selector = child(at, 'labelSelector');
  const errors: FieldError[] =
    name === '' ? [required('vol-projected-ctb-name', field, 'must be a valid object name')] : [];
  const details = bundleNameErrors(name).map((text) => `not a valid clustertrustbundlename: ${text}`);
  errors.push(...invalidEach('vol-projected-ctb-name', field, name, details));
  if (objectAt(bundle, 'labelSelector') !== undefined) {
    const shown = asJson(selectorAsPrinted(bundle['labelSelector']));
    const detail = 'labelSelector must be unset if name is specified';
    errors.push(invalid('vol-projected-ctb-selector', selector, shown, detail, remove(selector)));
  }
  return errors;
}

/** A name with a colon is that of a signer's bundle: everything before the last colon is the signer. */
function bundleNameErrors(name: string): readonly string[] {
  const colon = name.lastIndexOf(':');
  if (colon < 0) return nameIsSubdomain(name, false);
  const signer = name.slice(0, colon).replaceAll(':', '/');
  if (signer === '') return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  const prefix = `${signer.replaceAll('/', ':')}:`;
  if (!name.startsWith(prefix))
    return [`ClusterTrustBundle for signerName ${signer} must be named with prefix ${prefix}`];
  return nameIsSubdomain(name.slice(prefix.length), false);
}

function validateSigner(bundle: JsonObject, signer: string, at: FieldPath): Errors {
  const field = child(at, 'signerName');
  return [
    ...(signer === '' ? [required('vol-projected-ctb-signer', field, 'must be a valid signer name')] : none),
    ...validateSignerName('vol-projected-ctb-signer', signer, field),
    ...validateLabelSelector(bundle['labelSelector'], child(at, 'labelSelector')),
  ];
}

function bundleJson(bundle: JsonObject): JsonObject {
  return {
    Name: optionalStringAt(bundle, 'name') ?? null,
    SignerName: optionalStringAt(bundle, 'signerName') ?? null,
    LabelSelector: objectAt(bundle, 'labelSelector') === undefined ? null : selectorAsPrinted(bundle['labelSelector']),
    Optional: booleanAt(bundle, 'optional') ?? null,
    Path: stringAt(bundle, 'path'),
  };
}

const maxDomainBytes = 253;
const maxSignerBytes = 571;
const signerShape = "must be a fully qualified domain and path of the form 'example.com/signer-name'";

/** Errors of the name of a certificate signer. */
function validateSignerName(code: string, signer: string, field: FieldPath): Errors {
  if (signer === '') return [required(code, field)];
  const [domain = '', path = '', ...rest] = signer.split('/');
  if (!signer.includes('/') || rest.length > 0) return [invalid(code, field, signer, signerShape)];
  const labels = domain.split('.');
  return [
    ...(byteLength(domain) > maxDomainBytes ? [tooLong(code, field, maxDomainBytes)] : none),
    ...validateFirstBad(code, field, domain, labels, dnsLabelErrors),
    ...(labels.length < 2
      ? [invalid(code, field, domain, 'should be a domain with at least two segments separated by dots')]
      : none),
    ...validateFirstBad(code, field, path, path.split('.'), dnsSubdomainErrors),
    ...(byteLength(signer) > maxSignerBytes ? [tooLong(code, field, maxSignerBytes)] : none),
  ];
}

function validateFirstBad(
  code: string,
  field: FieldPath,
  shown: string,
  parts: readonly string[],
  check: (part: string) => readonly string[],
): Errors {
  const bad = parts.find((part) => check(part).length > 0);
  return bad === undefined
    ? none
    : invalidEach(
        code,
        field,
        shown,
        check(bad).map((text) => `validating label ${goQuote(bad)}: ${text}`),
      );
}

const keyTypes = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const certificatePaths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'];
const certificatePathCodes: PathCodes = {
  absolute: 'vol-projected-podcert-paths',
  backstep: 'vol-projected-podcert-paths',
};

/** Errors of a `podCertificate` at `at`; `path` is the projected volume. */
export function validatePodCertificate(
  certificate: JsonObject,
  path: FieldPath,
  at: FieldPath,
  taken: TakenPaths,
): Errors {
  const keyType = stringAt(certificate, 'keyType');
  const files = certificatePaths.filter((key) => stringAt(certificate, key) !== '');
  const missing = 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath';
  return [
    ...validateSignerName('vol-projected-podcert-signer', stringAt(certificate, 'signerName'), child(at, 'signerName')),
    ...validateUserAnnotations(certificate, child(at, 'userAnnotations')),
    ...(keyTypes.includes(keyType)
      ? none
      : [notSupportedText('vol-projected-podcert-keytype', child(at, 'keyType'), keyType, keyTypes)]),
    ...validateExpiration(certificate, child(at, 'maxExpirationSeconds')),
    ...files.flatMap((key) => {
      const file = stringAt(certificate, key);
      const field = child(at, key);
      return [...validateLocalPath(certificatePathCodes, field, file), ...takePath(file, file, path, field, taken)];
    }),
    ...(files.length === 0 ? [required('vol-projected-podcert-paths', at, missing)] : none),
  ];
}

function validateUserAnnotations(certificate: JsonObject, field: FieldPath): Errors {
  const code = 'vol-projected-podcert-annotations';
  const entries = stringMapAt(certificate, 'userAnnotations');
  const keys = entries.flatMap(([written]) => {
    const key = written.toLowerCase();
    const more = { at: index(field, written) };
    if (key === '') return [required(code, field, '', more)];
    const details = labelKeyErrors(key);
    if (details.length > 0) return invalidEach(code, field, key, details, more);
    return key.includes('/')
      ? none
      : [invalid(code, field, key, 'must be a domain-prefixed key (such as "acme.io/foo")', more)];
  });
  return [...keys, ...validateAnnotationsSize(code, entries, field)];
}

const minExpirationSeconds = 3600;

function validateExpiration(certificate: JsonObject, field: FieldPath): Errors {
  const seconds = integerAt(certificate, 'maxExpirationSeconds');
  if (seconds === undefined) return none;
  const [host = ''] = stringAt(certificate, 'signerName').split('/');
  const max = host === 'kubernetes.io' || host.endsWith('.kubernetes.io') ? 86400 : 91 * 86400;
  return [
    ...(seconds < minExpirationSeconds
      ? [invalid('vol-projected-podcert-exp-min', field, seconds, 'if provided, maxExpirationSeconds must be >= 3600')]
      : none),
    ...(seconds > max
      ? [
          invalid(
            'vol-projected-podcert-exp-max',
            field,
            seconds,
            `if provided, maxExpirationSeconds must be <= ${max}`,
          ),
        ]
      : none),
  ];
}
