import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => vi.resetModules());
const load = () => import('./lasting-storage.ts');

it('says what the browser says, and nothing where it does not', async () => {
  const { storageState } = await load();
  const refuses = () => Promise.reject(new Error('insecure'));
  const full = { persisted: async () => true, estimate: async () => ({ usage: 5, quota: 10 }) };
  expect(await storageState(full)).toEqual({ lasts: true, used: 5, room: 10 });
  expect(await storageState({ ...full, persisted: async () => false })).toMatchObject({ lasts: false });
  const unknown = { lasts: null, used: null, room: null };
  expect(await storageState({})).toEqual(unknown);
  expect(await storageState({ persisted: refuses, estimate: refuses })).toEqual(unknown);
});

it('asks once, and not where it lasts already', async () => {
  const persist = vi.fn(async () => true);
  await (await load()).askToLast({ persist, persisted: async () => true });
  expect(persist).not.toHaveBeenCalled();
  vi.resetModules();
  const { askToLast } = await load();
  await askToLast({});
  await askToLast({ persist, persisted: async () => false });
  await askToLast({ persist, persisted: async () => false });
  expect(persist).toHaveBeenCalledOnce();
  vi.resetModules();
  await (await load()).askToLast({ persist: () => Promise.reject(new Error('no')) });
});
