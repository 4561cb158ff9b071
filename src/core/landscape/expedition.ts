import type { ToyScale } from './toy.ts';
import { Trajectory, type Walk } from './trajectory.ts';

/** A walk that is wanted, by a key that tells it from all others. */
export interface WantedWalk extends Walk {
  readonly key: string;
}

/** How far a walk has come, and where it went since it was last asked. */
export interface Progress {
  readonly key: string;
  readonly step: number;
  /** See `Trajectory.reached`. */
  readonly reached: number | null;
  /** [f₁, f₂] where it is now. */
  readonly losses: readonly [number, number];
  /** The places that are new, x, y one after the other: the first time its start among them, at the end always where it is now. */
  readonly path: Float32Array;
}

/** A picture is not sharper than this. */
const stride = 0.02;
/** So many steps are taken between two looks at the clock. */
const few = 16;

/** A trajectory with the places that nobody was told of. */
class Told {
  private fresh: number[];
  private last: readonly [number, number];

  constructor(readonly walk: Trajectory) {
    this.last = [walk.x, walk.y];
    this.fresh = [walk.x, walk.y];
  }

  advance(count: number): void {
    const { walk } = this;
    for (let i = 0; i < count; i++) {
      walk.advance();
      if (Math.hypot(walk.x - this.last[0], walk.y - this.last[1]) < stride) continue;
      this.last = [walk.x, walk.y];
      this.fresh.push(walk.x, walk.y);
    }
  }

  tell(key: string): Progress {
    const { walk, fresh } = this;
    this.fresh = [];
    const path = Float32Array.from([...fresh, walk.x, walk.y]);
    return { key, step: walk.step, reached: walk.reached, losses: walk.losses, path };
  }
}

/** Several methods on their way from several starts; those that are wanted later begin later. */
export class Expedition {
  private walks = new Map<string, Told>();
  /** Nobody takes more steps than this. */
  limit = 0;

  constructor(private readonly scale: ToyScale) {}

  /** True where nobody has a step left. */
  get done(): boolean {
    return [...this.walks.values()].every(({ walk }) => walk.step >= this.limit);
  }

  /** From now on these: who goes on is where it was, who is not among them is forgotten. */
  want(wanted: readonly WantedWalk[]): void {
    this.walks = new Map(
      wanted.map((walk) => [walk.key, this.walks.get(walk.key) ?? new Told(new Trajectory(walk, this.scale))]),
    );
  }

  /** So many steps of every walk, as far as it has them left, or as many as there is time for; how many those are. */
  advance(count: number, inTime: () => boolean): number {
    let taken = 0;
    while (taken < count && !this.done && inTime()) {
      const now = Math.min(few, count - taken);
      for (const told of this.walks.values()) told.advance(Math.min(now, this.limit - told.walk.step));
      taken += now;
    }
    return taken;
  }

  /** What is new of every walk. */
  tell(): readonly Progress[] {
    return [...this.walks].map(([key, told]) => told.tell(key));
  }
}
