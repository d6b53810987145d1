import { POLLUTANTS, type PollutantName } from './pollutants';

/** Why a value became null. */
export type NullReason = 'gap' | 'not_a_number' | 'fill_code' | 'below_range' | 'above_range';

/**
 * Numbers that providers write for "no value". -999 and its kin are seen in locations 7440 and 7441 up to 2025;
 * 985 is the fill code of location 7440. They are compared before the conversion of units.
 */
const FILL_CODES: ReadonlySet<number> = new Set([-9999, -999, -99, 985, 9999, 99999]);

/** A value in ug/m3, or null with the reason. Exactly one of the two is null. */
export type MeasuredValue =
  | { readonly value: number; readonly nullReason: null }
  | { readonly value: null; readonly nullReason: NullReason };

const none = (nullReason: NullReason): MeasuredValue => ({ value: null, nullReason });

/**
 * Turns what a sensor said into what the warehouse stores: ug/m3 inside the pollutant's physical range, else null with a
 * reason. Never 0 for something that was not measured as 0.
 *
 * @param raw value in the sensor's unit; null for a gap
 * @param factor ug/m3 per unit, from `microgramsPerCubicMetreFactor`
 */
export const toMeasuredValue = (pollutant: PollutantName, raw: number | null, factor: number): MeasuredValue => {
  if (raw === null) return none('gap');
  if (!Number.isFinite(raw)) return none('not_a_number');
  if (FILL_CODES.has(raw)) return none('fill_code');
  const value = raw * factor;
  if (value < 0) return none('below_range');
  if (value > POLLUTANTS[pollutant].upperLimit) return none('above_range');
  return { value, nullReason: null };
};
