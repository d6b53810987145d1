import { gunzipSync, gzipSync } from 'node:zlib';
import type { ObjectStore } from '../shared/adapters/object-store';
import type { Location, SensorHour } from '../shared/domain/air-quality-source';

/**
 * What is known of a work item that needs more than one invocation: the locations as they were listed first, and the hours
 * of each sensor that was asked, by sensor id.
 */
export interface Progress {
  /** When the locations were listed, in milliseconds since the epoch: nothing in here is older. */
  readonly begunAtMs: number;
  readonly locations: readonly Location[];
  /** Locations in the city's box that belong to another city. */
  readonly foreignLocations: number;
  readonly hours: Readonly<Record<number, readonly SensorHour[]>>;
  readonly requests: number;
  readonly rateLimitHits: number;
}

/** Keeps what was read under the key, replacing what was there. */
export const saveProgress = (store: ObjectStore, key: string, progress: Progress): Promise<void> =>
  store.put(key, gzipSync(JSON.stringify(progress)));

/** Reads what `saveProgress` kept. Written and read by the same code in one run, hence no schema. */
export const readProgress = async (store: ObjectStore, key: string): Promise<Progress> =>
  JSON.parse(gunzipSync(await store.get(key)).toString('utf8')) as Progress;
