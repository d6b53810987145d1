import type { Configured } from '../workflow/configured';
import { journalAudit } from '../workflow/journal';
import type { LocalRun } from '../workflow/run';
import { keepRunRecord, type RunRecord } from '../workflow/run-record';
import type { BackfillResult } from './backfill';
import { auditOf } from './run-summary';
import { spanOf, statusLine } from './status-line';

/**
 * Keeps what the report and the watch page need of a run, makes the report and says where it is: of a run that failed,
 * too, once it had a plan. A report that cannot be made is told of and fails no run.
 */
export const reportRun = async (
  { plan, runIds, status, states, nulledValues }: BackfillResult,
  { schema, cities: configuredCities }: Configured,
  { warehouse, folder, console }: Pick<LocalRun, 'warehouse' | 'folder' | 'console'>,
): Promise<void> => {
  if (plan === undefined) return;
  const { runId, window } = plan;
  const cities = plan.cities.split(',');
  const record: RunRecord = {
    runId,
    status,
    schema,
    window,
    configuredCities: [...configuredCities],
    cities,
    states: [...states],
    nulledValues,
  };
  const scope = { schema, window, cities: configuredCities.filter(({ name }) => cities.includes(name)) };
  try {
    for (const each of runIds) {
      const audit = await auditOf(warehouse, { runIds: [each], schema });
      if (audit.get('run_id')) journalAudit(folder.journals, each, Object.fromEntries(audit));
    }
    keepRunRecord(folder.runRecord, record);
    // Not above: the quarter of a second that the charts take to load is for a run that has come this far.
    const { writeReport } = require('../report/report') as typeof import('../report/report');
    await statusLine.during(
      (seconds) => `Drawing the report, ${spanOf(seconds)} so far`,
      () => writeReport(warehouse, scope, record, folder.report),
    );
    console.tagged('INFO', `Report: ${folder.report}`);
  } catch (error) {
    console.tagged('WARNING', `No report of this run: ${error instanceof Error ? error.message : String(error)}`);
  }
};
