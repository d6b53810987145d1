import { datesOf } from '../../../lambdas/shared/domain/window';
import type { Model, ModelRun } from './model';
import { type Pipeline, type PipelineRun, withoutOutage } from './pipeline';

/** How a step fails: it breaks off after so many objects, tables or statements, or it ends and its answer is lost. */
export type Fault = number | 'answer lost';

/** A run in the model and in the pipeline, and how many of its steps it has behind it. */
export interface Run {
  readonly model: ModelRun;
  readonly pipeline: PipelineRun;
  done: number;
}

/** The model, the pipeline that must do the same, and what they have in common. */
export interface Systems {
  readonly model: Model;
  readonly pipeline: Pipeline;
  readonly runs: Run[];
  /** The facts of the warehouse, as the model has them. */
  readonly facts: () => Promise<Map<string, number>>;
  /** Situations that have come about, which a test wants to see. */
  readonly seen: Set<string>;
  /** Milliseconds since the epoch; a minute later at each call. */
  readonly tick: () => number;
}

/** A step in both systems. A step that has failed may be taken again; nothing says that it will. */
type Step = (systems: Systems, run: Run, fault: Fault | undefined) => Promise<'done' | 'failed'>;

const limitOf = (fault: Fault | undefined, most: number): number | undefined =>
  typeof fault === 'number' ? fault % most : undefined;

const outcomeOf = (fault: Fault | undefined) => (fault === undefined ? 'done' : 'failed');

const extract =
  (index: number): Step =>
  async ({ model, pipeline, tick, seen }, run, fault) => {
    const item = run.pipeline.plan.workItems[index];
    if (item === undefined) throw new Error(`no work item ${index}`);
    const at = tick();
    // An object for each date, one of the stations, the manifest.
    const limit = limitOf(fault, run.model.dates.length + 2);
    model.extract(run.model, item.city.name, at, limit);
    await withoutOutage(pipeline.extract(run.pipeline, item, at, limit));
    seen.add(limit === undefined ? 'extracted' : 'extraction broken off');
    return outcomeOf(fault);
  };

const crawl: Step = async ({ pipeline }, _, fault) => {
  if (typeof fault !== 'number') await pipeline.crawl();
  return outcomeOf(fault);
};

const transform: Step = async ({ model, pipeline, seen }, run, fault) => {
  if (!model.transform(run.model)) {
    await expect(pipeline.transform(run.pipeline)).rejects.toThrow('LostDatesError');
    seen.add('own rows gone');
    return 'failed';
  }
  const limit = limitOf(fault, 5);
  await withoutOutage(pipeline.transform(run.pipeline, limit));
  seen.add(limit === undefined ? 'staged' : 'staging broken off');
  return outcomeOf(fault);
};

const load: Step = async ({ model, pipeline, facts, seen }, run, fault) => {
  const limit = limitOf(fault, pipeline.loadStatements);
  if (limit === undefined) model.load(run.model);
  await withoutOutage(pipeline.load(run.pipeline, limit));
  seen.add(limit === undefined ? 'loaded' : 'load broken off');
  expect(await facts()).toEqual(model.facts);
  return outcomeOf(fault);
};

const validate: Step = async ({ pipeline }, run, fault) => {
  if (typeof fault !== 'number') expect(await pipeline.validate(run.pipeline)).toEqual([true, expect.any(String)]);
  return outcomeOf(fault);
};

export const stepsOf = ({ pipeline }: Run): readonly Step[] => [
  ...pipeline.plan.workItems.map((_, index) => extract(index)),
  crawl,
  transform,
  load,
  validate,
];

export const isDone = (run: Run): boolean => run.done === stepsOf(run).length;

/** Begins a run. @param input what a person gives in the console */
export const begin = async (systems: Systems, input: object, dates: readonly string[]): Promise<Run> => {
  const pipeline = await systems.pipeline.plan(input, `run-${systems.runs.length}`, systems.tick());
  const { plan } = pipeline;
  expect(datesOf(plan.window)).toEqual(dates);
  const run: Run = {
    model: { cities: plan.cities.split(','), dates, answers: new Map(), staged: new Map() },
    pipeline,
    done: 0,
  };
  systems.runs.push(run);
  return run;
};

/** Takes the next steps of a run until it ends or fails; the fault, if any, befalls the last of them. */
export const advance = async (systems: Systems, run: Run, count: number, fault?: Fault): Promise<void> => {
  const steps = stepsOf(run).slice(run.done, run.done + count);
  for (const [index, step] of steps.entries()) {
    const outcome = await step(systems, run, index === steps.length - 1 ? fault : undefined);
    if (outcome === 'failed') return;
    run.done += 1;
  }
};
