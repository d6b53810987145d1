/** The settings of PlanRun in a stack whose `cdk.json` says nothing of them. */
export const PLAN_SETTINGS = {
  lookbackHours: 24,
  maxBackfillDays: 366,
  minExpectedRows: 1,
  extractConcurrency: 2,
  requestsPerHour: 2_000,
  sensorsPerCity: 164,
};
