/** A part of the panel that comes when it is first needed, or ahead of that once the first picture stands. */

export interface Later<T> {
  /** The part, if it is there. */
  readonly now: () => T | undefined;
  /** Does something with the part: at once if it is there, else when it has come; never if it cannot be loaded. */
  readonly use: (work: (part: T) => void) => void;
}

/** `failed` hears of each attempt that failed; the next use is another one. */
export function later<T>(load: () => Promise<T>, failed: (error: unknown) => void): Later<T> {
  let part: T | undefined;
  let waiting: ((part: T) => void)[] | undefined;
  const use = (work: (part: T) => void): void => {
    if (part !== undefined) return work(part);
    if (waiting !== undefined) return void waiting.push(work);
    const queue = [work];
    waiting = queue;
    load().then(
      (loaded) => {
        part = loaded;
        waiting = undefined;
        for (const each of queue) each(loaded);
      },
      (error: unknown) => {
        waiting = undefined;
        failed(error);
      },
    );
  };
  return { now: () => part, use };
}
