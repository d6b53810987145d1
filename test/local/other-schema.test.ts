import { join } from 'node:path';
import type { RunSummary } from '../../local/cli/run-summary';
import { lastJson, openaq, query } from '../support/openaq-cli';
import { configure, copyProject } from '../support/project-copy';

describe('a warehouse with another schema', () => {
  const project = copyProject();
  const directory = join(project, 'folder');
  const local = (...args: string[]) => openaq(['local', '--dir', directory, ...args], {}, project);

  it('is loaded, reported and audited in a folder that holds the default schema, too', async () => {
    // Prepare: the default schema, with another day in it.
    const earlier = await local('--json', '--from', '2018-12-05', '--to', '2018-12-06', '--city', 'Hanoi');
    expect(lastJson<RunSummary>(earlier)).toMatchObject({ rows: { loaded: 48 } });
    configure(project, { warehouse: { schema: 'air' } });

    // Act
    const result = await local('--json', '--from', '2018-12-05', '--to', '2018-12-05', '--city', 'Hanoi');

    // Assess: everything that is told is of the new schema, and the old one is as it was.
    const summary = lastJson<RunSummary>(result);
    expect(summary).toMatchObject({ status: 'SUCCEEDED', rows: { extracted: 24, loaded: 24 } });
    expect(summary.factDigest).toMatch(/^[0-9a-f]{16}$/);
    expect(result.stderr).toMatch(/│ Hanoi │ 2018-12-05 │ 24 /);
    expect(result.stderr).toMatch(/Ask it: npx openaq query ".* from air\.fact_measurements /);
    expect(result.stderr).not.toContain('openaq.fact_measurements');
    const counts = `select
      (select count(*) from air.load_audit where run_id = '${summary.runId}') as runs,
      (select count(*) from openaq.load_audit where run_id = '${summary.runId}') as old_runs,
      (select count(*) from air.fact_measurements) as hours,
      (select count(*) from openaq.fact_measurements) as old_hours`;
    expect(await query(counts, directory, project)).toEqual([{ runs: 1, old_runs: 0, hours: 24, old_hours: 48 }]);
  }, 180_000);
});
