import type { Log } from '../shared/adapters/log';
import type { Metrics } from '../shared/adapters/metrics';
import type { ObjectStore } from '../shared/adapters/object-store';
import { TerminalError } from '../shared/domain/errors';
import { summaryInputSchema } from '../shared/domain/extraction';
import { contradictionIn, type ExtractionSummary, summarizeExtraction } from '../shared/domain/extraction-summary';
import { parsePayload } from '../shared/domain/parse';
import type { PlanWithoutItems } from '../shared/domain/plan';
import { archiveItems } from './archive-items';

interface Deps {
  readonly store: Pick<ObjectStore, 'get'>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The data with which a run goes on behind its extraction. */
interface Summarized {
  readonly plan: PlanWithoutItems;
  readonly extraction: ExtractionSummary;
}

/**
 * Adds up what the work items and the archive's job extracted and emits the metrics of the run: here and not in Extract, so that a retried item
 * is not counted twice.
 *
 * @throws OpenAqContradictionError when OpenAQ's lists of one city's stations cannot both be right
 */
export const makeHandler =
  ({ store, log, metrics }: Deps) =>
  async (event: unknown): Promise<Summarized> => {
    const { plan, items: ofMap } = parsePayload(summaryInputSchema, event, 'SummarizeExtraction payload');
    const items = [...ofMap, ...(await archiveItems(store, plan))];
    const { runId } = plan;
    const contradiction = contradictionIn(items);
    if (contradiction !== undefined)
      throw new TerminalError('OpenAqContradictionError', `${contradiction}; start the run again`);
    const extraction = summarizeExtraction(items);
    for (const [city, counts] of Object.entries(extraction.cities)) {
      metrics.count('RowsExtracted', counts.rows - counts.keptRows, city);
      metrics.count('Requests', counts.requests, city);
      metrics.count('ValuesNulled', counts.valuesNulled, city);
      metrics.count('RateLimitHits', counts.rateLimitHits, city);
    }
    const { citiesWithoutData } = extraction;
    metrics.count('CitiesWithoutData', citiesWithoutData === '' ? 0 : citiesWithoutData.split(',').length);
    if (citiesWithoutData !== '') log.warn('Cities gave no data', { runId, citiesWithoutData });
    log.info('Summarized the extraction', { runId, ...extraction });
    return { plan, extraction };
  };
