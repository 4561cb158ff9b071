import { jsx } from 'react/jsx-runtime';
import { expect, it, vi } from 'vitest';
import { toyRelated } from '../../core/presets/toys.ts';
import { loadLaterStrings, loadRareStrings } from '../../locales/registry.ts';
import { parseAddress } from '../../store/address.ts';
import { stillPlayground } from '../../store/testing/still-playground.ts';
import { createViewStore } from '../../store/view-store.ts';
import { rendered } from '../common/testing/rendered.ts';
import { LeavePresenting } from './leave-presenting.tsx';
import { leavesBy, setPresenting } from './present.ts';

it('stands in the address beside what else is asked for there, and leaves it again', () => {
  const location = { hash: '#executor=wasm&lang=en', pathname: '/p/', search: '' };
  const replaceState = vi.fn((_: unknown, __: string, address: string) => {
    location.hash = address.slice(address.indexOf('#'));
  });
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { replaceState });
  const playground = stillPlayground(toyRelated());
  setPresenting(playground, true);
  expect(playground.view.getState().presenting).toBe(true);
  expect(location.hash).toBe('#executor=wasm&lang=en&present=1');
  setPresenting(playground, false);
  expect(playground.view.getState().presenting).toBe(false);
  expect(location.hash).toBe('#executor=wasm&lang=en');
  location.hash = '#present=1';
  setPresenting(playground, false);
  expect(replaceState).toHaveBeenLastCalledWith(null, '', '/p/');
  vi.unstubAllGlobals();
});

it('begins with the curves beside the network, unless a lesson speaks of the data', () => {
  vi.stubGlobal('location', { hash: '', pathname: '/', search: '' });
  vi.stubGlobal('history', { replaceState: () => undefined });
  const playground = stillPlayground(toyRelated());
  const { view } = playground;
  const paneAfter = (change: Partial<ReturnType<typeof view.getState>>): string => {
    view.set({ presenting: false, lesson: null, ...change });
    setPresenting(playground, true);
    return view.getState().phonePane;
  };
  expect(paneAfter({ phonePane: 'data' })).toBe('training');
  expect(paneAfter({ phonePane: 'data', lesson: 'weights' })).toBe('data');
  expect(paneAfter({ phonePane: 'canvas' })).toBe('canvas');
  vi.unstubAllGlobals();
});

it('is asked for by present=1, and by nothing else', async () => {
  expect(await parseAddress('#present=1')).toMatchObject({ presenting: true, diagnostics: [] });
  expect(await parseAddress('#preset=mmoe')).toMatchObject({ presenting: false });
  const { presenting, diagnostics } = await parseAddress('#present=yes');
  expect([presenting, diagnostics.map(({ code }) => code)]).toEqual([false, ['page.unknownParameter']]);
});

it('is no part of what the next visit finds', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const view = createViewStore({}, storage);
  view.set({ presenting: true, tab: 'code' });
  expect([...kept.values()].join()).toContain('code');
  expect([...kept.values()].join()).not.toContain('presenting');
});

it('ends by Escape where nothing is open or selected', () => {
  const { view } = stillPlayground(toyRelated());
  const at = (change: Partial<ReturnType<typeof view.getState>>): boolean =>
    leavesBy('Escape', { ...view.getState(), ...change });
  expect(at({})).toBe(true);
  expect(leavesBy('Enter', view.getState())).toBe(false);
  expect(at({ selection: { nodes: ['a'], edges: [] } })).toBe(false);
  expect(at({ selection: { nodes: [], edges: ['a'] } })).toBe(false);
  expect([at({ dialog: 'figures' }), at({ landscape: true }), at({ keys: true })]).toEqual([false, false, false]);
  expect(at({ importing: { file: null, change: false } })).toBe(false);
});

it('has a button that ends it, in the language of the page', async () => {
  await Promise.all([loadLaterStrings(), loadRareStrings()]);
  expect(await rendered(stillPlayground(toyRelated()), jsx(LeavePresenting, {}))).toContain('aria-label="End presentation"');
});
