import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inSchema } from '../../lambdas/shared/domain/warehouse-schema';
import {
  placeholders,
  readStatement,
  readStatements,
  SQL_DIRECTORY,
  sqlFiles,
  toStatesFormat,
} from '../../lib/sql-statements';
import { evaluateFormat } from '../support/intrinsics';
import { runScripted } from '../support/scripted-run';

const statement = (sql: string) => ({ file: 'load/some.sql', sql });

describe('readStatements', () => {
  it('reads the files of a directory in the order of their names', () => {
    const files = readStatements('load', 'openaq').map(({ file }) => file);

    expect(files).toEqual([...files].sort());
    expect(files[0]).toMatch(/^load\/05_lock\.sql$/);
  });

  it('reads every .sql file, and fits one batch of the Data API', () => {
    for (const directory of ['schema', 'load']) {
      const files = readdirSync(join(SQL_DIRECTORY, directory)).filter((file) => file.endsWith('.sql'));

      expect(sqlFiles(directory)).toEqual(files.sort());
      expect(files.length).toBeLessThanOrEqual(40);
    }
  });

  it('finds placeholders in one file of the load only', () => {
    const templated = readStatements('load', 'openaq').filter(({ sql }) => placeholders(sql).length > 0);

    expect(templated.map(({ file }) => file)).toEqual(['load/10_this_run.sql']);
  });

  it('finds none in the schema', () => {
    expect(readStatements('schema', 'openaq').flatMap(({ sql }) => placeholders(sql))).toEqual([]);
  });
});

describe('inSchema', () => {
  it('leaves the files as they are for the schema they are written for', () => {
    const { sql } = readStatement('load/85_insert_audit.sql', 'openaq');

    expect(inSchema(sql, 'openaq')).toBe(sql);
  });

  it('leaves no table of any file in the written schema', () => {
    for (const directory of ['schema', 'load', 'checks']) {
      for (const { sql } of readStatements(directory, 'air')) expect(sql).not.toMatch(/\bopenaq\.[a-z_]+/);
    }
  });
});

describe('placeholders', () => {
  it('are names after a colon, each once', () => {
    expect(placeholders('select :run_id, :cities, :run_id')).toEqual(['run_id', 'cities']);
  });

  it('are neither casts nor times of day', () => {
    expect(placeholders("select now()::date, 'hh24:mi:ss'")).toEqual([]);
  });
});

describe('toStatesFormat', () => {
  it('gives the statement with each value as an SQL string', () => {
    const call = toStatesFormat(statement("select cast(:n as bigint), 'it''s {}' where a = :run_id"), {
      n: '$.rows',
      run_id: '$.plan.runId',
    });

    expect(evaluateFormat(call, (path) => ({ '$.rows': 36, '$.plan.runId': 'run-1' })[path] ?? '')).toBe(
      "select cast('36' as bigint), 'it''s {}' where a = 'run-1'",
    );
  });

  it('puts a value in at every place of its name', () => {
    const call = toStatesFormat(statement('select :a, :b, :a'), { a: '$.a', b: '$.b' });

    expect(call).toBe("States.Format('select \\'{}\\', \\'{}\\', \\'{}\\'', $.a, $.b, $.a)");
  });

  it('refuses a placeholder without a value, and a value without a placeholder', () => {
    expect(() => toStatesFormat(statement('select :a, :b'), { a: '$.a' })).toThrow(
      'load/some.sql has placeholders without a value: b',
    );
    expect(() => toStatesFormat(statement('select :a'), { a: '$.a', c: '$.c' })).toThrow(
      'load/some.sql lacks the placeholders c',
    );
  });

  it('gives the load statement on the interpreter of the laptop too', async () => {
    const real = readStatement('load/10_this_run.sql', 'openaq');
    const names = placeholders(real.sql);
    const sql = toStatesFormat(real, Object.fromEntries(names.map((name) => [name, `$.${name}`])));
    const values = Object.fromEntries(names.map((name) => [name, `value of ${name}`]));

    const { calls } = await runScripted(
      {
        StartAt: 'Bind',
        States: {
          Bind: { Type: 'Pass', Parameters: { 'sql.$': sql }, Next: 'Run' },
          Run: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:redshiftdata:executeStatement', End: true },
        },
      },
      { Run: {} },
      values,
    );

    expect(calls['Run']).toEqual([{ sql: evaluateFormat(sql, (path) => `value of ${path.slice(2)}`) }]);
  });
});
