/** Corners of the window, in which a card may stand. */
const corners = ['bottom-left', 'bottom-right', 'top-left', 'top-right'] as const;
export type Corner = (typeof corners)[number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From the edges of the window, below its header, in pixels: as in lessons.css. */
const [edge, header] = [12, 64];

/** How many square pixels two boxes have in common. */
function common(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}

/** The corner in which a card covers nothing of its place, the present one if it can be; else the one where it covers least. */
export function cornerBeside(place: Box, card: Box, window: Pick<Box, 'width' | 'height'>, now: Corner): Corner {
  const boxIn = (corner: Corner): Box => ({
    width: card.width,
    height: card.height,
    left: corner.endsWith('left') ? edge : window.width - edge - card.width,
    top: corner.startsWith('top') ? header : window.height - edge - card.height,
  });
  const covered = (corner: Corner): number => common(boxIn(corner), place);
  return corners.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best), now);
}
