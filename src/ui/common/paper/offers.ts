import type { Playground } from '../../../store/playground.ts';
import type { Drawing } from './figure-of.ts';

/** A chart that stands on the page, and can be drawn as it is at this moment. */
export interface Offer {
  readonly id: string;
  readonly draw: () => Drawing;
}

export interface OffersState {
  /** In the order in which they came. */
  readonly offers: readonly Offer[];
  /** Whose picture was asked for, by its id; null: none of them. */
  readonly chosen: string | null;
}

/** The charts of a page that can be taken along. */
function createOffers() {
  let state: OffersState = { offers: [], chosen: null };
  const listeners = new Set<() => void>();
  const set = (change: Partial<OffersState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  return {
    getState: (): OffersState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Offers a chart as long as it stands there: what comes back takes it away. */
    offer(offer: Offer): () => void {
      set({ offers: [...state.offers, offer] });
      return () =>
        set({
          offers: state.offers.filter((one) => one !== offer),
          chosen: state.chosen === offer.id ? null : state.chosen,
        });
    },
    choose: (chosen: string | null): void => set({ chosen }),
  };
}

const made = new WeakMap<Playground, ReturnType<typeof createOffers>>();

export function offersOf(playground: Playground): ReturnType<typeof createOffers> {
  const offers = made.get(playground) ?? createOffers();
  made.set(playground, offers);
  return offers;
}
