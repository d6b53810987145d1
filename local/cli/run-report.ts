import type { Configured } from '../workflow/configured';
import { journalAudit } from '../workflow/journal';
import type { LocalRun, LocalRunResult } from '../workflow/run';
import { keepRunRecord, type RunRecord } from '../workflow/run-record';
import { auditOf } from './run-summary';
import { spanOf, statusLine } from './status-line';

/**
 * Keeps what the report and the watch page need of a run, makes the report and says where it is: of a run that failed, too, once it had a
 * plan. A report that cannot be made is told of and fails no run.
 */
export const reportRun = async (
  { plan, status, states, nulledValues }: LocalRunResult,
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
    const audit = await auditOf(warehouse, { runId, schema });
    if (audit.get('run_id')) journalAudit(folder.journals, runId, Object.fromEntries(audit));
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
