import { join } from 'node:path';
import type { RunSummary } from '../../local/summary';
import { lastJson, openaq } from '../support/openaq-cli';
import { configure, copyProject } from '../support/project-copy';

describe('a warehouse with another schema', () => {
  const project = copyProject();
  const directory = join(project, 'folder');
  const local = (...args: string[]) => openaq(['local', '--dir', directory, ...args], {}, project);
  const query = async (sql: string) =>
    lastJson<object[]>(await openaq(['query', sql, '--local', '--json', '--dir', directory], {}, project));

  it('is loaded, reported and audited in a folder that holds the default schema, too', async () => {
    // Prepare: the default schema, with another day in it.
    const earlier = await local('--json', '--from', '2018-12-05', '--to', '2018-12-06', '--city', 'Hanoi');
    expect(lastJson<RunSummary>(earlier)).toMatchObject({ rows: { loaded: 48 } });
    configure(project, { warehouse: { schema: 'air' } });

    // Act
    const json = await local('--json', '--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi');
    const shown = await local('--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi');

    // Assess: everything that is told is of the new schema.
    const summary = lastJson<RunSummary>(json);
    expect(summary).toMatchObject({ status: 'SUCCEEDED', rows: { extracted: 24, loaded: 24 } });
    expect(summary.factDigest).toMatch(/^[0-9a-f]{16}$/);
    expect(await query(`select count(*) as runs from air.load_audit where run_id = '${summary.runId}'`)).toEqual([
      { runs: 1 },
    ]);
    expect(await query(`select count(*) as runs from openaq.load_audit where run_id = '${summary.runId}'`)).toEqual([
      { runs: 0 },
    ]);
    expect(await query('select count(*) as hours from air.fact_measurements')).toEqual([{ hours: 24 }]);
    expect(await query('select count(*) as hours from openaq.fact_measurements')).toEqual([{ hours: 48 }]);
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toMatch(/│ Hanoi │ 2018-12-05 │ 24 /);
    expect(shown.stdout).toMatch(/from air\.fact_measurements .*--local/);
    expect(shown.stdout).not.toContain('openaq.fact_measurements');
  });
});
