export type { TransformJobProps } from './props';
export { TransformJob } from './transform-job';
