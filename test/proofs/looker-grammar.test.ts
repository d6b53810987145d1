import { tilesOf } from '../looker/dashboards';
import { fieldsOfExplore } from '../looker/fields';
import { type Project, readProject } from '../looker/project';
import { queryOf } from '../looker/query';
import { describeWithPython } from '../support/python';
import { onlyStatement, readSql } from './sqlglot';

/** A query of every field of each explore, and that of each tile. */
const queriesOf = (project: Project): [name: string, sql: string][] => [
  ...Object.values(project.model.explore).map((explore): [string, string] => [
    explore.$name,
    queryOf(project, explore, { fields: [...fieldsOfExplore(project, explore)] }),
  ]),
  ...Object.values(project.model.dashboard).flatMap(([dashboard]) =>
    tilesOf(dashboard).flatMap((tile): [string, string][] => {
      const explore = project.model.explore[tile.explore];
      return explore === undefined ? [] : [[`${dashboard.dashboard}, ${tile.name}`, queryOf(project, explore, tile)]];
    }),
  ),
];

describeWithPython('the SQL of the LookML project, read by sqlglot', () => {
  it('is a select of Redshift with known functions, in every explore and every tile', async () => {
    const queries = queriesOf(await readProject());

    const readings = await readSql(
      queries.map(([, sql]) => sql),
      'redshift',
    );

    expect(queries.length).toBeGreaterThan(20);
    for (const [index, [name]] of queries.entries()) {
      const reading = readings[index] ?? { error: 'not read', statements: [] };
      const { kind, reservedNames, unknownFunctions, schemas } = onlyStatement(reading);
      expect([name, kind, reservedNames, unknownFunctions, schemas]).toEqual([name, 'select', [], [], ['openaq']]);
    }
  });
});
