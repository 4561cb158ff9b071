import { type Point, reach } from '../../core/landscape/toy.ts';

/** The picture's units: its width and height. */
export const size = 400;

const scale = size / (2 * reach);

/** Where a place of the plane stands in the picture; y grows upwards. */
export const inPicture = (x: number, y: number): readonly [number, number] => [(x + reach) * scale, (reach - y) * scale];

const within = (value: number): number => Math.min(reach, Math.max(-reach, value));

/** The place of the plane at a point of an element that shows the picture. */
export function placeAt(clientX: number, clientY: number, { left, top, width, height }: DOMRect): Point {
  return {
    x: within(((clientX - left) / width) * 2 * reach - reach),
    y: within(reach - ((clientY - top) / height) * 2 * reach),
  };
}

/** Where an arrow key moves a place; null for any other key. */
export function movedBy({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }, { x, y }: Point): Point | null {
  const far = shiftKey ? 0.1 : 0.5;
  const moves: ReadonlyMap<string, readonly [number, number]> = new Map([
    ['ArrowLeft', [-far, 0]],
    ['ArrowRight', [far, 0]],
    ['ArrowUp', [0, far]],
    ['ArrowDown', [0, -far]],
  ]);
  const move = moves.get(key);
  return move ? { x: within(Math.round(10 * (x + move[0])) / 10), y: within(Math.round(10 * (y + move[1])) / 10) } : null;
}
