import { createStore } from 'zustand/vanilla';
import { connectWalker, type WalkerLink } from '../client/walker.ts';
import { balancingMethod } from '../core/balancing/index.ts';
import type { Progress } from '../core/landscape/expedition.ts';
import type { FromWalker } from '../core/landscape/messages.ts';
import { publishedStarts } from '../core/landscape/starts.ts';
import type { Point, ToyScale } from '../core/landscape/toy.ts';

/** A place from which methods set out. */
export interface Start extends Point {
  /** A letter, which stays its own. */
  readonly name: string;
  readonly on: boolean;
  /** One that a visitor added can be taken away again. */
  readonly own: boolean;
}

/** What is known of a method from a start. */
export interface KnownWalk extends Omit<Progress, 'key' | 'path'> {
  /** Every place that was told, x, y one after the other, in the order of telling. */
  readonly path: readonly Float32Array[];
}

export interface LandscapeState {
  /** The methods that walk, by id, each in a place of its own: null where nobody is. */
  readonly methods: readonly (string | null)[];
  readonly starts: readonly Start[];
  readonly scale: ToyScale;
  /** Steps of every walk. */
  readonly limit: number;
  readonly stepsPerSecond: number | null;
  readonly running: boolean;
  /** Nobody has a step left. */
  readonly done: boolean;
  /** How often everything began anew. */
  readonly run: number;
  /** By `walkKey`. */
  readonly walks: ReadonlyMap<string, KnownWalk>;
  /** Why the worker cannot go on. */
  readonly died: string | null;
}

/** As many colours and symbols as there are. */
export const mostMethods = 8;
/** As many letters as can be told apart at a glance. */
export const mostStarts = 12;

const first: readonly string[] = ['equal', 'mgda', 'cagrad', 'nash-mtl'];

export const walkKey = (method: string, { x, y }: Point): string => `${method} from ${x}, ${y}`;

const letter = (i: number): string => String.fromCharCode('A'.charCodeAt(0) + i);

const initial: LandscapeState = {
  methods: Array.from({ length: mostMethods }, (_, i) => first[i] ?? null),
  starts: publishedStarts.map((start, i) => ({ ...start, name: letter(i), on: true, own: false })),
  scale: { first: 0.1 },
  limit: 50_000,
  stepsPerSecond: 5000,
  running: false,
  done: false,
  run: 0,
  walks: new Map(),
  died: null,
};

/** Who walks from where, and how far everybody has come; the steps are taken by the worker at the other end of `connect`. */
export function createLandscape(
  connect: (onMessage: (message: FromWalker) => void, onDeath: (reason: string) => void) => WalkerLink = connectWalker,
) {
  const store = createStore<LandscapeState>(() => initial);
  const { getState: now, setState: set } = store;

  function receive({ run, progress, done }: FromWalker): void {
    const { walks: known, run: current, running } = now();
    if (run !== current) return;
    const walks = new Map(
      progress.map(({ key, path, ...rest }): [string, KnownWalk] => [
        key,
        { ...rest, path: [...(known.get(key)?.path ?? []), path] },
      ]),
    );
    set({ walks, done, running: running && !done });
  }

  const link = connect(receive, (reason) => set({ running: false, died: reason }));

  /** Tells the worker who walks from where. */
  function want(): void {
    const { methods, starts, limit } = now();
    const walks = methods.flatMap((method) => {
      if (method === null) return [];
      const parameters = balancingMethod(method)?.schema.parse({}) ?? {};
      return starts
        .filter(({ on }) => on)
        .map(({ x, y }) => ({ key: walkKey(method, { x, y }), method, parameters, start: { x, y } }));
    });
    link.post({ type: 'want', walks, limit });
  }

  function begin(change: Partial<LandscapeState> = {}): void {
    const run = now().run + 1;
    set({ ...change, run, walks: new Map(), running: false, done: false });
    link.post({ type: 'begin', run, scale: now().scale });
    want();
  }

  function go(): void {
    set({ running: true });
    link.post({ type: 'go', stepsPerSecond: now().stepsPerSecond });
  }

  /** Who is there goes on; whoever joins a run that was at its end has all of it before him. */
  function changed(change: Partial<LandscapeState>): void {
    set({ ...change, done: false });
    want();
  }

  function toggleStart(name: string): void {
    changed({ starts: now().starts.map((start) => (start.name === name ? { ...start, on: !start.on } : start)) });
  }

  begin();
  return {
    ...store,
    go,
    pause(): void {
      set({ running: false });
      link.post({ type: 'pause' });
    },
    reset: () => begin(),
    /** Takes a method in, in the first free place, or out; nothing where no place is free. */
    toggleMethod(id: string): void {
      const { methods } = now();
      const place = methods.includes(id) ? methods.indexOf(id) : methods.indexOf(null);
      if (place < 0) return;
      changed({ methods: methods.map((one, i) => (i === place ? (one === id ? null : id) : one)) });
    },
    toggleStart,
    /** A start of the visitor's, to two decimals; the letter that it has, or null where there are as many as can be. */
    addStart({ x, y }: Point): string | null {
      const { starts } = now();
      const place = { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
      const same = starts.find((start) => start.x === place.x && start.y === place.y);
      if (same) {
        if (!same.on) toggleStart(same.name);
        return same.name;
      }
      const name = Array.from({ length: mostStarts }, (_, i) => letter(i)).find(
        (one) => !starts.some((start) => start.name === one),
      );
      if (name === undefined) return null;
      changed({ starts: [...starts, { ...place, name, on: true, own: true }] });
      return name;
    },
    removeStart(name: string): void {
      changed({ starts: now().starts.filter((start) => start.name !== name || !start.own) });
    },
    setScale: (scale: ToyScale) => begin({ scale }),
    setLimit(limit: number): void {
      changed({ limit });
    },
    setSpeed(stepsPerSecond: number | null): void {
      set({ stepsPerSecond });
      if (now().running) go();
    },
    end: () => link.terminate(),
  };
}

export type Landscape = ReturnType<typeof createLandscape>;
