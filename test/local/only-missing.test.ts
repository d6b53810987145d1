import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { airQualityKey } from '../../lambdas/shared/domain/object-keys';
import { BUCKET, cannotBeWritten, halfACatalog } from '../faults/half-way-list';
import { failsBefore } from '../faults/troubles';
import { INPUT, useFaultBench } from '../support/fault-bench';
import { withoutAnswers } from '../support/laptop-content';

const MISSING = { ...INPUT, onlyMissing: true };
const LAST_DAY = airQualityKey('Ho Chi Minh City', '2024-01-16');

describe('a run of only the missing days, on the laptop', () => {
  const bench = useFaultBench();

  /** Runs it, and says which sensors were asked from when to when. */
  const runMissing = async () => {
    const asked: unknown[] = [];
    const api = ({ pathname, searchParams: query }: URL) => {
      if (pathname.endsWith('/hours')) asked.push([pathname, query.get('datetime_from'), query.get('datetime_to')]);
      return undefined;
    };
    return { run: await bench.run({ api }, MISSING), asked };
  };
  const expectUntroubled = async (run: Awaited<ReturnType<typeof bench.run>>) => {
    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(withoutAnswers(await bench.content(run))).toEqual(withoutAnswers(bench.untroubled()));
  };

  it('asks for no hour after a run that has done everything, and changes nothing', async () => {
    const { run, asked } = await runMissing();

    expect(asked).toEqual([]);
    await expectUntroubled(run);
    expect(
      await bench.laptop.query(
        `select requests, values_changed from openaq.load_audit where run_id = '${run.plan?.runId}'`,
      ),
    ).toEqual([[2, 0]]);
    expect(bench.laptop.printed()).toMatch(/SummarizeExtraction .*12 rows, .*; 4 days with 12 rows kept/);
  });

  it('loads what a run has extracted and not loaded, and asks for no hour', async () => {
    await bench.reset();
    await bench.run(failsBefore('PrepareWarehouse', 'Redshift.Anything'));

    const { run, asked } = await runMissing();

    expect(asked).toEqual([]);
    await expectUntroubled(run);
  });

  it('asks for exactly the days that a run could not write', async () => {
    await bench.reset();
    expect(await bench.run(cannotBeWritten(LAST_DAY))).toMatchObject({ status: 'FAILED' });

    const { run, asked } = await runMissing();

    expect(asked).toEqual([['/v3/sensors/20/hours', '2024-01-16T00:00:00Z', '2024-01-17T00:59:59Z']]);
    await expectUntroubled(run);
  });

  it('fails when a day that it keeps is not read, since it vouches for it', async () => {
    await bench.reset();
    await bench.run();

    const run = await bench.run(
      halfACatalog(({ aq_airquality: air }) => air?.Partitions.pop()),
      MISSING,
    );

    expect(run).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(run.message).toMatch(/LostDatesError: .*2024-01-1[56]: \d rows extracted, 0 found/);
  });

  it('ends with one sentence when a day that it would keep is damaged, and goes on once its object is deleted', async () => {
    await bench.reset();
    await bench.run();
    const file = join(bench.laptop.folder.buckets, BUCKET, LAST_DAY);
    writeFileSync(file, 'half a fi');

    const { run, asked } = await runMissing();

    expect(run).toMatchObject({ status: 'FAILED', error: 'KeptDayDamagedError' });
    expect(run.message).toMatch(
      /\nCause: The lake's object airquality\/Ho_Chi_Minh_City\/year=2024\/month=01\/day=16\/data\.parquet is not a Parquet file of hours .*: delete it, so that its day is asked for\n/,
    );
    expect(run.message).toContain(
      'What to do: Delete the object that the cause names; its day is asked for then. Then redrive',
    );
    expect(asked).toEqual([]);
    rmSync(file);
    await expectUntroubled(await bench.laptop.redrive());
  });
});
