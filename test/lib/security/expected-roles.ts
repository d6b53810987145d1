/** What a role is for, who may assume it, and every statement it holds. */
export interface ExpectedRole {
  readonly purpose: string;
  readonly service: string;
  readonly statements: readonly string[];
}

const GLUE = 'arn:aws:glue:ap-southeast-1:<account>';
const EC2 = 'arn:aws:ec2:ap-southeast-1:<account>';
const ASSETS = 'arn:aws:s3:::cdk-hnb659fds-assets-<account>-ap-southeast-1/<hash>';

/** What a job reads when it starts. */
const ownFiles = (files: readonly string[]): string => files.map((file) => `${ASSETS}/${file}`).join(', ');

/** The roles of the default configuration. A change of a permission is a change of this list. */
export const EXPECTED_ROLES: Readonly<Record<string, ExpectedRole>> = {
  ArchiveJobRole: {
    purpose:
      "The archive's job reads OpenAQ's public archive and the lake's locations, and writes days and manifests. It has no way into the VPC.",
    service: 'glue.amazonaws.com',
    statements: [
      's3:ListBucket on arn:aws:s3:::openaq-data-archive',
      `s3:GetObject on DataLakeBucket/locations, DataLakeBucket/locations/*, ${ownFiles([
        '10_judged_lines.sql',
        '20_ranked_readings.sql',
        '30_sensor_hours.sql',
        '40_hourly_rows.sql',
        '50_location_days.sql',
        '60_counts.sql',
        'archive_arguments.py',
        'archive_contract.py',
        'archive_counts.py',
        'archive_files.py',
        'archive_lake.py',
        'hadoop_files.py',
        'job_logging.py',
        'lake.json',
        'lake_contract.py',
        'openaq_archive_to_lake.py',
        'option_reader.py',
        'pollutants.json',
      ])}, arn:aws:s3:::openaq-data-archive/records/csv.gz/*`,
      's3:GetBucketLocation, s3:ListBucket, s3:ListBucketMultipartUploads on DataLakeBucket',
      's3:AbortMultipartUpload, s3:GetObject, s3:ListMultipartUploadParts, s3:PutObject on DataLakeBucket/airquality, DataLakeBucket/airquality/*, DataLakeBucket/manifests, DataLakeBucket/manifests/*, DataLakeBucket/temp/archive, DataLakeBucket/temp/archive/*, DataLakeBucket/temp/extractions, DataLakeBucket/temp/extractions/*',
      's3:DeleteObject on DataLakeBucket/temp/archive, DataLakeBucket/temp/archive/*, DataLakeBucket/temp/extractions, DataLakeBucket/temp/extractions/*',
      'logs:CreateLogStream, logs:PutLogEvents on ArchiveJoberrorLog, ArchiveJoboutputLog',
    ],
  },
  CatalogCrawlerRole: {
    purpose: 'The crawler reads the Parquet files and writes the tables of one database.',
    service: 'glue.amazonaws.com',
    statements: [
      's3:GetBucketLocation, s3:ListBucket on DataLakeBucket',
      's3:GetObject on DataLakeBucket/airquality/*, DataLakeBucket/locations/*',
      `glue:BatchCreatePartition, glue:BatchGetPartition, glue:BatchUpdatePartition, glue:CreatePartition, glue:CreateTable, glue:GetDatabase, glue:GetPartition, glue:GetPartitions, glue:GetTable, glue:GetTables, glue:UpdatePartition, glue:UpdateTable on ${GLUE}:catalog, ${GLUE}:database/openaq_database, ${GLUE}:table/openaq_database/aq_*`,
      'logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:ap-southeast-1:<account>:log-group:/aws-glue/crawlers, arn:aws:logs:ap-southeast-1:<account>:log-group:/aws-glue/crawlers:*',
    ],
  },
  DailyScheduleRole: {
    purpose: 'The scheduler starts the daily run, and puts a start that failed into its queue.',
    service: 'scheduler.amazonaws.com',
    statements: ['states:StartExecution on WorkflowStateMachine', 'sqs:SendMessage on DailyScheduleDeadLetters'],
  },
  ExtractionExtractRole: {
    purpose:
      'The function extract reads the API key and writes Parquet files. It reads what it left unfinished and days that a run keeps, deletes nothing.',
    service: 'lambda.amazonaws.com',
    statements: [
      'logs:CreateLogStream, logs:PutLogEvents on ExtractionExtractLogs',
      's3:PutObject on DataLakeBucket/airquality/*, DataLakeBucket/locations/*, DataLakeBucket/manifests/*, DataLakeBucket/temp/extractions/*',
      's3:GetObject on DataLakeBucket/airquality/*, DataLakeBucket/temp/extractions/*',
      's3:ListBucket on DataLakeBucket if StringLike s3:prefix = airquality/*',
      'secretsmanager:GetSecretValue on ExtractionApiKey',
    ],
  },
  ExtractionPlanRunRole: {
    purpose: 'The function plan-run writes its log.',
    service: 'lambda.amazonaws.com',
    statements: ['logs:CreateLogStream, logs:PutLogEvents on ExtractionPlanRunLogs'],
  },
  ExtractionSummarizeExtractionRole: {
    purpose:
      "The function summarize-extraction reads the counts of the archive's job, and writes its log with its metrics.",
    service: 'lambda.amazonaws.com',
    statements: [
      'logs:CreateLogStream, logs:PutLogEvents on ExtractionSummarizeExtractionLogs',
      's3:GetObject on DataLakeBucket/temp/extractions/*',
    ],
  },
  MonitoringRunEventsTellFailureRole: {
    purpose: 'The function tell-failure reads the history of runs and writes to the topic of alerts.',
    service: 'lambda.amazonaws.com',
    statements: [
      'logs:CreateLogStream, logs:PutLogEvents on MonitoringRunEventsTellFailureLogs',
      'states:GetExecutionHistory on arn:aws:states:ap-southeast-1:<account>:execution:openaq-pipeline:*',
      'sns:Publish on AlertsTopic',
      'kms:Decrypt, kms:GenerateDataKey on AlertsKey',
      'sqs:SendMessage on MonitoringRunEventsUntold',
    ],
  },
  NetworkRejectedTrafficRole: {
    purpose: 'The VPC flow log writes refused traffic to its log group.',
    service: 'vpc-flow-logs.amazonaws.com',
    statements: ['logs:CreateLogStream, logs:DescribeLogStreams, logs:PutLogEvents on NetworkRejectedTrafficLogs'],
  },
  RedshiftS3Role: {
    purpose: 'COPY reads what the Glue job left under `temp/`. It cannot write.',
    service: 'redshift.amazonaws.com',
    statements: [
      's3:GetBucketLocation on DataLakeBucket',
      's3:ListBucket on DataLakeBucket if StringLike s3:prefix = temp/*',
      's3:GetObject on DataLakeBucket/temp/*',
    ],
  },
  TransformJobRole: {
    purpose: 'The Glue job reads the data lake and its own files, and reaches the warehouse through the connection.',
    service: 'glue.amazonaws.com',
    statements: [
      's3:GetBucketLocation, s3:ListBucket, s3:ListBucketMultipartUploads on DataLakeBucket',
      's3:GetObject on DataLakeBucket/airquality, DataLakeBucket/airquality/*, DataLakeBucket/locations, DataLakeBucket/locations/*, DataLakeBucket/manifests, DataLakeBucket/manifests/*, ' +
        ownFiles([
          '10_checked_measurements.sql',
          '15_answered_dates.sql',
          '18_lost_dates.sql',
          '20_rejected_measurements.sql',
          '30_ranked_measurements.sql',
          '40_stage_measurements.sql',
          '50_stage_locations.sql',
          '55_stage_location_days.sql',
          '60_stage_counts.sql',
          'job_arguments.py',
          'job_logging.py',
          'lake.json',
          'lake_contract.py',
          'lake_manifests.py',
          'lake_sources.py',
          'openaq_to_redshift.py',
          'option_reader.py',
          'stage_outputs.py',
        ]),
      's3:AbortMultipartUpload, s3:DeleteObject, s3:GetObject, s3:ListMultipartUploadParts, s3:PutObject on DataLakeBucket/temp, DataLakeBucket/temp/*',
      `glue:GetDatabase, glue:GetPartitions, glue:GetTable on ${GLUE}:catalog, ${GLUE}:database/CatalogDatabase, ${GLUE}:table/CatalogDatabase/aq_*`,
      `glue:GetConnection on ${GLUE}:catalog, ${GLUE}:connection/RedshiftConnection`,
      'secretsmanager:GetSecretValue on WarehouseCluster.MasterPasswordSecretArn',
      'ec2:DescribeNetworkInterfaces, ec2:DescribeRouteTables, ec2:DescribeSecurityGroups, ec2:DescribeSubnets, ec2:DescribeVpcAttribute, ec2:DescribeVpcEndpoints on *',
      `ec2:CreateNetworkInterface on ${EC2}:network-interface/*, ${EC2}:security-group/NetworkGlueSecurityGroup.GroupId, ${EC2}:subnet/NetworkVpcPrivateSubnet1Subnet`,
      `ec2:DeleteNetworkInterface on ${EC2}:network-interface/* if Null aws:ResourceTag/aws-glue-service-resource = false`,
      `ec2:CreateTags, ec2:DeleteTags on ${EC2}:network-interface/* if ForAllValues:StringEquals aws:TagKeys = aws-glue-service-resource`,
      'logs:CreateLogStream, logs:PutLogEvents on TransformJoberrorLog, TransformJoboutputLog',
    ],
  },
  WorkflowRole: {
    purpose: 'The state machine starts the steps of a run and watches them, and the next run of a long backfill.',
    service: 'states.amazonaws.com',
    statements: [
      'lambda:InvokeFunction on ExtractionExtractFunction, ExtractionPlanRunFunction, ExtractionSummarizeExtractionFunction',
      `glue:GetCrawler, glue:StartCrawler on ${GLUE}:crawler/CatalogCrawler`,
      `glue:BatchStopJobRun, glue:GetJobRun, glue:GetJobRuns, glue:StartJobRun on ${GLUE}:job/ArchiveJob, ${GLUE}:job/TransformJob`,
      'redshift-data:BatchExecuteStatement on arn:aws:redshift:ap-southeast-1:<account>:cluster:WarehouseCluster',
      'secretsmanager:GetSecretValue on WarehouseCluster.MasterPasswordSecretArn',
      'states:StartExecution on arn:aws:states:ap-southeast-1:<account>:stateMachine:openaq-pipeline',
      'logs:CreateLogDelivery, logs:DeleteLogDelivery, logs:DescribeLogGroups, logs:DescribeResourcePolicies, logs:GetLogDelivery, logs:ListLogDeliveries, logs:PutResourcePolicy, logs:UpdateLogDelivery, xray:GetSamplingRules, xray:GetSamplingTargets, xray:PutTelemetryRecords, xray:PutTraceSegments on *',
      'redshift-data:CancelStatement, redshift-data:DescribeStatement, redshift-data:GetStatementResult on * if StringLike redshift-data:statement-owner-iam-userid = WorkflowRole.RoleId:*',
    ],
  },
};

/** What `warehouse.pauseBetweenRuns` changes in the state machine's role: a cluster has one ARN for both services. */
export const RESUME_STATEMENTS: readonly string[] = [
  'redshift-data:BatchExecuteStatement, redshift:ResumeCluster on arn:aws:redshift:ap-southeast-1:<account>:cluster:WarehouseCluster',
  'redshift:DescribeClusters on *',
];

/** The roles that `warehouse.pauseBetweenRuns` adds. */
export const PAUSE_ROLES: Readonly<Record<string, readonly string[]>> = {
  WorkflowPauseAfterRunRole: [
    'states:ListExecutions on WorkflowStateMachine',
    'redshift:DescribeClusters on *',
    'redshift:PauseCluster on arn:aws:redshift:ap-southeast-1:<account>:cluster:WarehouseCluster',
    'logs:CreateLogDelivery, logs:DeleteLogDelivery, logs:DescribeLogGroups, logs:DescribeResourcePolicies, logs:GetLogDelivery, logs:ListLogDeliveries, logs:PutResourcePolicy, logs:UpdateLogDelivery, xray:GetSamplingRules, xray:GetSamplingTargets, xray:PutTelemetryRecords, xray:PutTraceSegments on *',
  ],
  WorkflowPauseAfterRunStateMachineEventsRole: ['states:StartExecution on WorkflowPauseAfterRunStateMachine'],
};
