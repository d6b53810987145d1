import { createPowertoolsLog } from '../shared/adapters/log';
import { createPowertoolsMetrics } from '../shared/adapters/metrics';
import { makeHandler } from './handler';

export const handler = makeHandler({ log: createPowertoolsLog(), metrics: createPowertoolsMetrics() });
