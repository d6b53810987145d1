import { BlockList, isIP } from 'node:net';

/**
 * The widest range that may reach the warehouse from outside. An egress range of a BI service is a handful of addresses; a
 * /16 is a whole company. Anything wider is a mistake or an open door.
 */
const WIDEST_PREFIX = 24;

/** A route table takes 50 routes and a security group 60 rules by default; some are taken. */
export const MOST_RANGES = 40;

/**
 * Ranges from which nothing arrives over the internet (IANA, IPv4 Special-Purpose Address Registry; multicast and reserved).
 * Those for documentation are let through: they do no harm, and examples use them.
 */
const UNREACHABLE = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  UNREACHABLE.addSubnet(address, prefix, 'ipv4');
}

const toNumber = (address: string): number =>
  address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

/** The first address of the range that an address is in. */
const networkOf = (address: string, bits: number): string => {
  const size = 2 ** (32 - bits);
  return toAddress(Math.floor(toNumber(address) / size) * size);
};

/** What is wrong with a CIDR as an entry of an allow-list, or undefined. */
export const whyNotAllowed = (cidr: string): string | undefined => {
  const [address = '', prefix = '', ...rest] = cidr.split('/');
  const version = isIP(address);
  if (version === 6) return 'an IPv4 range: the warehouse has no IPv6 address, so nothing could arrive from this one';
  const bits = Number(prefix);
  if (version === 0 || rest.length > 0 || !/^(?:0|[1-9]\d?)$/.test(prefix) || bits > 32) {
    return 'a CIDR range, such as "203.0.113.7/32"';
  }
  if (bits < WIDEST_PREFIX) {
    return `a range of at most /${WIDEST_PREFIX}: a wider one lets strangers knock at the warehouse`;
  }
  if (UNREACHABLE.check(address, 'ipv4')) {
    return 'a public range: a private or reserved one cannot arrive from outside the VPC';
  }
  const network = networkOf(address, bits);
  return network === address
    ? undefined
    : `the first address of a range, "${network}/${bits}", or one address, "${address}/32"`;
};
