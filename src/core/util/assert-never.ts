/** Closes a `switch` over a discriminated union: a member that is not handled becomes a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** Throws on a broken invariant: something that no input of a user can cause. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${message}`);
}

/** The element at `index`, which the caller knows to exist; throws where it does not. */
export function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`Broken invariant: no element ${index} in ${items.length}`);
  return item;
}
