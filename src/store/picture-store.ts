import { createStore } from 'zustand/vanilla';
import type { Picture } from '../core/runs/protocol.ts';
import { ownValue } from '../core/util/own-value.ts';

/** What is to be seen inside the nodes, by node. */
export interface PictureSlice {
  /** Of the program that they belong to. */
  readonly generation: number;
  readonly byNode: Readonly<Record<string, Picture>>;
}

const sameNumbers = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

const same = (a: Picture, b: Picture): boolean =>
  a.kind === b.kind &&
  a.total === b.total &&
  sameNumbers(a.shape, b.shape) &&
  sameNumbers(a.values, b.values) &&
  sameNumbers(a.tokens ?? [], b.tokens ?? []);

/** Holds the last pictures. One that did not change stays the very object it was, so that only what changed is drawn again. */
export function createPictureStore() {
  const store = createStore<PictureSlice>(() => ({ generation: 0, byNode: {} }));
  return {
    ...store,
    /** All pictures that there are, but planes; or with `planes` those alone. */
    receive(generation: number, pictures: Readonly<Record<string, Picture>>, planes = false): void {
      const before = store.getState();
      const known = before.generation === generation ? before.byNode : {};
      const others = Object.entries(known).filter(([, { kind }]) => (kind === 'plane') !== planes);
      const next = Object.fromEntries(
        Object.entries(pictures).map(([node, picture]) => {
          const old = ownValue(known, node);
          return [node, old && same(old, picture) ? old : picture];
        }),
      );
      store.setState({ generation, byNode: { ...Object.fromEntries(others), ...next } });
    },
  };
}

export type PictureStore = ReturnType<typeof createPictureStore>;
