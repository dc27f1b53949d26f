/** One document in the stable JSON form of `podscope lint --format json` (its `documents` entries). */
import type { JsonObject } from '../kube/json.ts';
import type { FileDocument } from '../model/manifest-file.ts';
import type { Verdict } from './verdict.ts';

export interface ReportedCause {
  readonly type: string;
  readonly field: string;
  readonly message: string;
}

/** The verdict in the server's own words and order; what is empty is left out. */
export interface ServerReport {
  readonly causes?: readonly ReportedCause[];
  readonly strictErrors?: readonly string[];
  readonly decodeError?: string;
  readonly warnings?: readonly string[];
  readonly forbidden?: string;
}

export interface DocumentReport {
  readonly index: number;
  readonly apiVersion: string | null;
  readonly kind: string | null;
  readonly name: string | null;
  readonly namespace: string | null;
  /** Undefined for documents that Podscope does not judge. */
  readonly accepted?: boolean;
  readonly server?: ServerReport;
  readonly kubectl?: string;
  readonly defaulted?: JsonObject;
}

export interface ReportOptions {
  /** Namespace of manifests that name none. */
  readonly namespace: string;
  readonly withDefaults: boolean;
}

export function reportDocument(
  document: FileDocument,
  verdict: Verdict | undefined,
  options: ReportOptions,
): DocumentReport {
  const { manifest } = document;
  const head = manifest?.read.head;
  const namespace = manifest === undefined ? null : manifest.namespace || options.namespace;
  return {
    index: document.index,
    apiVersion: head?.apiVersion ?? null,
    kind: head?.kind ?? null,
    name: manifest?.name || null,
    namespace,
    ...(isNothing(document) ? nothing : {}),
    ...(verdict === undefined ? {} : { accepted: verdict.accepted, server: reportVerdict(verdict) }),
    ...(verdict?.kubectl === undefined ? {} : { kubectl: verdict.kubectl }),
    ...(verdict !== undefined && options.withDefaults ? { defaulted: verdict.defaulted } : {}),
  };
}

/** A file without a single character. */
function isNothing({ start, end, text }: FileDocument): boolean {
  return start === 0 && end === 0 && text === '';
}

/** kubectl finds nothing to send; a server that gets an empty body takes it for a Pod without name and containers. */
const nothing: Pick<DocumentReport, 'accepted' | 'server' | 'kubectl'> = {
  accepted: false,
  server: {
    causes: [
      {
        type: 'FieldValueRequired',
        field: 'metadata.name',
        message: 'Required value: name or generateName is required',
      },
      { type: 'FieldValueRequired', field: 'spec.containers', message: 'Required value' },
    ],
  },
  kubectl: 'no objects passed to create',
};

function reportVerdict(verdict: Verdict): ServerReport {
  const causes = verdict.errors.map(({ type, field, message }) => ({ type, field, message }));
  const warnings = verdict.accepted ? [...new Set(verdict.warnings.map((warning) => warning.message))] : [];
  return {
    ...(causes.length > 0 && { causes }),
    ...(verdict.strictErrors.length > 0 && { strictErrors: verdict.strictErrors }),
    ...(verdict.decodeError !== undefined && { decodeError: verdict.decodeError }),
    ...(warnings.length > 0 && { warnings }),
    ...(verdict.forbidden !== undefined && { forbidden: verdict.forbidden }),
  };
}
