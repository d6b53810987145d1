import { isIPv4 } from 'node:net';

/* S3, User Guide, "General purpose bucket naming rules" (bucketnamingrules.html), as of 2026. */

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * Why S3, or this pipeline, does not take a bucket's name, as what is expected instead; undefined when it is right.
 *
 * Periods are refused although S3 allows them: the certificate `*.s3.<region>.amazonaws.com` does not cover a name with
 * periods in front, and the bucket's policy refuses requests without TLS.
 */
export const whyNotABucketName = (name: string): string | undefined => {
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  const suffix = RESERVED_SUFFIXES.find((reserved) => name.endsWith(reserved));
  if (isIPv4(name)) return 'a name that is not an IP address';
  if (prefix !== undefined) return `a name that does not begin with "${prefix}", which S3 keeps for itself`;
  if (suffix !== undefined) return `a name that does not end with "${suffix}", which S3 keeps for itself`;
  if (name.includes('.')) return "a name without periods, which S3's TLS certificate does not cover";
  return /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)
    ? undefined
    : 'an S3 bucket name: 3 to 63 lower-case letters, digits or -, beginning and ending with a letter or digit';
};
