import { emptyWarehouse, rowsOf, useWarehouse } from './test-warehouse';
import type { StagedMeasurement } from './warehouse-run';

const FACTS = 'location_id, measurement_datetime, pm25, run_id';

/** A measurement of January 2024; `at` is `15 07` for the 15th at 7 o'clock. */
export const hour = (locationId: number, at: string, pm25: number | null = 10): StagedMeasurement => ({
  locationId,
  hour: `2024-01-${at}:00:00`,
  pm25,
});

/** A warehouse for a whole test file, empty before each test, and what the loads of the test left in it. */
export const useLoads = () => {
  const warehouse = useWarehouse();
  beforeEach(() => emptyWarehouse(warehouse()));
  return {
    warehouse,
    facts: () => rowsOf(warehouse(), 'fact_measurements', FACTS),
    /** The audit row of a run. */
    audit: async (runId: string) => (await rowsOf(warehouse(), 'load_audit')).find((row) => row['run_id'] === runId),
  };
};
