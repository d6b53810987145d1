import type { SensorHour } from './air-quality-source';
import type { NullReason } from './measured-value';
import { POLLUTANT_NAMES, type PollutantName } from './pollutants';

/*
 * What is known against the values of a row, `measurements.quality_flags`: tokens `pollutant:flag`, joined by blanks, in the
 * order of the pollutants and then of the alphabet, each once; null when there is nothing to say. A flag is `flagged` for a
 * value that OpenAQ flags, with OpenAQ's label where it is known (`flagged_limits_exceeded`), or the reason for which a
 * number that OpenAQ gives is not stored. The view `flagged_values` (sql/schema) takes the tokens apart.
 */

/** Characters of quality_flags: half a dozen flags with their labels, and then twenty without. */
const MAX_LENGTH = 400;

const FLAGGED = 'flagged';

/** A label in the letters of a token, at most 40. */
const slug = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
    .replaceAll(/^_|_$/g, '');

const flaggedAs = (label: string): string => [FLAGGED, slug(label)].filter((part) => part !== '').join('_');

/** What is known against one value: OpenAQ's flags and the reason for which it is not stored. */
export const flagsOf = ({ hasFlags, flagLabels = [] }: SensorHour, nullReason: NullReason | null): string[] => [
  ...(hasFlags && flagLabels.length === 0 ? [FLAGGED] : []),
  ...(hasFlags ? flagLabels.map(flaggedAs) : []),
  ...(nullReason === null ? [] : [nullReason]),
];

const tokensOf = (flags: ReadonlyMap<PollutantName, readonly string[]>, simplified: (flag: string) => string) =>
  POLLUTANT_NAMES.flatMap((pollutant) =>
    [...new Set((flags.get(pollutant) ?? []).map(simplified))].sort().map((flag) => `${pollutant}:${flag}`),
  );

/**
 * The flags of a row as one text. One that would be too long says `flagged` without labels; only a location with some
 * dozens of sensors could lose tokens then, from the end.
 */
export const toQualityFlags = (flags: ReadonlyMap<PollutantName, readonly string[]>): string | null => {
  const whole = tokensOf(flags, (flag) => flag).join(' ');
  if (whole.length <= MAX_LENGTH) return whole === '' ? null : whole;
  const tokens = tokensOf(flags, (flag) => (flag.startsWith(FLAGGED) ? FLAGGED : flag));
  while (tokens.join(' ').length > MAX_LENGTH) tokens.pop();
  return tokens.join(' ');
};
