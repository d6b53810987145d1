import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALLOWED_LICENCES, licencesPage, productionLicences } from './licences-page';

const PAGE = join(__dirname, '../../docs/licences.md');

describe('docs/licences.md', () => {
  const packages = productionLicences();

  it('names every package that runs under a licence that is allowed', () => {
    expect(packages.filter(({ licence }) => !(licence in ALLOWED_LICENCES))).toEqual([]);
    expect(packages.length).toBeGreaterThan(100);
  });

  it('allows no licence that nothing needs', () => {
    const needed = new Set(packages.map(({ licence }) => licence));

    expect(Object.keys(ALLOWED_LICENCES).filter((licence) => !needed.has(licence))).toEqual([]);
  });

  it('is the list of them (UPDATE_DOCS=1 writes it)', () => {
    const page = licencesPage(packages);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, page);

    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });
});
