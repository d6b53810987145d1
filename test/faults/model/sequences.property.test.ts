import fc from 'fast-check';
import { emptyWarehouse, rowsOf, useWarehouse } from '../../support/test-warehouse';
import { COMMANDS } from './commands';
import { Model, valuesIn } from './model';
import { Pipeline } from './pipeline';
import { DATES, REPORTABLE, STATION_IDS, type World } from './source';
import { advance, begin, isDone, type Run, type Systems } from './steps';

/** What the sequences must have met, or their generator is too tame. */
const TROUBLES = [
  'extraction broken off',
  'staging broken off',
  'load broken off',
  'rows adopted',
  'rows outdated',
  'rows rejected',
  'rows withdrawn',
];

/** 200 take a minute of a processor; more are tried by `MODEL_SEQUENCES=5000 FC_SEED=7 npm run jest -- test/faults/model`. */
const SEQUENCES = Number(process.env['MODEL_SEQUENCES'] ?? 200);

const START = Date.parse('2024-01-18T00:05:00Z');

/** Hours that differ from each other, a few without a value, of stations that are all listed. */
const newWorld = (): World => ({
  hours: new Map(REPORTABLE.map((hour, index) => [hour, index % 9 === 4 ? null : index + 1])),
  listed: new Set(STATION_IDS),
});

describe('any sequence of runs, changes at OpenAQ, failures, redrives and runs side by side', () => {
  const warehouse = useWarehouse();
  const seen = new Set<string>();

  /** The facts by station and hour; there is one of each. */
  const facts = async (): Promise<Map<string, number>> => {
    const rows = await rowsOf(warehouse(), 'fact_measurements', 'location_id, measurement_datetime, pm25');
    const found = new Map(
      rows.map((row) => [`${row['location_id']} ${row['measurement_datetime']}`, Number(row['pm25'])] as const),
    );
    expect(found.size).toBe(rows.length);
    return found;
  };

  /** Does something with a new world and an empty pipeline. */
  const inNewWorld = async (work: (world: World, systems: Systems) => Promise<void>): Promise<void> => {
    await emptyWarehouse(warehouse());
    const world = newWorld();
    const pipeline = new Pipeline(world, warehouse());
    let now = START;
    const tick = () => {
      now += 60_000;
      return now;
    };
    try {
      await work(world, { model: new Model(world), pipeline, runs: [], facts, seen, tick });
    } finally {
      pipeline.remove();
    }
  };

  /** The audit's own equations, row by row; what it counted goes to `seen`. */
  const expectAllAccountedFor = async (): Promise<void> => {
    for (const row of await rowsOf(warehouse(), 'load_audit')) {
      const rows = (what: string): number => Number(row[`rows_${what}`]);
      expect(rows('extracted') - rows('superseded') + rows('adopted')).toBe(rows('read'));
      expect(rows('read')).toBe(rows('staged') + rows('duplicate') + rows('rejected'));
      expect(rows('staged')).toBe(rows('loaded') + rows('outdated'));
      for (const what of ['adopted', 'outdated', 'rejected', 'withdrawn']) if (rows(what) > 0) seen.add(`rows ${what}`);
    }
  };

  const expectNothingStagedBy = async (runs: readonly Run[]): Promise<void> => {
    const staged = (await rowsOf(warehouse(), 'stage_measurements', 'run_id')).map((row) => row['run_id']);
    expect(runs.map(({ pipeline }) => pipeline.plan.runId).filter((runId) => staged.includes(runId))).toEqual([]);
  };

  const sequence = fc.record({
    commands: fc.commands(COMMANDS, { maxCommands: 10, size: 'max' }),
    // A whole run more costs as much as all that is before it.
    isMended: fc.nat(3).map((quarter) => quarter === 0),
  });

  it('ends with the facts of the newest answers, each row accounted for; a run over all days then ends with what OpenAQ has', async () => {
    await fc.assert(
      fc.asyncProperty(sequence, ({ commands, isMended }) =>
        inNewWorld(async (world, systems) => {
          await fc.asyncModelRun(() => ({ model: world, real: systems }), commands);

          expect(await facts()).toEqual(systems.model.facts);
          await expectAllAccountedFor();
          await expectNothingStagedBy(systems.runs.filter(isDone));

          if (!isMended) return;
          for (const id of STATION_IDS) world.listed.add(id);
          await advance(systems, await begin(systems, { from: DATES[0], to: DATES.at(-1) }, DATES), 10);

          expect(await facts()).toEqual(valuesIn(world.hours));
        }),
      ),
      { numRuns: SEQUENCES },
    );
  }, 3_600_000);

  it('ends a run red when a newer answer has emptied its only day, and the run of that answer green', async () => {
    await inNewWorld(async (world, systems) => {
      const [date = ''] = DATES;
      const input = { from: date, to: date, cities: ['Hanoi'] };
      const older = await begin(systems, input, [date]);
      await advance(systems, older, 1);
      world.hours.clear();
      const newer = await begin(systems, input, [date]);
      await advance(systems, newer, 10);

      await advance(systems, older, 10);

      expect([older, newer].map(isDone)).toEqual([false, true]);
      expect(seen).toContain('own rows gone');
      expect(await facts()).toEqual(new Map());
    });
  });

  it('has met every trouble that it is about', () => {
    expect([...seen]).toEqual(expect.arrayContaining(TROUBLES));
  });
});
