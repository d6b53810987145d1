import * as z from 'zod';

/** What a name has and an offset has not: `+07:00` means seven hours west of UTC to PostgreSQL and Redshift. */
const LETTER = /[A-Za-z]/;

const EXPECTED = 'an IANA time zone, such as "Asia/Ho_Chi_Minh" or "Etc/UTC"';

const isTimeZone = (name: string): boolean => {
  // Stryker disable BlockStatement: a catch that says nothing refuses as well
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return LETTER.test(name);
  } catch {
    return false;
  }
};

/** An IANA time zone, as EventBridge Scheduler, Redshift and PostgreSQL take it. */
export const timeZone = () => z.string({ error: EXPECTED }).refine(isTimeZone, EXPECTED);
