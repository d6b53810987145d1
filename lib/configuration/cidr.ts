import { BlockList, isIP } from 'node:net';

/**
 * The widest ranges that may reach the warehouse from outside. An egress range of a BI service is a handful of
 * addresses; a /16 is a whole company. Anything wider is a mistake or an open door.
 */
const WIDEST_PREFIX = { ipv4: 24, ipv6: 56 } as const;

/** What is wrong with a CIDR as an entry of an allow-list, or undefined. */
export const whyNotAllowed = (cidr: string): string | undefined => {
  const [address = '', prefix = '', ...rest] = cidr.split('/');
  const version = isIP(address);
  const bits = Number(prefix);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || bits > (version === 4 ? 32 : 128)) {
    return 'a CIDR range, such as "203.0.113.7/32"';
  }
  const widest = version === 4 ? WIDEST_PREFIX.ipv4 : WIDEST_PREFIX.ipv6;
  if (bits < widest) return `a range of at most /${widest}: a wider one lets strangers knock at the warehouse`;
  if (isPrivate(address, version)) return 'a public range: a private one cannot arrive from outside the VPC';
  return undefined;
};

const PRIVATE_RANGES = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE_RANGES.addSubnet(address, prefix, 'ipv4');
}
PRIVATE_RANGES.addSubnet('fc00::', 7, 'ipv6');
PRIVATE_RANGES.addSubnet('fe80::', 10, 'ipv6');
PRIVATE_RANGES.addAddress('::1', 'ipv6');

const isPrivate = (address: string, version: number): boolean =>
  PRIVATE_RANGES.check(address, version === 4 ? 'ipv4' : 'ipv6');
