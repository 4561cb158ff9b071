import { expect, test } from 'vitest';
import { layers } from '../../../core/layers/registry.ts';
import { knownIcons } from './kind-icon.tsx';

test('every layer kind of the catalogue has an icon to draw', () => {
  const missing = Object.values(layers).filter(({ icon }) => !knownIcons.has(icon));
  expect(missing.map(({ kind, icon }) => `${kind}: ${icon}`)).toEqual([]);
});
