/**
 * IP addresses as the API server reads them: lenient parsing that still tells what a strict parser would refuse
 * (k8s.io/utils/net).
 */

export interface IpAddress {
  /** 4 or 16 bytes, as it was written. */
  readonly bytes: readonly number[];
  /** Refused since 1.36: software disagrees on whether `010` is octal. */
  readonly hasLeadingZeros: boolean;
}

/** The address, or `undefined` if the text is none. Zones (`%eth0`) and prefixes (`/24`) are none. */
export function parseIp(text: string): IpAddress | undefined {
  const first = /[.:]/.exec(text)?.[0];
  if (first === undefined || text.length > 256) return undefined;
  return first === '.' ? parseIPv4(text) : parseIPv6(text);
}

/** `::ffff:1.2.3.4`, also in hexadecimal. */
export function isIPv4Mapped(address: IpAddress): boolean {
  const { bytes } = address;
  return (
    bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  );
}

/** The canonical text (RFC 5952); an IPv4-mapped address as IPv4, as Go's `net.IP` prints it. */
export function ipText(address: IpAddress): string {
  if (isIPv4Mapped(address)) return address.bytes.slice(12).join('.');
  return address.bytes.length === 4 ? address.bytes.join('.') : ipv6Text(address.bytes);
}

/** The failing texts of the server for an address; leading zeros and mapped addresses are refused since 1.36 only. */
export function ipErrors(text: string, isStrict: boolean): readonly string[] {
  const address = parseIp(text);
  if (address === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (!isStrict) return [];
  if (address.hasLeadingZeros) return ['must not have leading 0s'];
  return isIPv4Mapped(address) ? ['must not be an IPv4-mapped IPv6 address'] : [];
}

function parseIPv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bytes: parts.map(Number), hasLeadingZeros: parts.some((part) => part.length > 1 && part.startsWith('0')) };
}

function parseIPv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  // Only the very end may be an IPv4 address.
  if (tail !== undefined && head.endsInIPv4) return undefined;
  const length = head.bytes.length + (tail?.bytes.length ?? 0);
  if (tail === undefined ? length !== 16 : length > 14) return undefined;
  const zeros = new Array<number>(16 - length).fill(0);
  return {
    bytes: [...head.bytes, ...zeros, ...(tail?.bytes ?? [])],
    hasLeadingZeros: head.hasLeadingZeros || (tail?.hasLeadingZeros ?? false),
  };
}

interface Groups {
  readonly bytes: readonly number[];
  readonly hasLeadingZeros: boolean;
  readonly endsInIPv4: boolean;
}

function parseGroups(text: string): Groups | undefined {
  if (text === '') return { bytes: [], hasLeadingZeros: false, endsInIPv4: false };
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const ipv4 = last.includes('.') ? parseIPv4(last) : undefined;
  const groups = last.includes('.') ? parts.slice(0, -1) : parts;
  if (last.includes('.') && ipv4 === undefined) return undefined;
  if (!groups.every((group) => /^[0-9a-fA-F]+$/.test(group) && Number.parseInt(group, 16) <= 0xffff)) return undefined;
  return {
    bytes: [
      ...groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
      ...(ipv4?.bytes ?? []),
    ],
    hasLeadingZeros: groups.some((group) => group.length > 4) || (ipv4?.hasLeadingZeros ?? false),
    endsInIPv4: ipv4 !== undefined,
  };
}

function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  const [start, length] = longestZeros(groups);
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

function longestZeros(groups: readonly number[]): readonly [start: number, length: number] {
  let best: readonly [number, number] = [0, 0];
  let start = 0;
  groups.forEach((group, position) => {
    if (group !== 0) start = position + 1;
    else if (position - start + 1 > best[1]) best = [start, position - start + 1];
  });
  return best;
}
