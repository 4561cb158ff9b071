/** Of a version what thinning looks at. */
export interface Aged {
  /** When it was kept, in ms since 1970. */
  readonly at: number;
  readonly bytes: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Once a stretch of time lies so far back, its last version alone is kept, in ms. Stretches of one tier are parts of those of the next, and each is in a tier as
 * a whole: so what is thinned as it grows old is what would be thinned at once.
 */
export const tiers = [
  { olderThan: 10 * minute, stretch: hour },
  { olderThan: day / 2, stretch: day },
  { olderThan: 15 * day, stretch: 30 * day },
] as const;

/** Of one document. */
export const most = { versions: 100, bytes: 2 ** 20 } as const;

/** Where a version is the only one of its kind: its stretch of time, or itself while it is young. */
function placeOf(at: number, now: number): string {
  const tier = tiers.findLast(({ olderThan, stretch }) => now - (Math.floor(at / stretch) + 1) * stretch >= olderThan);
  return tier ? `${tier.stretch} ${Math.floor(at / tier.stretch)}` : `at ${at}`;
}

/** Without the version between whose neighbours least time passed for its age; the first and the last stay. */
function withoutOne<T extends Aged>(versions: readonly T[], now: number): readonly T[] {
  let least = { index: 1, gap: Number.POSITIVE_INFINITY };
  for (let i = 1; i < versions.length - 1; i++) {
    const [before, one, after] = [versions[i - 1], versions[i], versions[i + 1]];
    if (!before || !one || !after) continue;
    const gap = (after.at - before.at) / (Math.max(0, now - one.at) + minute);
    if (gap < least.gap) least = { index: i, gap };
  }
  return versions.toSpliced(least.index, 1);
}

/**
 * What stays of versions, oldest first: all of the last minutes, then the last of every hour, day and month, and always the first and the last. No more
 * than `most` allows: where each takes no more than half of its bytes, that holds with the first and the last.
 */
export function thinned<T extends Aged>(versions: readonly T[], now: number): readonly T[] {
  const lastOf = new Map(versions.map((version) => [placeOf(version.at, now), version]));
  const ends = [versions[0], versions.at(-1)];
  let kept: readonly T[] = versions.filter(
    (version) => ends.includes(version) || lastOf.get(placeOf(version.at, now)) === version,
  );
  const tooMuch = (): boolean => kept.length > most.versions || kept.reduce((sum, { bytes }) => sum + bytes, 0) > most.bytes;
  while (kept.length > 2 && tooMuch()) kept = withoutOne(kept, now);
  return kept;
}
