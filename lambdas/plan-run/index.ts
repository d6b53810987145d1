import { createPowertoolsLog } from '../shared/adapters/log';
import { makeHandler } from './handler';
import { planRunSettings } from './settings';

export const handler = makeHandler({ settings: planRunSettings(process.env), log: createPowertoolsLog() });
