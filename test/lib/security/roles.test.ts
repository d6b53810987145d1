import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNSCOPED_ACTIONS } from '../../../lib/security/unscoped-actions';
import { templateOf } from '../../support/pipeline-template';
import { rolesOf } from '../../support/role-statements';
import { EXPECTED_ROLES, PAUSE_ROLES, RESUME_STATEMENTS } from './expected-roles';
import { BEGIN, END, securityTables } from './security-page';

const PAGE = join(__dirname, '../../../docs/security.md');

const roles = rolesOf(templateOf());
const paused = rolesOf(templateOf({ warehouse: { pauseBetweenRuns: true } }));
const serverless = rolesOf(templateOf({ warehouse: { kind: 'serverless' } }));

describe('the roles of the default stack', () => {
  it('are these and no others', () => {
    expect(roles.map(({ logicalId }) => logicalId)).toEqual(Object.keys(EXPECTED_ROLES));
  });

  it.each(Object.entries(EXPECTED_ROLES))('give %s exactly its statements', (name, { service, statements }) => {
    expect(roles.find(({ logicalId }) => logicalId === name)).toMatchObject({ service, statements });
  });
});

describe('the roles of other configurations', () => {
  it('let the state machine resume the cluster, and give the pausing to roles of their own', () => {
    const added = paused.map(({ logicalId, statements }) => {
      const expected = EXPECTED_ROLES[logicalId]?.statements ?? [];
      return [logicalId, statements.filter((statement) => !expected.includes(statement))] as const;
    });

    expect(Object.fromEntries(added.filter(([, statements]) => statements.length > 0))).toEqual({
      WorkflowRole: RESUME_STATEMENTS,
      ...PAUSE_ROLES,
    });
  });

  it('name the workgroup and the generated secret with Redshift Serverless', () => {
    const { statements } = serverless.find(({ logicalId }) => logicalId === 'WorkflowRole') ?? { statements: [] };

    expect(statements).toEqual(
      expect.arrayContaining([
        'redshift-data:BatchExecuteStatement on WarehouseWorkgroup.Workgroup.WorkgroupArn',
        'secretsmanager:GetSecretValue on WarehouseAdminSecret',
      ]),
    );
  });
});

describe.each([
  ['default', roles],
  ['pausing', paused],
  ['serverless', serverless],
])('every role of the %s stack', (_, all) => {
  it('holds no managed policy', () => {
    expect(all.flatMap(({ managedPolicies }) => managedPolicies)).toEqual([]);
  });

  it('names each action in full, with a prefix that IAM knows', () => {
    for (const action of all.flatMap(({ actions }) => actions)) {
      expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/);
      expect(action).not.toMatch(/^redshiftdata:/);
    }
  });

  it('allows on * only what AWS cannot narrow', () => {
    const unscoped = all
      .flatMap(({ statements }) => statements)
      .filter((statement) => / on \*( if |$)/.test(statement))
      .flatMap((statement) => (statement.split(' on ')[0] ?? '').split(', '));

    expect(unscoped.filter((action) => !(action in UNSCOPED_ACTIONS))).toEqual([]);
  });
});

describe('UNSCOPED_ACTIONS', () => {
  it('lists no action that nobody uses', () => {
    const used = new Set([...roles, ...paused].flatMap(({ actions }) => actions));

    expect(Object.keys(UNSCOPED_ACTIONS).filter((action) => !used.has(action))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  it('shows the statements of every role (UPDATE_DOCS=1 writes them)', () => {
    const page = readFileSync(PAGE, 'utf8');
    const start = page.indexOf(BEGIN);
    const end = page.indexOf(END) + END.length;
    const tables = securityTables(EXPECTED_ROLES);
    if (process.env['UPDATE_DOCS'] === '1') {
      writeFileSync(PAGE, `${page.slice(0, start)}${tables}${page.slice(end)}`);
    }

    expect(readFileSync(PAGE, 'utf8').slice(start, start + tables.length)).toBe(tables);
  });
});
