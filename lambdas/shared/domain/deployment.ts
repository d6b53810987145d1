/** Where the stack is deployed when the configuration does not say: its name and its AWS region. */
export const DEFAULT_DEPLOYMENT = { name: 'openaq-pipeline', region: 'ap-southeast-1' } as const;
