import type { Stage } from './stage';

/** The daily schedule as Scheduler gives it. */
interface Schedule {
  readonly Name: string;
  readonly ScheduleExpression: string;
  readonly FlexibleTimeWindow: object;
  readonly Target: object;
}

export const readSchedule = async ({ shell }: Stage): Promise<Schedule> =>
  JSON.parse(await shell('aws scheduler get-schedule --name openaq-pipeline-daily')) as Schedule;

/** Moves the deployed schedule to the next second; its target and its role stay as they are. */
export const fireSchedule = async (stage: Stage): Promise<void> => {
  const { Name, FlexibleTimeWindow, Target } = await readSchedule(stage);
  const at = new Date(Date.now() + 1_000).toISOString().slice(0, 19);
  const change = { Name, FlexibleTimeWindow, Target, ScheduleExpression: `at(${at})` };
  await stage.shell(`aws scheduler update-schedule --cli-input-json '${JSON.stringify(change)}'`);
};
