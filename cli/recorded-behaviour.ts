/** The words of recorded runs: `behaviour` of a trace, and the richer scripts of kubelet-oracle. Times are seconds. */

export type Window = readonly (number | null)[];
export type Probe = 'startup' | 'readiness' | 'liveness';

export interface RecordedProbe {
  readonly ok?: readonly Window[];
  readonly okBetweenActions?: readonly Window[];
  readonly failure?: string;
  readonly delay?: readonly Window[];
  readonly error?: string;
}
export type Probes = Readonly<Partial<Record<Probe, RecordedProbe>>>;
export type RecordedSignal =
  | 'exit'
  | 'ignore'
  | { readonly after?: number; readonly exitAfter?: number; readonly code?: number; readonly ignore?: boolean };

export interface RecordedInstance {
  readonly exitAfter?: number | null;
  readonly exitCode?: number;
  readonly exitOnAction?: number;
  readonly oom?: number | boolean;
  readonly startError?: boolean | string;
  readonly startTakes?: number;
  readonly listensAfter?: number;
  readonly message?: string;
  readonly terminationMessage?: string;
  readonly log?: string;
  readonly onSigterm?: RecordedSignal;
  readonly probes?: Probes;
}

export interface RecordedStep {
  readonly from: number;
  readonly takes?: number;
  readonly hangs?: boolean;
  readonly exitCode?: number;
  readonly output?: string;
  readonly error?: string;
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly open?: boolean;
  readonly serving?: boolean;
}
export interface RecordedScript {
  readonly match?: readonly string[];
  readonly port?: number;
  readonly path?: string;
  readonly service?: string;
  readonly sequence: readonly RecordedStep[];
  readonly clock?: 'pod';
  readonly probe?: Probe;
}

export interface RecordedContainer extends RecordedInstance {
  readonly instances?: readonly RecordedInstance[];
  readonly sigterm?: RecordedSignal;
  readonly sigtermCode?: number;
  readonly exec?: readonly RecordedScript[];
  readonly http?: readonly RecordedScript[];
  readonly tcp?: readonly RecordedScript[];
  readonly grpc?: readonly RecordedScript[];
  readonly hooks?: Readonly<
    Partial<
      Record<
        'preStop' | 'postStart',
        { readonly seconds?: number; readonly exitCode?: number; readonly output?: string }
      >
    >
  >;
  readonly image?: { readonly pull: string; readonly seconds?: number };
  readonly createError?: string;
  readonly emptyDir?: { readonly at: number; readonly bytes: number };
}

export interface RecordedImage {
  readonly takes?: number;
  readonly fails?: string | boolean;
  readonly times?: number;
  readonly until?: number;
  readonly present?: boolean;
  readonly size?: number;
  readonly user?: string;
}

export interface RecordedBehaviour {
  readonly images?: Readonly<Record<string, RecordedImage>>;
  readonly sandbox?: { readonly error?: string; readonly times?: number; readonly takes?: number };
  readonly containers?: Readonly<Record<string, RecordedContainer>>;
}
