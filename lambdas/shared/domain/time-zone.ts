import * as z from 'zod';

/** A name of the IANA database. An offset is none: `+07:00` means seven hours west of UTC to PostgreSQL and Redshift. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

const isTimeZone = (name: string): boolean => {
  try {
    return NAME.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** An IANA time zone, as EventBridge Scheduler, Redshift and PostgreSQL take it. */
export const timeZone = () => {
  const expected = 'an IANA time zone, such as "Asia/Ho_Chi_Minh" or "Etc/UTC"';
  return z.string({ error: expected }).refine(isTimeZone, { message: expected });
};
