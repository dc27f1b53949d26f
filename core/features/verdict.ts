/** The API server's verdict on one manifest in its own words and order, as `podscope lint --format json` prints it. */
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import type { DroppedField } from '../kube/dropped-fields.ts';
import type { JsonObject } from '../kube/json.ts';
import type { WorkspaceObject } from '../workspace.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Refusal } from '../validation/create.ts';
import { locate } from '../schema/locate.ts';
import { placeOfField } from './field-place.ts';
import { decodeErrorFor, forVersion } from './for-version.ts';
import { kubectlSays } from './kubectl-says.ts';
import { defaultVerdictSettings, type VerdictSettings } from './verdict-settings.ts';
import { askServer } from './server-checks.ts';

export interface Verdict {
  /** Whether a create with strict field validation would succeed. */
  readonly accepted: boolean;
  readonly errors: readonly FieldError[];
  readonly strictErrors: readonly string[];
  readonly decodeError: string | undefined;
  readonly warnings: readonly ApiWarning[];
  readonly forbidden: string | undefined;
  /** The same with the plugin, the place and the object that decides. */
  readonly refusal?: Refusal | undefined;
  /** What a plugin that looks at the cluster first would say; `accepted` does not depend on it. */
  readonly clusterRefusal?: Refusal | undefined;
  /** What kubectl says where it does not leave the word to the server. */
  readonly kubectl: string | undefined;
  readonly defaulted: JsonObject;
  /** Where objects of other files stand that may have decided. */
  readonly origins?: readonly WorkspaceObject[];
  /** Fields that this version does not know, or drops because a gate is off. */
  readonly dropped?: readonly DroppedField[];
  readonly version?: string;
  /** Of a List: the verdict on each item. */
  readonly items?: readonly (Verdict | undefined)[];
}

/** `undefined` for documents that Podscope does not judge: empty ones and kinds it does not read. */
export function verdictOf(manifest: Manifest, settings: VerdictSettings = defaultVerdictSettings): Verdict | undefined {
  const { read } = manifest;
  if (read.isEmpty) return undefined;
  const kubectl = kubectlSays(read);
  const refused = { errors: [], warnings: [], forbidden: undefined, kubectl, defaulted: manifest.defaulted };
  const decodeError = decodeErrorFor(settings, manifest);
  if (decodeError !== undefined) return { ...refused, accepted: false, strictErrors: [], decodeError };
  if (manifest.items.length > 0) return listVerdict(manifest, settings);
  if (read.struct === undefined) return undefined;
  const versioned = forVersion(manifest, settings);
  const { defaulted, dropped } = versioned;
  const isPatch = settings.isPatch === true || (manifest.isPatch && settings.asSent !== true);
  // `$patch: delete` is for kustomize and never reaches a server.
  const strictErrors = isPatch
    ? versioned.strictErrors.filter((text) => !/[."]\$[a-zA-Z]+"$/.test(text))
    : versioned.strictErrors;
  const whole = askServer(defaulted === manifest.defaulted ? manifest : { ...manifest, defaulted }, settings);
  const answer = isPatch ? { ...whole, errors: whole.errors.filter((error) => isWritten(manifest, error)) } : whole;
  const accepted = strictErrors.length === 0 && answer.errors.length === 0 && answer.forbidden === undefined;
  const origins = settings.origins === undefined ? {} : { origins: settings.origins };
  return {
    accepted,
    ...answer,
    strictErrors,
    dropped,
    version: settings.kubernetesVersion,
    decodeError: undefined,
    kubectl,
    ...origins,
  };
}

/** A patch is a part of an object: only what it says can be wrong. */
function isWritten({ read, podSpecPath }: Manifest, error: FieldError): boolean {
  if (read.root === undefined || error.type === 'FieldValueRequired') return false;
  return locate(read.root, error.at ?? placeOfField(error.field, podSpecPath)).found === 'value';
}

/** What kubectl is told when it creates the items one after the other. */
function listVerdict(list: Manifest, settings: VerdictSettings): Verdict {
  const items = list.items.map((item) => verdictOf(item, settings));
  const known = items.filter((item) => item !== undefined);
  return {
    accepted: known.every((item) => item.accepted),
    errors: known.flatMap((item) => item.errors),
    strictErrors: known.flatMap((item) => item.strictErrors),
    decodeError: known.find((item) => item.decodeError !== undefined)?.decodeError,
    warnings: known.flatMap((item) => item.warnings),
    forbidden: known.find((item) => item.forbidden !== undefined)?.forbidden,
    kubectl: known.find((item) => item.kubectl !== undefined)?.kubectl,
    defaulted: { apiVersion: 'v1', kind: 'List', items: known.map((item) => item.defaulted) },
    items,
  };
}
