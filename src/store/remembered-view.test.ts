import { describe, expect, it } from 'vitest';
import { initialView } from './view-state.ts';
import { createViewStore } from './view-store.ts';

/** A storage as a browser has it; `broken`: one that is full. */
function storageWith(content: unknown, broken = false): Storage & { readonly writes: string[] } {
  const held = new Map<string, string>();
  if (content !== undefined) held.set('mtl-playground.view', typeof content === 'string' ? content : JSON.stringify(content));
  const writes: string[] = [];
  return {
    writes,
    getItem: (key) => held.get(key) ?? null,
    setItem(key, value) {
      if (broken) throw new Error('full');
      writes.push(value);
      held.set(key, value);
    },
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
    key: () => null,
    get length() {
      return held.size;
    },
  };
}

const view = (content: unknown) => createViewStore({}, storageWith(content)).getState();

describe('what is remembered of the view', () => {
  it('was written without a version at first, and is read all the same', () => {
    expect(view({ language: 'zh-CN', theme: 'dark', pictures: false, panes: { columns: ['300px'], rows: [] } })).toMatchObject({
      language: 'zh-CN',
      theme: 'dark',
      pictures: false,
      panes: { columns: ['300px'], rows: [] },
    });
  });

  it('is read field by field: what another version wrote costs that field alone', () => {
    const state = {
      language: 'zh-CN',
      theme: 'sepia',
      tab: 7,
      panes: { columns: [300], rows: 'all' },
      pictures: 'some',
      curves: { quantity: 'gradient', logScale: true, smoothing: 2, showRaw: false },
      invented: 1,
    };
    for (const content of [state, { state, version: 1 }, { state, version: 99 }]) {
      expect(view(content)).toMatchObject({
        language: 'zh-CN',
        theme: initialView.theme,
        tab: initialView.tab,
        panes: initialView.panes,
        pictures: initialView.pictures,
        curves: { ...initialView.curves, logScale: true, showRaw: false },
      });
    }
  });

  it('is nothing where the storage holds something else, or nothing', () => {
    for (const content of [undefined, 'no JSON {', null, [], 3, { state: 'x', version: 1 }])
      expect(view(content)).toEqual(initialView);
  });

  it('is found again, without what belongs to a document', () => {
    const storage = storageWith(undefined);
    const store = createViewStore({}, storage);
    store.set({ theme: 'dark', tab: 'metrics' });
    store.setCurves({ smoothing: 0.5, hiddenTasks: ['digit'] });
    store.select(['a node']);
    const again = createViewStore({}, storage).getState();
    expect(again).toMatchObject({ theme: 'dark', tab: 'metrics', selection: initialView.selection });
    expect(again.curves).toEqual({ ...initialView.curves, smoothing: 0.5 });
  });

  it('gives way to what the address says', () => {
    const storage = storageWith({ state: { language: 'zh-CN', theme: 'dark' }, version: 1 });
    expect(createViewStore({ language: 'en' }, storage).getState()).toMatchObject({ language: 'en', theme: 'dark' });
  });

  it('is written when it changes, not whenever something is selected, and may be refused', () => {
    const storage = storageWith(undefined);
    const store = createViewStore({}, storage);
    store.set({ theme: 'dark' });
    const { length } = storage.writes;
    for (let i = 0; i < 9; i++) store.select([`node ${i}`]);
    expect(storage.writes.length).toBe(length);
    const full = createViewStore({}, storageWith(undefined, true));
    expect(() => full.set({ theme: 'dark' })).not.toThrow();
    expect(full.getState().theme).toBe('dark');
  });
});
