import { parseJobArguments } from '../../../../local/aws/glue/job-arguments';

const given = (manifestLocation: string) => ({
  '--run_id': 'run-1',
  '--window_start': '2018-12-05T00:00:00Z',
  '--window_end': '2018-12-06T00:00:00Z',
  '--cities': 'Hanoi',
  '--source_database': 'openaq_database',
  '--target_schema': 'openaq',
  '--manifest_location': manifestLocation,
});

describe('parseJobArguments', () => {
  it('takes a folder with blanks for the manifests, as a home folder may have them', () => {
    expect(parseJobArguments(given('/home/Nguyễn An/air quality/manifests/')).manifestFolder).toBe(
      '/home/Nguyễn An/air quality/manifests/',
    );
  });

  it.each(['', '/', 's3://bucket/manifests'])('refuses %j, which names no folder of manifests', (location) => {
    expect(() => parseJobArguments(given(location))).toThrow('--manifest_location is ');
  });
});
