/** What happens when the language server ends by itself: it is started again, until the fifth time within three minutes. */

const restartsAllowed = 4;
const windowMs = 180_000;

export interface Crashes {
  /** `nowMs` on any clock. Somebody must be asked where starting again has not helped. */
  readonly ended: (nowMs: number) => 'restart' | 'ask';
  /** Somebody has started the server: it gets all its chances again. */
  readonly forget: () => void;
}

export function makeCrashes(): Crashes {
  let times: readonly number[] = [];
  return {
    ended: (nowMs) => {
      times = [...times.filter((time) => time > nowMs - windowMs), nowMs];
      return times.length <= restartsAllowed ? 'restart' : 'ask';
    },
    forget: () => {
      times = [];
    },
  };
}
