import { jsonResponse, startTestServer, type TestServer } from '../support/http-server';
import { startWorld, type WorldLocation, worldLocation } from '../support/world';

/** As long as a real key, and found nowhere by accident. */
export const SECRET = 'c0ffee5ec4e7'.repeat(6).slice(0, 64);

/** What a provider may call its station to do harm: in SQL, in a terminal, on a page, in a path, with the key. */
export const HOSTILE_NAMES: readonly string[] = [
  `'); drop table openaq.fact_measurements; --`,
  `x', 'y'); update openaq.dim_locations set city = 'Paris'; commit; --`,
  `$$; delete from openaq.load_audit; $$`,
  '\\',
  `E'\\''; truncate openaq.fact_measurements; --`,
  '\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp.exe',
  '</title></script><script>alert(document.cookie)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../../etc/passwd\u0000',
  `=cmd|' /C calc'!A0`,
  `${SECRET} and ${Buffer.from(`key:${SECRET}`).toString('base64')} and ${SECRET.toUpperCase()}`,
];

const FIRST_HOUR = '2018-12-05T00:00:00Z';

const locations: readonly WorldLocation[] = HOSTILE_NAMES.map((name, index) => ({
  ...worldLocation(
    index + 1,
    [105.5 + index / 100, 21],
    FIRST_HOUR,
    Array.from({ length: 24 }, (_, hour) => hour + index),
  ),
  name,
}));

/** An API that answers honestly, as far as numbers go. */
export const startHostileWorld = (): Promise<TestServer> => startWorld(() => locations);

/** An API that refuses every request, and quotes in its body whatever may do harm. */
export const startHostileRefusal = (status: number): Promise<TestServer> =>
  startTestServer(() =>
    jsonResponse(
      status,
      { detail: `key ${SECRET} (${encodeURIComponent(SECRET)}) unknown ${HOSTILE_NAMES.join(' ')}` },
      { server: SECRET, 'retry-after': '0' },
    ),
  );
