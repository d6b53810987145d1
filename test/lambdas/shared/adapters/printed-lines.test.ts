import { createPowertoolsLog } from '../../../../lambdas/shared/adapters/log';
import { createPowertoolsMetrics } from '../../../../lambdas/shared/adapters/metrics';

/** What is printed meanwhile, a JSON a line. */
const printedBy = (act: () => void) => {
  const { write } = process.stdout;
  const environment = { ...process.env };
  const lines: string[] = [];
  Object.assign(process.env, { POWERTOOLS_METRICS_NAMESPACE: 'OpenAqPipeline', POWERTOOLS_SERVICE_NAME: 'extract' });
  process.stdout.write = (line) => lines.push(String(line)) > 0;
  try {
    act();
  } finally {
    process.stdout.write = write;
    process.env = environment;
  }
  return lines.map((line) => JSON.parse(line));
};

describe('what a function prints', () => {
  it('is a JSON of message and fields for a line of the log', () => {
    expect(printedBy(() => createPowertoolsLog().info('Extracted a work item', { city: 'Hanoi', rows: 24 }))).toEqual([
      expect.objectContaining({
        level: 'INFO',
        service: 'extract',
        message: 'Extracted a work item',
        city: 'Hanoi',
        rows: 24,
      }),
    ]);
  });

  it.each([
    ['city', 'Hanoi', ['service', 'city']],
    ['run, and no city', undefined, ['service']],
  ])('is one data point for the count of a %s', (_, city, dimensions) => {
    const [emitted, ...others] = printedBy(() => createPowertoolsMetrics().count('RowsExtracted', 24, city));

    expect(others).toEqual([]);
    const { _aws, ...rest } = emitted;
    expect(rest).toEqual({ service: 'extract', RowsExtracted: 24, ...(city && { city }) });
    expect(_aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'OpenAqPipeline',
        Dimensions: [dimensions],
        Metrics: [{ Name: 'RowsExtracted', Unit: 'Count' }],
      },
    ]);
  });
});
