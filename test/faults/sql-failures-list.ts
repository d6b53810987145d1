import type { Trouble } from '../support/fault-bench';
import { type Fault, faultOf, type Survived } from './fault';
import { answers, breaksStatement, neverEnds } from './troubles';

/** Steps that send SQL and wait for its end. */
export const SQL_STEPS = ['PrepareWarehouse', 'LoadWarehouse', 'ValidateLoad'] as const;

const PLACES: readonly (readonly [name: string, at: (statements: readonly unknown[]) => number])[] = [
  ['first', () => 0],
  ['middle', ({ length }) => Math.floor(length / 2)],
  ['last', ({ length }) => length],
];

const ofSql = (step: string, what: string, end: string, error: string, trouble: () => Trouble): Fault =>
  faultOf({ where: step, what, state: `${step}${end}`, error, trouble, redrive: 'is refused' });

const described = (step: string, status: object): Trouble =>
  answers(`Describe${step}`, async (honest) => {
    const { Id } = (await honest()) as { Id: string };
    return { Id, ...status };
  });

const lost = 'ERROR: 1023 DETAIL: Serializable isolation violation on table - 100260, transactions forming the cycle';

/** SQL that fails in the database, or of which the Data API tells something else than that it is done. */
export const SQL_FAILURES: readonly Fault[] = SQL_STEPS.flatMap((step) => [
  ...PLACES.map(([name, at]) =>
    ofSql(
      step,
      `an error stands ${name === 'last' ? 'behind the' : 'before the'} ${name} statement of the transaction`,
      'Failed',
      'RedshiftStatementFailedError',
      () => breaksStatement(step, at),
    ),
  ),
  ...['ABORTED', 'FAILED', 'RESIZING'].map((Status) =>
    ofSql(
      step,
      `the SQL is done and said to be ${Status}, without a message`,
      'NotFinished',
      'RedshiftStatementFailedError',
      () => described(step, { Status }),
    ),
  ),
  ofSql(
    step,
    'the SQL is said to have lost against another transaction, six times (1023)',
    'Failed',
    'RedshiftStatementFailedError',
    () => described(step, { Status: 'FAILED', Error: lost }),
  ),
  ofSql(step, 'the SQL never ends and is cancelled', 'TimedOut', 'RedshiftStatementTimedOutError', () =>
    neverEnds(step),
  ),
]);

/** The load fails over what an earlier run loaded, which readers must go on to see. */
export const FAILED_RELOADS: readonly Survived[] = PLACES.map(([name, at]) => ({
  where: 'LoadWarehouse',
  what: `the days are loaded already, and an error stands ${name === 'last' ? 'behind the' : 'before the'} ${name} statement`,
  outcome: 'red; readers see facts and locations as they were before, until a re-run loads',
  trouble: () => breaksStatement('LoadWarehouse', at),
}));

/** SQL that another transaction wins against, and that is sent again. */
export const LOST_TRANSACTIONS: readonly Survived[] = SQL_STEPS.map((step) => ({
  where: step,
  what: 'the SQL loses against another transaction once (1023), and nothing of it is kept',
  outcome: 'green; leaves what an untroubled run leaves',
  trouble: () => breaksStatement(step, ({ length }) => length, lost, 1),
}));

/** What the workflow reads at its end says something else than that the load is right. */
export const VERDICTS: readonly Fault[] = [
  ['false', { BooleanValue: false }] as const,
  ['null', { IsNull: true }] as const,
].map(([what, field]) =>
  faultOf({
    where: 'GetValidation',
    what: `the verdict is ${what}`,
    state: 'LoadInvalid',
    error: 'LoadInvalidError',
    trouble: () =>
      answers('GetValidation', () => ({
        Records: [[field, { StringValue: '10 staged <> 9 loaded' }]],
        TotalNumRows: 1,
      })),
    redrive: 'is refused',
  }),
);
