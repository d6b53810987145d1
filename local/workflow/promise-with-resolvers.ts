/**
 * aws-local-stepfunctions 3 calls `Promise.withResolvers`, which Node 20 lacks; without it every Task fails there.
 * Remove with the last Node 20. `Object.assign`, since the ES2023 library that fits Node 20 does not declare it.
 */
if (!('withResolvers' in Promise)) {
  Object.assign(Promise, {
    withResolvers: () => {
      const settle: { resolve?: unknown; reject?: unknown } = {};
      const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
      return { promise, ...settle };
    },
  });
}
