export { cityList } from './city-list';
export { CONFIGURATION_KEY, InvalidConfigurationError, readConfiguration } from './read-configuration';
export type { Configuration } from './schema';
