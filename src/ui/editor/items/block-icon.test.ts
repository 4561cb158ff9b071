import { expect, test } from 'vitest';
import { blocks } from '../../../core/graph/blocks/registry.ts';
import { knownBlockIcons } from './block-icon.tsx';

test('every composite block has an icon to draw', () => {
  const missing = Object.values(blocks).filter(({ icon }) => !knownBlockIcons.has(icon));
  expect(missing.map(({ id, icon }) => `${id}: ${icon}`)).toEqual([]);
});
