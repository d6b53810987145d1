import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../fixtures/openaq');

/** One request to the API's published server program and its answer. */
export interface OpenAqRecording {
  readonly request: { readonly method: string; readonly path: string };
  readonly status: number;
  /** Absent where only the body was kept. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly bodyIsJson: boolean;
  readonly body: unknown;
}

const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(FOLDER, ...path), 'utf8')) as T;

export const openAqRecording = (name: string): OpenAqRecording => readJson('recordings', `${name}.json`);

/** A body, or one element of its results, as the live API sent it. */
export const openAqProductionBody = (name: string): unknown => readJson('production', `${name}.json`);

/** All locations of Vietnam as the live API sent them: the replay server's own data. */
export const openAqVietnameseLocations = (): unknown =>
  readJson('../../../local/openaq-replay/data/locations_iso-VN_2025-12-22.json');
