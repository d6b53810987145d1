import { type PollutantName, rangeOf } from './pollutants';
import { toMicrograms, toUnit } from './units';

/** Why a number that OpenAQ gives is not stored. */
export type NullReason =
  | 'not_a_number'
  | 'other_parameter'
  | 'unknown_unit'
  | 'fill_code'
  | 'below_range'
  | 'above_range';

/** A number as OpenAQ gives it for one hour. */
interface RawValue {
  /** In `unit`; null for a gap. */
  readonly value: number | null;
  /** Unit as OpenAQ writes it. */
  readonly unit: string;
  /** OpenAQ's name of what was measured. */
  readonly parameter: string;
}

/** A value in ug/m3, or null with the reason; `gap` when OpenAQ gave no number. */
type MeasuredValue =
  | { readonly value: number; readonly nullReason: null }
  | { readonly value: null; readonly nullReason: NullReason | 'gap' };

const none = (nullReason: NullReason | 'gap'): MeasuredValue => ({ value: null, nullReason });

/**
 * Turns what a sensor said into what the warehouse stores: ug/m3, else null with a reason. Never 0 for something that was
 * not measured as 0.
 *
 * Fill codes and limits are those of the pollutant in the value's own unit, and are compared before it is converted: 300
 * ppb of NO2 is lawful although 564 ug/m3 is above the limit for ug/m3. A number inside the range is a reading, whatever
 * it looks like: 985 ug/m3 of CO, and of PM2.5 (OpenAQ accepts 0..1000), which one location repeats as if it were a code.
 */
export const toMeasuredValue = (pollutant: PollutantName, raw: RawValue): MeasuredValue => {
  const { value } = raw;
  if (value === null) return none('gap');
  if (!Number.isFinite(value)) return none('not_a_number');
  // A number of something else is no reading of this pollutant, however plausible it is.
  if (raw.parameter !== pollutant) return none('other_parameter');
  const unit = toUnit(pollutant, raw.unit);
  // A unit that toUnit knows has a range: one half of each condition is for the compiler alone.
  // Stryker disable next-line ConditionalExpression: rangeOf gives undefined for null, too
  const range = unit === null ? undefined : rangeOf(pollutant, unit);
  // Stryker disable next-line LogicalOperator,ConditionalExpression: the halves are true together
  if (unit === null || range === undefined) return none('unknown_unit');
  if (range.fillCodes.includes(value)) return none('fill_code');
  if (value < 0) return none('below_range');
  if (value > range.upperLimit) return none('above_range');
  return { value: toMicrograms(pollutant, value, unit), nullReason: null };
};
