export type { WorkflowProps } from './props';
export { Workflow } from './workflow';
