import type { Log } from '../../lambdas/shared/adapters/log';

type Line = readonly [level: 'info' | 'warn', message: string, fields: Record<string, unknown>];

/** A log that keeps its lines for the test to look at. */
export const createKeptLog = (): Log & { readonly lines: Line[] } => {
  const lines: Line[] = [];
  return {
    lines,
    info: (message, fields) => void lines.push(['info', message, fields]),
    warn: (message, fields) => void lines.push(['warn', message, fields]),
  };
};
