import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Aged, most, thinned, tiers } from './thinned-versions.ts';

const year = 365 * 24 * 3_600_000;
const now = 60 * year;

/** Versions of ages up to some years, most of them young, oldest first. */
const histories = fc
  .array(fc.record({ age: fc.integer({ min: 0, max: 10_000 }), bytes: fc.integer({ min: 1, max: most.bytes / 2 }) }), {
    minLength: 1,
    maxLength: 200,
    size: 'max',
  })
  .map((all) => {
    const ages = new Map(all.map(({ age, bytes }) => [Math.floor((age / 10_000) ** 6 * 5 * year), bytes]));
    return [...ages].map(([age, bytes]): Aged => ({ at: now - age, bytes })).sort((a, b) => a.at - b.at);
  });

const light = histories.map((all) => all.map(({ at }) => ({ at, bytes: 1 })));

it('keeps the first and the last, in their order, within bounds of count and bytes', () => {
  fc.assert(
    fc.property(histories, (all) => {
      const kept = thinned(all, now);
      expect(kept[0]).toBe(all[0]);
      expect(kept.at(-1)).toBe(all.at(-1));
      expect(kept).toEqual(all.filter((version) => kept.includes(version)));
      expect(kept.length).toBeLessThanOrEqual(most.versions);
      expect(kept.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(most.bytes);
    }),
  );
});

it('keeps all of the last minutes as long as there is room, and of what is older one in every stretch of time, which grows with age', () => {
  fc.assert(
    fc.property(light, (all) => {
      const kept = thinned(all, now);
      const young = all.filter(({ at }) => now - at < tiers[0].olderThan);
      if (kept.length < most.versions) expect(kept.filter(({ at }) => now - at < tiers[0].olderThan)).toEqual(young);
      const ages = kept.slice(1, -1).map(({ at }) => now - at);
      for (const { olderThan, stretch } of tiers) {
        // A stretch lies as far back as its end does.
        const old = ages.filter((age) => age >= olderThan + stretch).map((age) => Math.floor((now - age) / stretch));
        expect(new Set(old).size).toBe(old.length);
      }
    }),
  );
});

it('what is thinned as it grows old is what would be thinned at once, as long as there is room', () => {
  fc.assert(
    fc.property(light, fc.array(fc.integer({ min: 0, max: 90 * 24 * 60 }), { maxLength: 5 }), (all, waits) => {
      let [time, kept] = [now, thinned(all, now)];
      for (const minutes of waits) {
        time += minutes * 60_000;
        kept = thinned(kept, time);
      }
      const atOnce = thinned(all, time);
      fc.pre(thinned(all, now).length < most.versions && atOnce.length < most.versions);
      expect(kept).toEqual(atOnce);
    }),
  );
});
