import { describe, expect, test } from 'vitest';
import { presets } from '../../core/presets/registry.ts';
import { inWordsOf } from '../../core/presets/task-names.ts';
import { arrangedIn } from '../editor/commands/arranged-in.ts';
import { coveredAt } from '../editor/state/canvas-room.ts';
import { pictureOf } from '../editor/testing/picture-of.ts';
import { canvasIn } from './pane-sizes.ts';

/** What a visitor sees at first: sizes in pixels on the screen. The page itself is measured in e2e/readable.spec.ts. */
const windows = [
  { width: 1440, height: 900, title: 11 },
  { width: 1920, height: 1080, title: 13 },
  { width: 2560, height: 1440, title: 13 },
  { width: 1024, height: 768, title: 11 },
  { width: 768, height: 1024, title: 11 },
  { width: 390, height: 844, title: 11 },
  // Held across, a phone has little height: all is in view, titles are smaller.
  { width: 844, height: 390, title: 9 },
];

describe.each(windows)('in a window of $width × $height', (window) => {
  const canvas = canvasIn(window);
  test.each(presets)('$id is seen whole, its titles large enough', ({ project }) => {
    const { cards, title } = pictureOf(arrangedIn(inWordsOf('en', project()), canvas), canvas);
    const { top, right, bottom, left } = coveredAt(canvas);
    expect(title).toBeGreaterThanOrEqual(window.title);
    for (const card of cards) {
      expect(card.x).toBeGreaterThanOrEqual(left - 1);
      expect(card.y).toBeGreaterThanOrEqual(top - 1);
      expect(card.x + card.width).toBeLessThanOrEqual(canvas.width - right + 1);
      expect(card.y + card.height).toBeLessThanOrEqual(canvas.height - bottom + 1);
    }
  });
});

test('on a large screen a small network is shown larger than it is, and none is small in the middle of it', () => {
  const canvas = canvasIn({ width: 2560, height: 1440 });
  const { top, right, bottom, left } = coveredAt(canvas);
  for (const { id, project } of presets) {
    const { zoom, cards } = pictureOf(arrangedIn(inWordsOf('en', project()), canvas), canvas);
    const wide = Math.max(...cards.map(({ x, width }) => x + width)) - Math.min(...cards.map(({ x }) => x));
    const high = Math.max(...cards.map(({ y, height }) => y + height)) - Math.min(...cards.map(({ y }) => y));
    const filled = Math.max(wide / (canvas.width - left - right), high / (canvas.height - top - bottom));
    expect(zoom > 1.5 || filled > 0.8, `${id}: zoom ${zoom}, ${filled} of the room`).toBe(true);
    if (id === 'toy-related') expect(zoom).toBeGreaterThan(1.5);
  }
});
