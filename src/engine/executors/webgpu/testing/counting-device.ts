/** How often each method of a device, its queue, its encoders and its passes was called. */
export type CallCounts = Map<string, number>;

/** What is called on these is counted too. */
const followed = new Set<string | symbol>(['queue', 'createCommandEncoder', 'beginComputePass']);

/** The object itself, but every call of a method is counted under the method's name. */
export function counting<T extends object>(target: T, counts: CallCounts): T {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== 'function') return followed.has(name) && isObject(value) ? counting(value, counts) : value;
      return (...args: readonly unknown[]): unknown => {
        counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
        const result: unknown = Reflect.apply(value, object, args);
        return followed.has(name) && isObject(result) ? counting(result, counts) : result;
      };
    },
  });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
