/** The stations replayed here are in `Asia/Bangkok` and `Asia/Ho_Chi_Minh`: both +07:00, without daylight saving time. */
const OFFSET_MS = 7 * 3_600_000;

/** A date or time as the API reads it. */
export interface Instant {
  readonly epochMs: number;
  /** Without offset: meant as the station's local time, and not comparable with one that has an offset. */
  readonly isNaive: boolean;
  /** As Python prints it in the API's error message. */
  readonly text: string;
}

const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Reads `2018-12-01`, `2018-12-01T00:00` and the like, with or without offset; undefined for what the API refuses. */
export const parseInstant = (input: string): Instant | undefined => {
  const match = PATTERN.exec(input);
  if (!match) return undefined;
  const [, date, time = '00:00', seconds = '00', fraction = '', zone = ''] = match;
  const offset = zone.toUpperCase() === 'Z' ? '+00:00' : zone.replace(/^(.\d{2}):?(\d{2})$/, '$1:$2');
  const epochMs = Date.parse(`${date}T${time}:${seconds}${fraction.slice(0, 4)}${offset || 'Z'}`);
  const dayExists = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date?.slice(8));
  if (Number.isNaN(epochMs) || !dayExists) return undefined;
  const isNaive = offset === '';
  return {
    epochMs: isNaive ? epochMs - OFFSET_MS : epochMs,
    isNaive,
    text: `${date} ${time}:${seconds}${fraction === '' ? '' : fraction.padEnd(7, '0')}${offset}`,
  };
};

const toSeconds = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 19);

/** The API's form of an instant: UTC and the station's local time. */
export const toStamp = (epochMs: number): { utc: string; local: string } => ({
  utc: `${toSeconds(epochMs)}Z`,
  local: `${toSeconds(epochMs + OFFSET_MS)}+07:00`,
});
