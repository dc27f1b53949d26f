/** The shells that containers have, each with words and habits of its own. */
import type { Flavor } from './process.ts';

interface Speaker {
  readonly flavor: Flavor;
}

export const isBash = ({ flavor }: Speaker): boolean => flavor === 'bash';
export const isBusybox = ({ flavor }: Speaker): boolean => flavor === 'busybox';
export const isDash = ({ flavor }: Speaker): boolean => flavor === 'dash';
