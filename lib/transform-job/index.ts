export { TransformJob } from './transform-job';
