/** A column of numbers by their positions; NaN where a position holds none. */
export interface Numbers {
  readonly length: number;
  at(index: number): number;
}

/** Where the smallest and the largest finite number of a stretch stand; the first of several equal ones. */
export interface ExtremePlaces {
  readonly low: number;
  readonly high: number;
}

/** Numbers in the smallest blocks whose extremes are remembered. */
const base = 16;

/** The extremes of the complete blocks of one size, one after the other; −1 where a block has nothing finite. */
interface Level {
  readonly lows: number[];
  readonly highs: number[];
}

/**
 * Remembers, for a column that grows, where the extremes of its blocks of 16, 32, 64, … numbers stand. What is new is read once; the
 * extremes of any stretch of n numbers then take O(log n) readings. A position per eight numbers is kept.
 */
export class Extremes {
  private numbers: Numbers = { length: 0, at: () => Number.NaN };
  private levels: Level[] = [];

  /** The column as it is now. `grew`: it begins with every number of the last one; otherwise all is read anew. */
  update(numbers: Numbers, grew: boolean): void {
    if (!grew) this.levels = [];
    this.numbers = numbers;
    const lowest = this.level(0);
    for (let begin = lowest.lows.length * base; begin + base <= numbers.length; begin += base) {
      this.add(0, this.scan(begin, begin + base));
    }
  }

  /** Within [begin, end); null where nothing there is finite. */
  within(begin: number, end: number): ExtremePlaces | null {
    let found: ExtremePlaces | null = null;
    for (let i = Math.max(0, begin); i < end; ) {
      const { size, level } = this.blockAt(i, end);
      found = this.joined(found, level < 0 ? this.scan(i, i + 1) : this.block(level, i / size));
      i += size;
    }
    return found;
  }

  /** The largest remembered block that begins at `i` and does not reach beyond `end`; where there is none, the number itself. */
  private blockAt(i: number, end: number): { readonly size: number; readonly level: number } {
    let size = 1;
    let level = -1;
    for (let next = base; i % next === 0 && i + next <= end; next *= 2) {
      if (i / next >= (this.levels[level + 1]?.lows.length ?? 0)) break;
      size = next;
      level++;
    }
    return { size, level };
  }

  private level(index: number): Level {
    const known = this.levels[index];
    if (known) return known;
    const level: Level = { lows: [], highs: [] };
    this.levels[index] = level;
    return level;
  }

  private block(level: number, index: number): ExtremePlaces | null {
    const low = this.levels[level]?.lows[index] ?? -1;
    const high = this.levels[level]?.highs[index] ?? -1;
    return low < 0 ? null : { low, high };
  }

  /** Takes a block into its level, and every second one into the level above. */
  private add(index: number, places: ExtremePlaces | null): void {
    const { lows, highs } = this.level(index);
    lows.push(places?.low ?? -1);
    highs.push(places?.high ?? -1);
    if (lows.length % 2 === 0) this.add(index + 1, this.joined(this.block(index, lows.length - 2), places));
  }

  private scan(begin: number, end: number): ExtremePlaces | null {
    let low = -1;
    let high = -1;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = begin; i < end; i++) {
      const y = this.numbers.at(i);
      if (!Number.isFinite(y)) continue;
      if (y < lowest) {
        lowest = y;
        low = i;
      }
      if (y > highest) {
        highest = y;
        high = i;
      }
    }
    return low < 0 ? null : { low, high };
  }

  private joined(a: ExtremePlaces | null, b: ExtremePlaces | null): ExtremePlaces | null {
    if (a === null || b === null) return a ?? b;
    return {
      low: this.numbers.at(b.low) < this.numbers.at(a.low) ? b.low : a.low,
      high: this.numbers.at(b.high) > this.numbers.at(a.high) ? b.high : a.high,
    };
  }
}
