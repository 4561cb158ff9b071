import { describe, expect, it } from 'vitest';
import type { RememberedSpeeds } from '../core/runs/executor-info.ts';
import { createSpeedStore } from './remembered-speeds.ts';

function fakeStorage(content: string | null = null) {
  let held = content;
  return {
    getItem: () => held,
    setItem: (_: string, value: string) => {
      held = value;
    },
  };
}

const speeds = (key: string, stepsPerSecond = 10): RememberedSpeeds => ({
  key,
  measured: [{ id: 'wasm', backend: 'wasm', stepsPerSecond }],
});

describe('the remembered speeds', () => {
  it('are there at the next visit, the newest figure of each key', () => {
    const storage = fakeStorage();
    const store = createSpeedStore(storage);
    for (const item of [speeds('a'), speeds('b'), speeds('a', 20)]) store.keep(item);
    expect(createSpeedStore(storage).all()).toEqual([speeds('b'), speeds('a', 20)]);
  });

  it('do not grow without end', () => {
    const store = createSpeedStore(fakeStorage());
    for (let i = 0; i < 200; i++) store.keep(speeds(`key ${i}`));
    expect(store.all()).toHaveLength(64);
    expect(store.all().at(-1)?.key).toBe('key 199');
  });

  it.each(['not json', '{"a":1}', '[{"key":"a","measured":[]}]', '[{"key":"a","measured":[{"id":"abacus"}]}]'])(
    'start empty where the storage holds something else: %s',
    (content) => {
      expect(createSpeedStore(fakeStorage(content)).all()).toEqual([]);
    },
  );

  it('cost nothing but the memory where storage is forbidden', () => {
    const forbidden = (): never => {
      throw new Error('forbidden');
    };
    const store = createSpeedStore({ getItem: forbidden, setItem: forbidden });
    store.keep(speeds('a'));
    expect(store.all()).toEqual([]);
  });
});
