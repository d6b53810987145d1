import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alerts } from './alerts';
import { Catalog } from './catalog';
import type { Configuration } from './configuration';
import { DataLake } from './data-lake';
import { Extraction } from './extraction';
import { Monitoring } from './monitoring';
import { Network } from './network';
import { DailySchedule } from './schedule';
import { acknowledgeFindings } from './security/acknowledgements';
import { TransformJob } from './transform-job';
import { createWarehouse, RedshiftS3Role, WarehouseConnection } from './warehouse';
import { Workflow } from './workflow';

export interface PipelineStackProps extends StackProps {
  readonly configuration: Configuration;
}

/** The whole pipeline: from the OpenAQ API to the warehouse, once a day. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { configuration, ...stackProps }: PipelineStackProps) {
    super(scope, id, stackProps);
    const { policy, confirm } = configuration.removal;
    const isDisposable = policy === 'destroy' && confirm === 'delete-all-data';
    // What a first deployment made goes again when it fails; otherwise the second would stumble over the names.
    const removalPolicy = isDisposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    const { bucket } = new DataLake(this, 'DataLake', { configuration, removalPolicy });
    const network = new Network(this, 'Network', { configuration, removalPolicy });
    const { roleArn: copyRoleArn } = new RedshiftS3Role(this, 'RedshiftS3Role', { bucket });
    const warehouse = createWarehouse(this, 'Warehouse', { configuration, network, copyRoleArn, removalPolicy });
    const catalog = new Catalog(this, 'Catalog', { configuration, bucket, removalPolicy });
    const connection = new WarehouseConnection(this, 'WarehouseConnection', { configuration, network, warehouse });
    const transformJob = new TransformJob(this, 'TransformJob', {
      configuration,
      bucket,
      catalog,
      network,
      warehouse,
      connection,
      copyRoleArn,
      removalPolicy,
    });
    const extraction = new Extraction(this, 'Extraction', { configuration, bucket, removalPolicy });
    const alerts = new Alerts(this, 'Alerts', { configuration, removalPolicy });
    const workflow = new Workflow(this, 'Workflow', {
      configuration,
      extraction,
      catalog,
      transformJob,
      warehouse,
      removalPolicy,
    });
    const schedule = new DailySchedule(this, 'DailySchedule', {
      configuration,
      stateMachine: workflow.stateMachine,
      removalPolicy,
    });
    new Monitoring(this, 'Monitoring', {
      configuration,
      alerts,
      extraction,
      transformJob,
      warehouse,
      workflow,
      schedule,
      removalPolicy,
    });

    acknowledgeFindings(this, configuration);

    new CfnOutput(this, 'StateMachineArn', { value: workflow.stateMachine.stateMachineArn });
    new CfnOutput(this, 'BucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'OpenAqApiKeySecretArn', { value: extraction.apiKeySecret.ref });
  }
}
