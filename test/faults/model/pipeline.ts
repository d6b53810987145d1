import { makeHandler as makeExtract } from '../../../lambdas/extract/handler';
import { makeHandler as makePlanRun } from '../../../lambdas/plan-run/handler';
import type { ObjectStore } from '../../../lambdas/shared/adapters/object-store';
import type { Extraction } from '../../../lambdas/shared/domain/extraction';
import { summarizeExtraction } from '../../../lambdas/shared/domain/extraction-summary';
import type { Plan } from '../../../lambdas/shared/domain/plan';
import type { WorkItem } from '../../../lambdas/shared/domain/work-item';
import { createFolderStore } from '../../../local/aws/s3/folder-store';
import type { Warehouse } from '../../../local/warehouse/warehouse';
import { DATABASE, Lake } from '../../support/lake';
import { PLAN_SETTINGS } from '../../support/plan-settings';
import { statementsIn } from '../../support/sql-files';
import { statementsWith } from '../../support/warehouse-run';
import { CITIES, openAqOf, type World } from './source';

const log = { info: () => {}, warn: () => {} };

const planRun = makePlanRun({
  settings: PLAN_SETTINGS,
  log,
});

/** The power goes. */
class Outage extends Error {
  override readonly name = 'Outage';
}

/** Waits for a step that may break off by an outage, and for nothing else. */
export const withoutOutage = async (step: Promise<unknown>): Promise<void> => {
  try {
    await step;
  } catch (error) {
    const { cause = error } = error as Error;
    if (!(cause instanceof Outage)) throw error;
  }
};

/** Lets the first `count` calls through, then fails. */
const failAfter = (count = Number.POSITIVE_INFINITY) => {
  let calls = 0;
  return (): void => {
    if (calls >= count) throw new Outage();
    calls += 1;
  };
};

/** A run under way: its plan and what its work items extracted, by city. */
export interface PipelineRun {
  readonly plan: Plan;
  readonly extractions: Map<string, Extraction>;
}

/**
 * The pipeline without its state machine, each step to be taken or broken off by a test: the functions' handlers, the lake in a
 * folder, `sql/transform` on DuckDB, `sql/load` and `sql/checks` on PGlite. `limit` is where a step breaks off: after so many
 * objects, tables or statements; without one it ends.
 */
export class Pipeline {
  readonly #lake = new Lake();
  readonly #store = createFolderStore(this.#lake.bucketDirectory);

  /** How many statements the load has. */
  readonly loadStatements = statementsIn('load').length;

  constructor(
    private readonly world: World,
    private readonly warehouse: Warehouse,
  ) {}

  async plan(input: object, executionName: string, atMs: number): Promise<PipelineRun> {
    const startedAt = new Date(atMs).toISOString();
    const plan = await planRun({ input, executionName, startedAt, cities: CITIES });
    return { plan, extractions: new Map() };
  }

  async extract({ extractions }: PipelineRun, item: WorkItem, atMs: number, limit?: number) {
    const pass = failAfter(limit);
    const store: ObjectStore = {
      ...this.#store,
      put: async (key, body) => {
        pass();
        await this.#store.put(key, body);
      },
    };
    const extract = makeExtract({
      pollutants: ['pm25'],
      openSource: async () => openAqOf(this.world),
      store,
      now: () => atMs,
      log,
    });
    const result = await extract(item, { getRemainingTimeInMillis: () => 900_000 });
    if (result.done) extractions.set(item.city.name, result);
  }

  async crawl(): Promise<void> {
    expect(await this.#lake.crawl()).toBe('SUCCEEDED');
  }

  /** @throws TaskError with the job's words when it refuses what it finds */
  async transform({ plan }: PipelineRun, limit?: number): Promise<void> {
    const pass = failAfter(limit);
    const { warehouse } = this;
    const write: Warehouse['write'] = async (...table) => {
      pass();
      await warehouse.write(...table);
    };
    await this.#lake.job({ ...warehouse, write }).startJobRunSync({
      JobName: 'openaq_to_redshift',
      Arguments: {
        '--run_id': plan.runId,
        '--window_start': plan.window.start,
        '--window_end': plan.window.end,
        '--cities': plan.cities,
        '--source_database': DATABASE,
      },
    });
  }

  async load({ plan, extractions }: PipelineRun, limit?: number): Promise<void> {
    const { rows, gaps, valuesNulled, requests, citiesWithoutData } = summarizeExtraction([...extractions.values()]);
    const statements = statementsWith('load', {
      run_id: plan.runId,
      window_start: plan.window.start,
      window_end: plan.window.end,
      cities: plan.cities,
      started_at: plan.startedAt,
      rows_extracted: String(rows),
      values_missing: String(gaps),
      values_nulled: String(valuesNulled),
      requests: String(requests),
      cities_without_data: citiesWithoutData,
    });
    if (limit === undefined) await this.warehouse.transaction(statements);
    else await this.#breakOff([...statements.slice(0, limit), 'select 1 / 0']);
  }

  /** Runs statements of which the last cannot succeed. */
  async #breakOff(statements: readonly string[]): Promise<void> {
    await expect(this.warehouse.transaction(statements)).rejects.toThrow('division by zero');
  }

  /** The verdict of the check on the run. */
  async validate({ plan }: PipelineRun): Promise<unknown> {
    const outcomes = await this.warehouse.transaction(
      statementsWith('checks', { run_id: plan.runId, min_expected_rows: '0' }),
    );
    return outcomes.at(-1)?.rows[0];
  }

  remove(): void {
    this.#lake.remove();
  }
}
