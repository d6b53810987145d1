import type { NextRun, PlanWithoutItems } from '../../lambdas/shared/domain/plan';
import { rangeOf, windowOfDates } from '../../lambdas/shared/domain/window';
import { type LocalRun, type LocalRunResult, runLocally } from '../workflow/run';

/** What the runs of a backfill did, as if they had been one: the end is that of the last, the window that of all. */
export type BackfillResult = LocalRunResult & { readonly runIds: readonly string[] };

/** The input of the run that goes on with a backfill. */
const inputOf = ({ input }: NextRun) => JSON.parse(input) as Readonly<Record<string, unknown>>;

/** A plan with everything that its backfill has still to do in its window. */
export const wholePlan = <Plan extends Pick<PlanWithoutItems, 'window' | 'next'>>(plan: Plan): Plan => {
  if (plan.next === null) return plan;
  const { to } = inputOf(plan.next);
  return { ...plan, window: { ...plan.window, end: windowOfDates(String(to), String(to)).end } };
};

const sums = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) => {
  const sum = { ...one };
  for (const [name, value] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
};

const both = (before: BackfillResult, result: LocalRunResult): BackfillResult => ({
  ...result,
  runIds: [...before.runIds, ...(result.plan ? [result.plan.runId] : [])],
  ...(before.plan && {
    plan: {
      ...before.plan,
      ...result.plan,
      window: { start: before.plan.window.start, end: (result.plan ?? before.plan).window.end },
    },
  }),
  seconds: sums(before.seconds, result.seconds),
  states: [...before.states, ...result.states],
  nulledValues: sums(before.nulledValues, result.nulledValues),
  citiesWithoutStation: [...new Set([...before.citiesWithoutStation, ...result.citiesWithoutStation])],
});

/** Starts each run that the one before has started, as Step Functions does, until one fails or starts none. */
export const runToTheEnd = async (run: LocalRun, first: LocalRunResult): Promise<BackfillResult> => {
  let all: BackfillResult = { ...first, runIds: first.plan ? [first.plan.runId] : [] };
  for (let next = first.plan?.next; next && all.status === 'SUCCEEDED'; next = all.plan?.next) {
    run.console.tagged('INFO', `${rangeOf((all.plan as PlanWithoutItems).window)} is loaded; the next run goes on`);
    all = both(all, await runLocally(run, inputOf(next), next.name));
  }
  return all;
};
