import fc from 'fast-check';
import { DATES, REPORTABLE, STATION_IDS, type World } from './source';
import { advance, begin, type Fault, isDone, type Systems } from './steps';

type Command = fc.AsyncCommand<World, Systems>;

/** OpenAQ has another value for an hour, none, or not the hour any more. */
const report = fc
  .record({
    hour: fc.constantFrom(...REPORTABLE),
    value: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constant(null), fc.constant(undefined)),
  })
  .map(
    ({ hour, value }): Command => ({
      check: () => true,
      run: async (world) => {
        if (value === undefined) world.hours.delete(hour);
        else world.hours.set(hour, value);
      },
      toString: () => `OpenAQ says ${value === undefined ? 'nothing' : value} for ${hour}`,
    }),
  );

/** OpenAQ takes back all hours of a date. */
const withdraw = fc.constantFrom(...DATES).map(
  (date): Command => ({
    check: () => true,
    run: async ({ hours }) => {
      for (const hour of [...hours.keys()]) if (hour.includes(date)) hours.delete(hour);
    },
    toString: () => `OpenAQ withdraws ${date}`,
  }),
);

/** OpenAQ lists a station no more, or again. */
const list = fc.constantFrom(...STATION_IDS).map(
  (id): Command => ({
    check: () => true,
    run: async ({ listed }) => {
      if (!listed.delete(id)) listed.add(id);
    },
    toString: () => `OpenAQ lists ${id} or not`,
  }),
);

const fault = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.nat(29) },
  { weight: 1, arbitrary: fc.constant<Fault>('answer lost') },
);

/** Mostly few steps, so that runs stand beside each other; four take a run over one city to its load; ten are all. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.constant(4) },
  { weight: 1, arbitrary: fc.constant(10) },
);

const cities = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ cities: ['Hanoi'] }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { cities: ['Ho Chi Minh City'] }) },
);

/** The dates that a run of 2024-01-18 covers, by what a person asks for. */
const ranges = fc.oneof(
  fc.tuple(fc.nat(2), fc.nat(2)).map((ends) => {
    const [from = 0, to = 0] = ends.sort();
    return { asked: { from: DATES[from], to: DATES[to] }, dates: DATES.slice(from, to + 1) };
  }),
  fc.constantFrom(
    { asked: {}, dates: ['2024-01-17', '2024-01-18'] },
    { asked: { lookbackHours: 30 }, dates: ['2024-01-16', '2024-01-17', '2024-01-18'] },
  ),
);

const start = fc.tuple(ranges, cities, count, fault).map(([{ asked, dates }, inCities, steps, failure]): Command => {
  const input = { ...asked, ...inCities };
  return {
    check: () => true,
    run: async (_, systems) => advance(systems, await begin(systems, input, dates), steps, failure),
    toString: () => `run ${JSON.stringify(input)}: ${steps} steps, fault ${failure}`,
  };
});

/** Goes on with a run that is not done: one that stands beside others, or a redrive of one that failed. */
const goOn = fc.tuple(fc.nat(), count, fault).map(
  ([which, steps, failure]): Command => ({
    check: () => true,
    run: async (_, systems) => {
      const open = systems.runs.filter((run) => !isDone(run));
      const run = open[which % open.length];
      if (run !== undefined) await advance(systems, run, steps, failure);
    },
    toString: () => `go on with an open run (${which}): ${steps} steps, fault ${failure}`,
  }),
);

/** What may happen, runs more often than changes. */
export const COMMANDS = [report, start, goOn, withdraw, start, goOn, goOn, list];
