export { Network } from './network';
