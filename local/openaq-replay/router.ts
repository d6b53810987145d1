import { type Answer, notReplayed } from './answers';
import { answerHours } from './hours';
import { answerLocation, answerLocations } from './locations';

type Endpoint = (query: URLSearchParams, id: string) => Answer;

/** Paths that the API has and this replay has not. */
const OTHER_PATHS: readonly RegExp[] = [
  /^\/v3\/(countries|parameters|providers|owners|licenses|instruments|manufacturers)(\/.+)?$/,
  /^\/v3\/locations\/[^/]+\/(sensors|latest|flags)$/,
  /^\/v3\/sensors\/[^/]+(\/(measurements|hours|days|years|flags)(\/.+)?)?$/,
];

const ENDPOINTS: readonly (readonly [path: RegExp, endpoint: Endpoint])[] = [
  [/^\/v3\/locations$/, answerLocations],
  [/^\/v3\/locations\/([^/]+)$/, answerLocation],
  [/^\/v3\/sensors\/([^/]+)\/hours$/, answerHours],
];

/** Finds what answers a path; undefined for a path that the API has not either. */
export const route = (path: string): ((query: URLSearchParams) => Answer) | undefined => {
  for (const [pattern, endpoint] of ENDPOINTS) {
    const match = pattern.exec(path);
    if (match) return (query) => endpoint(query, match[1] ?? '');
  }
  return OTHER_PATHS.some((pattern) => pattern.test(path)) && !path.endsWith('/') ? () => notReplayed(path) : undefined;
};
