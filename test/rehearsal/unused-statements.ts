const WRITES_LOG =
  'Lambda writes the log under the role; a function whose log cannot be written runs all the same, unseen. The emulator keeps the log itself.';

const READS_ARCHIVE =
  'Only a run that reads OpenAQ’s archive needs it: the emulator has no archive, and its Spark cannot read S3.';

/**
 * The statements that a run in the emulator does not need, each with the reason why the role has it all the same. Keys are
 * the role and the statement's first action.
 */
export const UNUSED_STATEMENTS: Readonly<Record<string, string>> = {
  'NetworkRejectedTrafficRole: logs:CreateLogStream':
    'VPC flow logs write refused traffic; the emulator has no network.',
  'RedshiftS3Role: s3:GetBucketLocation':
    "AWS's examples for COPY allow s3:Get* and s3:List*; of these the role has what a COPY may call. The emulator's calls LIST and GET alone.",
  'CatalogCrawlerRole: logs:CreateLogGroup': 'What the crawler says; it crawls without.',
  'TransformJobRole: logs:CreateLogStream': 'What the script prints, and the metrics out of it; the job runs without.',
  ...Object.fromEntries(
    [
      's3:ListBucket',
      's3:GetObject',
      's3:GetBucketLocation',
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      'logs:CreateLogStream',
    ].map((action) => [`ArchiveJobRole: ${action}`, READS_ARCHIVE]),
  ),
  'ExtractionPlanRunRole: logs:CreateLogStream': WRITES_LOG,
  'ExtractionExtractRole: logs:CreateLogStream': WRITES_LOG,
  'ExtractionExtractRole: s3:GetObject':
    'An item that needs more than one invocation goes on from what it has kept, and days that the lake has are read where only missing ones are asked for.',
  'ExtractionSummarizeExtractionRole: logs:CreateLogStream': WRITES_LOG,
  'ExtractionSummarizeExtractionRole: s3:GetObject': READS_ARCHIVE,
  'WorkflowRole: states:StartExecution':
    'Starts the next run of a backfill of more days than one takes; the rehearsed run has a day.',
  'WorkflowRole: logs:CreateLogDelivery':
    'Step Functions delivers the log of the run and the trace of X-Ray; the emulator keeps neither.',
  'DailyScheduleRole: states:StartExecution':
    'Starts a run; taken away, the start lands in the queue, as a test shows.',
  'DailyScheduleRole: sqs:SendMessage': 'Keeps a start that failed; the same test.',
  'MonitoringRunEventsTellFailureRole: logs:CreateLogStream': WRITES_LOG,
  'MonitoringRunEventsTellFailureRole: states:GetExecutionHistory':
    'Reads what is told of a failed run; taken away, nothing is told, as a test shows.',
  'MonitoringRunEventsTellFailureRole: sns:Publish':
    'Tells of a failed run; taken away, nothing is told, as a test shows.',
  'MonitoringRunEventsTellFailureRole: kms:Decrypt':
    'The topic is encrypted by a key of the stack; the emulator does not ask who may use it.',
  'MonitoringRunEventsTellFailureRole: sqs:SendMessage':
    'Lambda hands over the event of a failure that could not be told; the emulator does so without the role.',
};
