import { join } from 'node:path';
import { openaq } from '../support/openaq-cli';
import { configure, copyProject } from '../support/project-copy';

const project = copyProject();

it('says of a box without a station that it looks swapped, or how to find where the stations are', async () => {
  configure(project, {
    maxBackfillDays: 31,
    cities: [
      { name: 'Hanoi', country: 'VN', boundingBox: [105.28, 20.56, 106.02, 21.39] },
      { name: 'Kathmandu', country: 'NP', boundingBox: [27.6, 85.2, 27.8, 85.5] },
      { name: 'Da Nang', country: 'VN', boundingBox: [108.08, 15.93, 108.36, 16.2] },
    ],
  });

  const day = ['--from', '2018-12-05', '--to', '2018-12-05', '--dir', join(project, 'laptop')];
  const { exitCode, stdout } = await openaq(['local', ...day], {}, project);

  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    'Kathmandu: the box [27.6, 85.2, 27.8, 85.5] lies far from Nepal; these look like latitude before longitude: try [85.2, 27.6, 85.5, 27.8]',
  );
  expect(stdout).toContain("Da Nang: npx openaq city 'Da Nang' --country VN shows where OpenAQ has stations");
  expect(stdout).not.toMatch(/Hanoi: (?:the box|npx)/);
});
