import type { ObjectStore } from '../../lambdas/shared/adapters/object-store';

/**
 * A bucket in memory; an object that was never put is empty.
 *
 * @param now when an object is written, in milliseconds since the epoch
 */
export const createMemoryStore = (now: () => number): ObjectStore & { readonly objects: Map<string, Uint8Array> } => {
  const objects = new Map<string, Uint8Array>();
  const writtenAtMs = new Map<string, number>();
  return {
    objects,
    put: async (key, body) => {
      objects.set(key, body);
      writtenAtMs.set(key, now());
    },
    get: async (key) => objects.get(key) ?? new Uint8Array(),
    list: async (prefix) =>
      [...objects.keys()]
        .filter((key) => key.startsWith(prefix))
        .map((key) => ({ key, writtenAtMs: writtenAtMs.get(key) ?? 0 })),
  };
};
