import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { version } from '../../package.json';
import { type Configuration, cityList } from '../configuration';
import {
  placeholders,
  readStatements,
  type SqlStatement,
  sqlFiles,
  toStatesFormat,
  toTextValue,
} from '../sql-statements';
import type { Warehouse } from '../warehouse';
import { awsTask } from './aws-task';
import { LIMITS, RETRIES } from './limits';
import { goingOn } from './poll';
import { runSql, SUBMITTED_ID } from './run-sql';

/** Where the values of the load's placeholders are in the run's data, and the version, which the deployment fixes. */
const LOAD_VALUES = {
  run_id: '$.plan.runId',
  window_start: '$.plan.window.start',
  window_end: '$.plan.window.end',
  cities: '$.plan.cities',
  started_at: '$.plan.startedAt',
  rows_extracted: '$.extraction.rows',
  values_missing: '$.extraction.gaps',
  values_nulled: '$.extraction.valuesNulled',
  requests: '$.extraction.requests',
  cities_without_data: '$.extraction.citiesWithoutData',
  version: toTextValue(version),
} as const;

/** Brings the schema to what the later steps need, so that a new warehouse needs no manual step. */
export const prepareWarehouse = (
  scope: Construct,
  warehouse: Warehouse,
  { cities }: Pick<Configuration, 'cities'>,
): sfn.Chain => {
  return runSql(scope, 'PrepareWarehouse', {
    warehouse,
    statements: [
      ...statementsOf('schema', warehouse, {}),
      ...statementsOf('cities', warehouse, { cities: toTextValue(cityList(cities)) }),
    ],
    limit: LIMITS.prepare,
  });
};

/** Moves what is staged into the fact and dimension tables. */
export const loadWarehouse = (scope: Construct, warehouse: Warehouse): sfn.Chain =>
  runSql(scope, 'LoadWarehouse', {
    warehouse,
    statements: statementsOf('load', warehouse, LOAD_VALUES),
    limit: LIMITS.load,
  });

/** Proves that the run lost and invented nothing; a run that does not reconcile fails. */
export const validateLoad = (scope: Construct, warehouse: Warehouse): sfn.Chain => {
  const values = { run_id: '$.plan.runId', min_expected_rows: '$.plan.minExpectedRows' };
  const isValid = new sfn.Choice(scope, 'LoadValid?').otherwise(
    new sfn.Fail(scope, 'LoadInvalid', { error: WORKFLOW_ERROR_NAMES.loadInvalid, causePath: '$.validation.detail' }),
  );
  const checks = runSql(scope, 'ValidateLoad', {
    warehouse,
    statements: statementsOf('checks', warehouse, values),
    limit: LIMITS.validate,
    retry: RETRIES.validate,
    submitTimeout: LIMITS.validate,
  });
  return goingOn(checks.next(getValidation(scope).next(isValid)), isValid, HAS_PASSED);
};

/** The statements of a directory of `sql/`; what the placeholders are filled with: JSONPaths, or literals of an intrinsic. */
const statementsOf = (directory: string, { schema }: Warehouse, values: Readonly<Record<string, string>>) =>
  readStatements(directory, schema).map((statement) => toTemplate(statement, values));

const toTemplate = (statement: SqlStatement, values: Readonly<Record<string, string>>): Record<string, string> =>
  placeholders(statement.sql).length === 0 ? { sql: statement.sql } : { 'sql.$': toStatesFormat(statement, values) };

/** Reads the one row that the last statement of the checks returns: passed, and a sentence. */
const getValidation = (scope: Construct): sfn.TaskStateBase =>
  awsTask(scope, 'GetValidation', {
    call: 'redshiftdata:getStatementResult',
    // A statement of a batch has the batch's id and its number, counted from 1.
    parameters: {
      Id: sfn.JsonPath.format(`{}:${sqlFiles('checks').length}`, sfn.JsonPath.stringAt(SUBMITTED_ID)),
    },
    // A field is an object with one key, such as {BooleanValue: true}. `.*` takes the value whatever the key is called.
    keep: {
      passed: firstValueOf('$.Records[0][0].*'),
      detail: firstValueOf('$.Records[0][1].*'),
      field: sfn.JsonPath.objectAt('$.Records[0][0]'),
    },
    resultPath: '$.validation',
  });

const firstValueOf = (path: string) => sfn.JsonPath.arrayGetItem(sfn.JsonPath.listAt(path), 0);

const HAS_PASSED = sfn.Condition.and(
  // A null is {IsNull: true}, whose value is true as well.
  sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.IsNull')),
  sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.isNull')),
  sfn.Condition.booleanEquals('$.validation.passed', true),
);
