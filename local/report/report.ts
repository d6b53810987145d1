import { writeWhole } from '../folder/write-whole';
import type { Warehouse } from '../warehouse/warehouse';
import type { RunRecord } from '../workflow/run-record';
import { ask, type ReportScope } from './ask';
import { factsOf } from './facts';
import { renderPage } from './page';

/**
 * Writes the report of a window and its cities, one HTML file that needs nothing else.
 *
 * @param run the newest run of the folder; its states are shown where the window's newest audit row is its own
 */
export const writeReport = async (
  warehouse: Warehouse,
  scope: ReportScope,
  run: RunRecord | undefined,
  file: string,
): Promise<void> => {
  const { cities, window } = scope;
  writeWhole(file, await renderPage(factsOf(await ask(warehouse, scope), { cities, window }, run)));
};
