import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alerts } from './alerts';
import { ArchiveJob } from './archive-job';
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
    const { bucket } = new DataLake(this, 'DataLake', configuration);
    const network = new Network(this, 'Network', configuration);
    const { roleArn: copyRoleArn } = new RedshiftS3Role(this, 'RedshiftS3Role', bucket);
    const warehouse = createWarehouse(this, 'Warehouse', { configuration, network, copyRoleArn });
    const catalog = new Catalog(this, 'Catalog', { configuration, bucket });
    const connection = new WarehouseConnection(this, 'WarehouseConnection', { configuration, network, warehouse });
    const transformJob = new TransformJob(this, 'TransformJob', {
      configuration,
      bucket,
      catalog,
      network,
      warehouse,
      connection,
      copyRoleArn,
    });
    const archiveJob = new ArchiveJob(this, 'ArchiveJob', { configuration, bucket });
    const extraction = new Extraction(this, 'Extraction', { configuration, bucket });
    const alerts = new Alerts(this, 'Alerts', configuration);
    const workflow = new Workflow(this, 'Workflow', {
      configuration,
      extraction,
      archiveJob,
      catalog,
      transformJob,
      warehouse,
    });
    const schedule = new DailySchedule(this, 'DailySchedule', {
      configuration,
      stateMachine: workflow.stateMachine,
    });
    new Monitoring(this, 'Monitoring', {
      configuration,
      alerts,
      extraction,
      archiveJob,
      transformJob,
      warehouse,
      workflow,
      schedule,
    });

    acknowledgeFindings(this, configuration);

    new CfnOutput(this, 'StateMachineArn', { value: workflow.stateMachine.stateMachineArn });
    new CfnOutput(this, 'BucketName', { value: bucket.bucketName });
    new CfnOutput(this, 'OpenAqApiKeySecretArn', { value: extraction.apiKeySecret.ref });
  }
}
