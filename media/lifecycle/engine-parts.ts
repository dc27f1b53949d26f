/** Parts that the first picture of most Pods does without: loaded when one is first asked for. The build puts `lazily` before them. */

/** Thrown where a part is needed which is not there yet: load it, then do the same again. */
export class Missing extends Error {
  readonly load: () => Promise<void>;
  constructor(load: () => Promise<void>) {
    super('A part of the panel is not loaded yet.');
    this.load = load;
  }
}

/** The part, or `Missing`. */
export function lazily<T>(load: () => Promise<T>): () => T {
  let part: T | undefined;
  const fetch = async (): Promise<void> => {
    part = await load();
  };
  all.push(fetch);
  return () => {
    if (part === undefined) throw new Missing(fetch);
    return part;
  };
}

/** Does something, or loads what it misses and says so: then it is to be done `again`. */
export function attempt(work: () => void, again: () => void, failed: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    error.load().then(again, failed);
  }
}

/** Does something, and loads what it misses first. */
export async function whole<T>(work: () => T): Promise<Awaited<T>> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await error.load();
    }
  }
}

const all: (() => Promise<void>)[] = [];

/** Loads whatever was not needed so far, so that an edit which needs it is not slower than others. */
export async function loadRest(): Promise<void> {
  // A part may have parts of its own: the list grows while it is walked.
  for (const load of all) await load();
}
