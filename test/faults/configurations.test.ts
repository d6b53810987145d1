import { mistakesOf } from '../lib/configuration/mistakes';
import { expectSentence } from '../support/one-sentence';
import { CONFIGURATIONS } from './configurations-list';
import { titleOf } from './tried';

describe('Bad inputs of cdk.json', () => {
  it.each(CONFIGURATIONS.map((tried) => [titleOf(tried), tried] as const))('%s', (_, { context, line, part }) => {
    const lines = mistakesOf(context);

    expect(lines).toHaveLength(1);
    const [said = ''] = lines;
    if (part === undefined) expect(said).toBe(`  - ${line}`);
    expect(said.startsWith(`  - ${line}`)).toBe(true);
    expect(said).toContain(part ?? '');
    expectSentence(said);
    expect(said).not.toMatch(/Invalid input|[^.]\.$/);
  });
});
