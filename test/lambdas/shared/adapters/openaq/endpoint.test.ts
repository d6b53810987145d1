import { baseOf } from '../../../../../lambdas/shared/adapters/openaq/endpoint';

describe('baseOf', () => {
  it.each([
    ['https://api.openaq.org', 'https://api.openaq.org'],
    ['https://api.openaq.org/', 'https://api.openaq.org'],
    ['https://me:geheim@proxy.example.org:8443/openaq//?key=geheim#top', 'https://proxy.example.org:8443/openaq'],
  ])('of %s is %s', (apiUrl, expected) => {
    expect(baseOf(apiUrl)).toBe(expected);
  });
});
