export { Monitoring } from './monitoring';
