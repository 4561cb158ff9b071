/** Work that takes long, as a coroutine: between two of its slices whoever does it may turn to something else, or give it up. */
export type Sliced<T> = Generator<void, T>;

/** Does one slice after the other, with nothing in between. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done) return slice.value;
  }
}
