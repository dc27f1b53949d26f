/** Parts of the simulator that few Pods need: loaded when a run first asks for one. The build puts `lazily` before them. */

/** Thrown by a run that needs a part which is not there yet: load it, then run again. */
export class Missing extends Error {
  readonly load: () => Promise<void>;
  constructor(load: () => Promise<void>) {
    super('A part of the simulator is not loaded yet.');
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

const all: (() => Promise<void>)[] = [];

/** Loads whatever was not needed so far, so that an edit which needs it is not slower than others. */
export async function loadRest(): Promise<void> {
  // A part may have parts of its own: the list grows while it is walked.
  for (const load of all) await load();
}
