import fc from 'fast-check';
import { inSchema } from '../../../../lambdas/shared/domain/warehouse-schema';

describe('inSchema', () => {
  it('names the other schema wherever a table or the schema itself is named', () => {
    const sql =
      "create schema if not exists openaq;\ndelete from openaq.fact using openaq.stage where source = 'openaq'";

    expect(inSchema(sql, 'air')).toBe(
      "create schema if not exists air;\ndelete from air.fact using air.stage where source = 'openaq'",
    );
  });

  it('is undone by going back, when the other schema is not named in the statement', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('openaq.fact', ' join ', "'x'", 'openaqs', 'load_audit')), (parts) => {
        const sql = parts.join(' ');

        expect(inSchema(sql, 'air').replaceAll(/(?<![\w.])air(?=\.[a-z_])/g, 'openaq')).toBe(sql);
      }),
    );
  });
});
