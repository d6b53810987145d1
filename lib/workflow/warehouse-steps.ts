import type { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/errors/error-names';
import { placeholders, readStatement, readStatements, type SqlStatement, toStatesFormat } from '../sql-statements';
import type { Warehouse } from '../warehouse';
import type { FailurePath } from './failure-path';
import { LIMITS, RETRIES } from './limits';
import { RedshiftStatement } from './redshift-statement';

export interface WarehouseStepProps {
  readonly warehouse: Warehouse;
  /** Schema that the SQL is rendered for. */
  readonly schema: string;
  readonly failurePath: FailurePath;
}

/** Where the values of the load's placeholders are in the run's data. */
const LOAD_VALUES = {
  run_id: '$.plan.runId',
  window_start: '$.plan.window.start',
  window_end: '$.plan.window.end',
  cities: '$.plan.cities',
  started_at: '$.plan.startedAt',
  rows_extracted: '$.extraction.rows',
  values_nulled: '$.extraction.valuesNulled',
  requests: '$.extraction.requests',
} as const;

/** Creates schema and tables where they are missing, so that a new warehouse needs no manual step. */
export const prepareWarehouse = (scope: Construct, props: WarehouseStepProps): sfn.Chain =>
  batch(scope, 'PrepareWarehouse', 'schema', { ...props, resultPath: '$.prepare', limit: LIMITS.prepare });

/** Moves what is staged into the fact and dimension tables, in one transaction. */
export const loadWarehouse = (scope: Construct, props: WarehouseStepProps): sfn.Chain =>
  batch(scope, 'LoadWarehouse', 'load', { ...props, resultPath: '$.load', limit: LIMITS.load });

interface BatchProps extends WarehouseStepProps {
  readonly resultPath: string;
  readonly limit: Duration;
}

/**
 * Runs the statements of a directory in one transaction. A state of its own writes them down first: a list of texts cannot
 * have one with values in it next to constant ones, a list of objects can (and asl-validator takes no line break in a list
 * of texts).
 */
const batch = (scope: Construct, id: string, directory: string, props: BatchProps): sfn.Chain => {
  const { warehouse, schema, failurePath, resultPath, limit } = props;
  const bind = new sfn.Pass(scope, `Bind${id}Statements`, {
    parameters: { statements: readStatements(directory, schema).map(toTemplate) },
    resultPath,
  });
  const statements = new RedshiftStatement(scope, id, {
    action: 'batchExecuteStatement',
    parameters: { ...warehouse.dataApiTarget, Sqls: sfn.JsonPath.listAt(`${resultPath}.statements[*].sql`) },
    dataApiArn: warehouse.dataApiArn,
    resultPath,
    retry: RETRIES.submitStatement,
    submitTimeout: LIMITS.request,
    limit,
    failurePath,
  });
  return bind.next(statements);
};

const toTemplate = (statement: SqlStatement): Record<string, string> =>
  placeholders(statement.sql).length === 0
    ? { sql: statement.sql }
    : { 'sql.$': toStatesFormat(statement, LOAD_VALUES) };

export interface ValidateLoadProps extends WarehouseStepProps {
  readonly minExpectedRows: number;
}

/** Proves that the run lost and invented nothing; a run that does not reconcile fails. */
export const validateLoad = (scope: Construct, props: ValidateLoadProps, succeeded: sfn.IChainable) => {
  const { warehouse, schema, failurePath, minExpectedRows } = props;
  const validate = new RedshiftStatement(scope, 'ValidateLoad', {
    action: 'executeStatement',
    parameters: {
      ...warehouse.dataApiTarget,
      Sql: readStatement('checks/load_reconciles.sql', schema).sql,
      Parameters: [
        { Name: 'run_id', Value: sfn.JsonPath.stringAt('$.plan.runId') },
        { Name: 'min_expected_rows', Value: String(minExpectedRows) },
      ],
    },
    dataApiArn: warehouse.dataApiArn,
    resultPath: '$.validation',
    retry: RETRIES.validate,
    submitTimeout: LIMITS.validate,
    limit: LIMITS.validate,
    failurePath,
  });
  const get = new tasks.CallAwsService(scope, 'GetValidation', {
    service: 'redshiftdata',
    action: 'getStatementResult',
    iamAction: 'redshift-data:getStatementResult',
    iamResources: ['*'],
    parameters: { Id: sfn.JsonPath.stringAt('$.validation.Id') },
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
  failurePath.catchAll(get);
  const invalid = failurePath.fail('LoadInvalid', {
    failedState: 'ValidateLoad',
    error: WORKFLOW_ERROR_NAMES.loadInvalid,
    cause: sfn.JsonPath.stringAt('$.validation.detail'),
  });
  const isValid = new sfn.Choice(scope, 'LoadValid?')
    .when(
      sfn.Condition.and(
        // A null is {IsNull: true}, whose value is true as well.
        sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.IsNull')),
        sfn.Condition.not(sfn.Condition.isPresent('$.validation.field.isNull')),
        sfn.Condition.booleanEquals('$.validation.passed', true),
      ),
      succeeded,
    )
    .otherwise(invalid);
  validate.next(get.next(isValid));
  return validate;
};

const firstValueOf = (path: string) => sfn.JsonPath.arrayGetItem(sfn.JsonPath.listAt(path), 0);
