import { TerminalError } from '../../domain/errors';
import { parseOrThrow } from '../../domain/parse';
import { oneLine } from '../../domain/plain-text';
import type { PageSchema } from './answers';
import { redactError } from './redaction';
import type { Requester } from './requester';

/** The most rows that the API gives on a page. */
export const MAX_PAGE_SIZE = 1_000;

/** Far above what a month of hours (1 page) or a city (1 page) needs: an API that ignores `page` would never end. */
const MAX_PAGES = 50;

/**
 * Reads every page of a query, or says that one of them is too slow: then nothing is returned, never a part.
 * The last page is the first with fewer rows than asked for; `meta.found` cannot tell, it counts the page.
 *
 * @param query path and query without `limit` and `page`
 */
export const readPages = async <Element>(
  requester: Requester,
  query: string,
  schema: PageSchema<Element>,
  pageSize: number,
): Promise<Element[] | 'tooSlow'> => {
  const rows: Element[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `${query}&limit=${pageSize}${page === 1 ? '' : `&page=${page}`}`;
    const reply = await requester.get(path);
    if (reply.kind === 'tooSlow') return 'tooSlow';
    const { meta, results } = parseOrThrow(
      schema,
      reply.json,
      (mistakes, cause) =>
        new TerminalError(
          'OpenAqSchemaChangedError',
          `Answer to GET ${requester.urlOf(path)} is not as expected: ${oneLine(requester.redact(mistakes), 300)}`,
          { cause: redactError(cause, requester.redact) },
        ),
    );
    if (meta !== undefined && meta.limit < pageSize) {
      throw new TerminalError(
        'OpenAqSchemaChangedError',
        `GET ${requester.urlOf(path)} gave at most ${meta.limit} rows on a page, not the ${pageSize} that were asked for: a short page would pass for the last`,
      );
    }
    rows.push(...results);
    if (results.length < pageSize) return rows;
  }
  throw new TerminalError(
    'OpenAqSchemaChangedError',
    `GET ${requester.urlOf(query)} is still full after ${MAX_PAGES} pages: the API no longer pages as expected`,
  );
};
