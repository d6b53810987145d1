import { randomBytes } from 'node:crypto';

/** The port cannot be had; the message says why and what to do. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/** What is wrong with a port on which a command cannot listen. */
export const portError = (wanted: number, command: string, cause: unknown): PortError => {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `is in use, perhaps by another "${command}"`,
    EACCES: 'is kept for the administrator of this machine',
  };
  return new PortError(
    `port ${wanted} ${reasons[code] ?? `cannot be used (${message})`}: give --port another, such as 5440, or 0 for any that is free`,
    { cause },
  );
};

/** A password that needs no escape in a URL. */
export const newPassword = (): string => randomBytes(15).toString('base64url');
