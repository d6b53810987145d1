export { Workflow } from './workflow';
