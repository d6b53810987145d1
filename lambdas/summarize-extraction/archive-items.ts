import type { ObjectStore } from '../shared/adapters/object-store';
import { type Extraction, extractionSchema } from '../shared/domain/extraction';
import { parseJson } from '../shared/domain/json';
import { extractionKey } from '../shared/domain/object-keys';
import { parsePayload } from '../shared/domain/parse';
import type { PlanWithoutItems } from '../shared/domain/plan';

/**
 * What the archive's job did for each city of a run; nothing where the hours came from the API. The job leaves its counts
 * in the lake, since `glue:startJobRun.sync` answers with none.
 *
 * @throws ObjectStoreUnavailableError when a city's counts are not there
 */
export const archiveItems = (
  store: Pick<ObjectStore, 'get'>,
  { runId, window, cities, source }: PlanWithoutItems,
): Promise<Extraction[]> =>
  Promise.all(
    (source === 'archive' ? cities.split(',') : []).map(async (city) => {
      const key = extractionKey(runId, city, window.start);
      const text = Buffer.from(await store.get(key)).toString('utf8');
      return parsePayload(extractionSchema, parseJson(text), key);
    }),
  );
