import { z } from 'zod';
import type { PersistStorage, StorageValue } from 'zustand/middleware';
import type { SmallStorage } from './persistence/safe-storage.ts';
import { initialView, type RememberedView } from './view-state.ts';

/** Where the view stands in a visitor's storage. */
export const viewKey = 'mtl-playground.view';
/** Version 0 was the view alone, without a number. */
export const viewVersion = 1;

/** A field that is not as it should be is absent, and takes no other with it: another version of the page may have written it. */
const field = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

const paneSize = z.union([
  z.number(),
  z.templateLiteral([z.number(), '%']),
  z.templateLiteral([z.number(), z.enum(['px', 'rem'])]),
]);

const curvesSchema = z.object({
  axis: field(z.enum(['step', 'epoch', 'seconds'])),
  quantity: field(z.enum(['loss', 'metric'])),
  logScale: field(z.boolean()),
  normalised: field(z.boolean()),
  smoothing: field(z.number().min(0).max(0.99)),
  showRaw: field(z.boolean()),
  showValidation: field(z.boolean()),
});

const viewSchema = z.object({
  language: field(z.string()),
  theme: field(z.enum(['light', 'dark', 'auto'])),
  tab: field(z.string()),
  curves: field(curvesSchema),
  panes: field(z.object({ columns: z.array(paneSize), rows: z.array(paneSize) })),
  pictures: field(z.boolean()),
});

/** What can be used of what was remembered, by whatever version of the page. */
export function parseRemembered(stored: unknown): Partial<RememberedView> {
  const { language, theme, tab, curves, panes, pictures } = viewSchema.safeParse(stored).data ?? {};
  const known = initialView.curves;
  return {
    ...(language ? { language } : {}),
    ...(theme ? { theme } : {}),
    ...(tab ? { tab } : {}),
    ...(panes ? { panes } : {}),
    ...(pictures === undefined ? {} : { pictures }),
    // Which tasks are hidden belongs to the document that had them.
    ...(curves
      ? {
          curves: {
            ...known,
            axis: curves.axis ?? known.axis,
            quantity: curves.quantity ?? known.quantity,
            logScale: curves.logScale ?? known.logScale,
            normalised: curves.normalised ?? known.normalised,
            smoothing: curves.smoothing ?? known.smoothing,
            showRaw: curves.showRaw ?? known.showRaw,
            showValidation: curves.showValidation ?? known.showValidation,
          },
        }
      : {}),
  };
}

const envelopeSchema = z.object({ state: z.unknown(), version: z.number() });

function readStored(storage: SmallStorage, name: string): StorageValue<Partial<RememberedView>> | null {
  try {
    const text = storage.getItem(name);
    if (text === null) return null;
    const stored: unknown = JSON.parse(text);
    const envelope = envelopeSchema.safeParse(stored).data ?? { state: stored, version: 0 };
    return { state: parseRemembered(envelope.state), version: envelope.version };
  } catch {
    return null;
  }
}

/**
 * The view in a visitor's storage, which may be forbidden or full: that costs nothing but the memory. What is unchanged is not written again: a
 * view changes whenever something is selected.
 */
export function viewStorage(storage: SmallStorage): PersistStorage<Partial<RememberedView>> {
  let written: string | null = null;
  return {
    getItem: (name) => readStored(storage, name),
    setItem(name, value) {
      const text = JSON.stringify(value);
      if (text === written) return;
      written = text;
      try {
        storage.setItem(name, text);
      } catch {
        // See above.
      }
    },
    removeItem: (name) => storage.removeItem(name),
  };
}

/** For a view that nobody remembers. */
export const noStorage: PersistStorage<Partial<RememberedView>> = {
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
};

/** The view as it was left, before there is a store for it. */
export const rememberedView = (storage: SmallStorage): Partial<RememberedView> => readStored(storage, viewKey)?.state ?? {};
