import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TERMINAL_ERROR_NAMES, TRANSIENT_ERROR_NAMES, WORKFLOW_ERROR_NAMES } from '../../lambdas/shared/domain/errors';
import { awsPlace } from '../../lambdas/tell-failure/aws-place';
import { templateOf } from '../support/pipeline-template';

const page = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');

/** Anchors as GitHub makes them of headings. */
const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-'),
);

const RUNBOOK = 'https://wiki.example.org/openaq';
const template = templateOf({ alerts: { runbookUrl: RUNBOOK }, warehouse: { pauseBetweenRuns: true } });

describe('docs/runbook.md', () => {
  it('has the section that each alarm links, under the configured address', () => {
    const descriptions = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => Properties.AlarmDescription as string,
    );

    for (const description of descriptions) {
      expect(description).toMatch(/^[A-Z].+\. What to do: https:\/\/wiki\.example\.org\/openaq#[a-z-]+$/);
      expect(anchors).toContain(description.split('#').at(-1));
    }
  });

  it('has the section that the message about a failed run links', () => {
    const links = awsPlace({ runbookUrl: RUNBOOK, pausesBetweenRuns: false }).links('arn:aws:states:r:1:execution:m:x');
    const [, anchor = ''] = /openaq#([a-z-]+)/.exec(links.join()) ?? [];

    expect(anchors).toContain(anchor);
  });

  it('has every section that the page itself links', () => {
    for (const [, anchor] of page.matchAll(/\]\(#([a-z-]+)\)/g)) expect(anchors).toContain(anchor);
  });

  it('explains every error that a run can end with', () => {
    const names = [...TRANSIENT_ERROR_NAMES, ...TERMINAL_ERROR_NAMES, ...Object.values(WORKFLOW_ERROR_NAMES)];

    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
