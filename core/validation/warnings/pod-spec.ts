/** Warnings about a Pod or a pod template, in the server's order (pkg/api/pod/warnings.go, 1.36). */
import type { ApiWarning } from '../../kube/field-error.ts';
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { goQuote } from '../../kube/go-print.ts';
import { ipText, isIPv4Mapped, parseIp } from '../../kube/ip.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../../kube/json.ts';
import { resourceListAt } from '../../kube/pod-resources.ts';
import { type ValidationContext, atLeast } from '../context.ts';
import {
  type AnnotatedPod,
  annotationsPath,
  appArmorTemplateWarnings,
  deprecatedAnnotationWarnings,
  seccompContainerWarnings,
  seccompPodWarnings,
} from './annotations.ts';
import { type PlacedContainer, containersOf } from './containers.ts';
import { portWarnings } from './ports.ts';
import { nodeAffinityWarnings, nodeSelectorWarnings, podAffinityWarnings, spreadWarnings } from './scheduling.ts';
import { driverWarnings, fractionWarnings, overlapWarnings } from './volumes.ts';

const byteResources = ['memory', 'ephemeral-storage'];

/** `pod` has `metadata` and `spec`; `at` is its path, empty for a Pod itself. */
export function podWarnings(pod: JsonObject, at: FieldPath, context: ValidationContext): readonly ApiWarning[] {
  const spec = structAt(pod, 'spec');
  const specAt = child(at, 'spec');
  const annotations = structAt(structAt(pod, 'metadata'), 'annotations');
  const labels = objectAt(structAt(pod, 'metadata'), 'labels');
  const containers = containersOf(spec, specAt);
  return [
    ...nodeSelectorWarnings(spec, specAt),
    ...nodeAffinityWarnings(spec, specAt, { checkValues: atLeast(context, 33) }),
    ...spreadWarnings(spec, specAt, labels),
    ...deprecatedAnnotationWarnings(annotations, annotationsPath(at)),
    ...driverWarnings(spec, specAt, context),
    ...overlapWarnings(spec, specAt, context),
    ...repeatedWarnings(spec, specAt),
    ...overheadWarnings(spec, specAt),
    ...seccompPodWarnings(spec, annotations, annotationsPath(at)),
    ...containers.flatMap((container) => containerWarnings(container, { spec, annotations, at }, context)),
    ...portWarnings(containers, context),
    ...graceWarnings(spec, specAt),
    ...podAffinityWarnings(spec, specAt, labels),
    ...(atLeast(context, 33) ? addressWarnings(spec, specAt, context) : []),
  ];
}

function containerWarnings(
  placed: PlacedContainer,
  { spec, annotations, at }: AnnotatedPod,
  context: ValidationContext,
): readonly ApiWarning[] {
  const { container } = placed;
  const resources = structAt(container, 'resources');
  const path = annotationsPath(at);
  return [
    ...seccompContainerWarnings(placed, annotations, path),
    ...(at === '' ? [] : appArmorTemplateWarnings(placed, { spec, annotations, at: path }, context)),
    ...byteResources.flatMap((name) =>
      ['limits', 'requests'].flatMap((list) => {
        const amount = resourceListAt(resources, list).get(name);
        return amount === undefined
          ? []
          : fractionWarnings('warn-res-fraction', amount, index(child(placed.at, 'resources', list), name));
      }),
    ),
    ...environmentWarnings(placed),
  ];
}

/** A name given again that does not build on its earlier value. */
function environmentWarnings({ container, at }: PlacedContainer): readonly ApiWarning[] {
  const seen = new Map<string, FieldPath>();
  return objectsAt(container, 'env').flatMap((entry, i) => {
    const name = stringAt(entry, 'name');
    const place = index(child(at, 'env'), i);
    const earlier = seen.get(name);
    if (earlier === undefined) {
      seen.set(name, place);
      return [];
    }
    const reference = `$(${name})`;
    const value = stringAt(entry, 'value');
    if (objectAt(entry, 'valueFrom') === undefined && value !== reference && value.includes(reference)) return [];
    const text = `hides previous definition of ${goQuote(name)}, which may be dropped when using apply`;
    return [
      {
        code: 'warn-env-hides',
        at: place,
        message: `${place}: ${text}`,
        fix: { kind: 'remove', at: earlier } as const,
      },
    ];
  });
}

function repeatedWarnings(spec: JsonObject, at: FieldPath): readonly ApiWarning[] {
  const secrets = objectsAt(spec, 'imagePullSecrets').map((secret) => stringAt(secret, 'name'));
  const path = child(at, 'imagePullSecrets');
  return [
    ...repeats(
      objectsAt(spec, 'hostAliases').map((alias) => stringAt(alias, 'ip')),
      child(at, 'hostAliases'),
      'ip',
      'warn-hostalias-duplicate',
    ),
    ...repeats(secrets, path, 'name', 'warn-pullsecret-duplicate'),
    ...secrets.flatMap((name, i) => {
      const place = child(index(path, i), 'name');
      if (name !== '') return [];
      const fix = { kind: 'remove', at: index(path, i) } as const;
      return [{ code: 'warn-pullsecret-empty', at: place, message: `${place}: invalid empty name ""`, fix }];
    }),
  ];
}

function repeats(values: readonly string[], path: FieldPath, key: string, code: string): readonly ApiWarning[] {
  return values.flatMap((value, i) => {
    const at = child(index(path, i), key);
    const fix = { kind: 'remove', at: index(path, i) } as const;
    return values.indexOf(value) < i ? [{ code, at, message: `${at}: duplicate ${key} ${goQuote(value)}`, fix }] : [];
  });
}

function overheadWarnings(spec: JsonObject, at: FieldPath): readonly ApiWarning[] {
  const overhead = resourceListAt(spec, 'overhead');
  return byteResources.flatMap((name) => {
    const amount = overhead.get(name);
    return amount === undefined
      ? []
      : fractionWarnings('warn-overhead-fraction', amount, index(child(at, 'overhead'), name));
  });
}

function graceWarnings(spec: JsonObject, at: FieldPath): readonly ApiWarning[] {
  const grace = integerAt(spec, 'terminationGracePeriodSeconds');
  if (grace === undefined || grace >= 0) return [];
  const place = child(at, 'terminationGracePeriodSeconds');
  const message = `${place}: must be >= 0; negative values are invalid and will be treated as 1`;
  return [{ code: 'warn-grace-negative', at: place, message, fix: { kind: 'set', at: place, value: 30 } }];
}

function addressWarnings(spec: JsonObject, at: FieldPath, context: ValidationContext): readonly ApiWarning[] {
  const servers = child(at, 'dnsConfig', 'nameservers');
  const aliases = child(at, 'hostAliases');
  return [
    ...stringsAt(structAt(spec, 'dnsConfig'), 'nameservers').flatMap((ip, i) =>
      ipWarnings(ip, index(servers, i), context),
    ),
    ...objectsAt(spec, 'hostAliases').flatMap((alias, i) =>
      ipWarnings(stringAt(alias, 'ip'), child(index(aliases, i), 'ip'), context),
    ),
  ];
}

function ipWarnings(text: string, at: FieldPath, context: ValidationContext): readonly ApiWarning[] {
  const address = parseIp(text);
  if (address === undefined) return [];
  const right = ipText(address);
  const fix = { kind: 'set', at, value: right } as const;
  if (address.hasLeadingZeros || isIPv4Mapped(address)) {
    const verdict = atLeast(context, 36) ? 'is invalid' : 'will be considered invalid in a future Kubernetes release';
    const message = `${at}: non-standard IP address ${goQuote(text)} ${verdict}: use ${goQuote(right)}`;
    return [{ code: 'warn-ip-nonstandard', at, message, fix }];
  }
  if (address.bytes.length !== 16 || right === text) return [];
  const message = `${at}: IPv6 address ${goQuote(text)} should be in RFC 5952 canonical format (${goQuote(right)})`;
  return [{ code: 'warn-ip-noncanonical', at, message, fix }];
}
