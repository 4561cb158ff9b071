import { expect, it } from 'vitest';
import { missedBounds } from './testing/preset-outcomes.ts';
import { partOfPresets } from './testing/preset-parts.ts';

it.each(partOfPresets(1, 3))(
  '$id reaches what it promises for every task, from its own data',
  async (preset) => expect(await missedBounds(preset)).toEqual([]),
  120_000,
);
