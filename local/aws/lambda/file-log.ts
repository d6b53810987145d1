import { appendFileSync } from 'node:fs';
import type { Log } from '../../../lambdas/shared/adapters/log';
import type { Metrics } from '../../../lambdas/shared/adapters/metrics';
import { toJsonLine } from '../../cli/printable';

/** Stands in for CloudWatch: handlers' log lines and metrics, one JSON object a line, in a file. Like it, it fails no handler. */
export const createFileLog = (file: string): Log & Metrics => {
  const write = (line: Record<string, unknown>): void => {
    try {
      appendFileSync(file, `${toJsonLine({ timestamp: new Date().toISOString(), ...line })}\n`);
    } catch {
      // On a full disk what a run says of itself must still reach the console.
    }
  };
  return {
    info: (message, fields) => write({ level: 'INFO', message, ...fields }),
    warn: (message, fields) => write({ level: 'WARN', message, ...fields }),
    count: (metric, value, city) => write({ level: 'METRIC', metric, value, city }),
  };
};
