import type { City } from './city';
import type { Window } from './window';

/** A sensor: one parameter at one location. */
export interface Sensor {
  readonly id: number;
  /** OpenAQ's parameter name, such as `pm25` or `relativehumidity`. */
  readonly parameter: string;
  /** Unit as OpenAQ writes it, such as `µg/m³`, `ppm`, `ppb`. */
  readonly unit: string;
}

/** A licence of a location's data. Dates are `YYYY-MM-DD`, both included; null is open, or not said. */
export interface License {
  readonly name: string | null;
  /** Whom the licence asks to name, and where they are found; null where it asks for nothing. */
  readonly attribution: { readonly name: string | null; readonly url: string | null } | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** A location and its sensors. Coordinates are degrees (WGS84); whatever OpenAQ does not say is null. */
export interface Location {
  readonly id: number;
  readonly name: string | null;
  /** Who gives the data to OpenAQ, and whose the station is. */
  readonly provider: string | null;
  readonly owner: string | null;
  /** Whether it is a regulatory monitor, or a low-cost sensor. */
  readonly isMonitor: boolean | null;
  /** IANA time zone. */
  readonly timeZone: string | null;
  readonly licenses: readonly License[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** First and last period end reported, UTC; null when the location never reported. */
  readonly firstReportedAt: string | null;
  readonly lastReportedAt: string | null;
  readonly sensors: readonly Sensor[];
}

/** One hour of one sensor. */
export interface SensorHour {
  /** START of the hour, UTC, `YYYY-MM-DDTHH:mm:ssZ`: OpenAQ's `period.datetimeFrom`. */
  readonly periodStart: string;
  /** Mean of the hour in `unit`: `summary.avg` where present, else `value` (3 significant digits); null for a gap. */
  readonly value: number | null;
  /** Unit of this hour as OpenAQ writes it: it may change in mid-series. Null where the hour says none: the sensor's. */
  readonly unit: string | null;
  /** Parameter name of this hour. Null where the hour says none: the sensor's. */
  readonly parameter: string | null;
  readonly hasFlags: boolean;
  /** What OpenAQ calls the flags; absent or empty where it does not say. */
  readonly flagLabels?: readonly string[];
}

/** What a source has sent so far. */
export interface RequestCounts {
  /** HTTP requests, retries included. */
  readonly requests: number;
  /** Answers "too many requests" among theirs. */
  readonly rateLimitHits: number;
}

/** Where hours come from. Implemented by the OpenAQ client; every method may throw transient and terminal errors. */
export interface AirQualitySource {
  /** Every location inside the box, whether it has data or not. */
  locations(boundingBox: City['boundingBox']): Promise<Location[]>;
  /** The sensor's hours whose START lies in the window, in time order. */
  hours(sensorId: number, window: Window): Promise<SensorHour[]>;
  readonly counts: RequestCounts;
}
