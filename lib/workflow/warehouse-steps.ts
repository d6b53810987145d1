import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { placeholders, readStatements, type SqlStatement, sqlFiles, toStatesFormat } from '../sql-statements';
import type { Warehouse } from '../warehouse';
import { LIMITS, RETRIES } from './limits';
import { SqlBatch, SUBMITTED_ID } from './sql-batch';

export interface WarehouseStepProps {
  readonly warehouse: Warehouse;
  /** Schema that the SQL is rendered for. */
  readonly schema: string;
}

/** Where the values of the load's placeholders are in the run's data. */
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
} as const;

/** Brings the schema to what the later steps need, so that a new warehouse needs no manual step. */
export const prepareWarehouse = (scope: Construct, props: WarehouseStepProps): SqlBatch =>
  batch(scope, 'PrepareWarehouse', 'schema', { ...props, values: {}, limit: LIMITS.prepare });

/** Moves what is staged into the fact and dimension tables. */
export const loadWarehouse = (scope: Construct, props: WarehouseStepProps): SqlBatch =>
  batch(scope, 'LoadWarehouse', 'load', { ...props, values: LOAD_VALUES, limit: LIMITS.load });

export interface ValidateLoadProps extends WarehouseStepProps {
  readonly minExpectedRows: number;
}

/** Proves that the run lost and invented nothing; a run that does not reconcile fails. */
export const validateLoad = (scope: Construct, props: ValidateLoadProps, succeeded: sfn.IChainable): sfn.Chain =>
  batch(scope, 'ValidateLoad', 'checks', {
    ...props,
    values: { run_id: '$.plan.runId', min_expected_rows: `'${props.minExpectedRows}'` },
    limit: LIMITS.validate,
    retry: RETRIES.validate,
    submitTimeout: LIMITS.validate,
  }).next(getValidation(scope).next(chooseValid(scope, succeeded)));

interface BatchProps extends WarehouseStepProps {
  /** What the placeholders of the directory's statements are filled with: JSONPaths, or literals of an intrinsic. */
  readonly values: Readonly<Record<string, string>>;
  readonly limit: Duration;
  readonly retry?: sfn.RetryProps;
  readonly submitTimeout?: Duration;
}

/** Runs the statements of a directory of `sql/`. */
const batch = (scope: Construct, id: string, directory: string, props: BatchProps): SqlBatch => {
  const { warehouse, schema, values, limit, retry = RETRIES.submitStatement, submitTimeout = LIMITS.request } = props;
  const statements = readStatements(directory, schema).map((statement) => toTemplate(statement, values));
  return new SqlBatch(scope, id, { warehouse, statements, limit, retry, submitTimeout });
};

const toTemplate = (statement: SqlStatement, values: Readonly<Record<string, string>>): Record<string, string> =>
  placeholders(statement.sql).length === 0 ? { sql: statement.sql } : { 'sql.$': toStatesFormat(statement, values) };

/** Reads the one row that the last statement of the checks returns: passed, and a sentence. */
const getValidation = (scope: Construct): tasks.CallAwsService => {
  const lastStatement = sqlFiles('checks').length;
  const get = new tasks.CallAwsService(scope, 'GetValidation', {
    service: 'redshiftdata',
    action: 'getStatementResult',
    iamAction: 'redshift-data:GetStatementResult',
    iamResources: ['*'],
    // A statement of a batch has the batch's id and its number, counted from 1.
    parameters: { Id: sfn.JsonPath.format(`{}:${lastStatement}`, sfn.JsonPath.stringAt(SUBMITTED_ID)) },
    // A field is an object with one key, such as {BooleanValue: true}. `.*` takes the value whatever the key is called.
    resultSelector: {
      passed: firstValueOf('$.Records[0][0].*'),
      detail: firstValueOf('$.Records[0][1].*'),
      field: sfn.JsonPath.objectAt('$.Records[0][0]'),
    },
    resultPath: '$.validation',
    taskTimeout: sfn.Timeout.duration(LIMITS.request),
  });
  get.addRetry(RETRIES.read);
  return get;
};

const chooseValid = (scope: Construct, succeeded: sfn.IChainable): sfn.Choice =>
  new sfn.Choice(scope, 'LoadValid?')
    .when(
      sfn.Condition.and(
        // A null is {IsNull: true}, whose value is true as well.
        sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.IsNull')),
        sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.isNull')),
        sfn.Condition.booleanEquals('$.validation.passed', true),
      ),
      succeeded,
    )
    .otherwise(
      new sfn.Fail(scope, 'LoadInvalid', {
        error: WORKFLOW_ERROR_NAMES.loadInvalid,
        causePath: '$.validation.detail',
      }),
    );

const firstValueOf = (path: string) => sfn.JsonPath.arrayGetItem(sfn.JsonPath.listAt(path), 0);
