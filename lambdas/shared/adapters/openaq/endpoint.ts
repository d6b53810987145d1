import { TerminalError } from '../../domain/errors';

/** The address without user, password, query and trailing slash, so that it can be shown. */
export const baseOf = (apiUrl: string): string => {
  const { origin, pathname } = new URL(apiUrl);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
};

/**
 * The key as it is sent, without the blanks and the line break that a secret often ends with.
 *
 * @throws InvalidApiKeyError when no header can carry it; the message does not show it
 */
export const checkKey = (apiKey: string): string => {
  const key = apiKey.trim();
  // undici quotes a header that it cannot send in its error, and the header is the key.
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new TerminalError(
    'InvalidApiKeyError',
    key === ''
      ? 'The OpenAQ API key is empty'
      : 'The OpenAQ API key holds spaces or characters that no HTTP header can carry',
  );
};
