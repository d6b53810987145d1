import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log lines. Fields hold counts and keys, never rows, never the API key. */
export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  warn(message: string, fields: Record<string, unknown>): void;
}

/** JSON lines for CloudWatch; service and level come from the POWERTOOLS_ variables. */
export const createPowertoolsLog = (): Log => new Logger();
