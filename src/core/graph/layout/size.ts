/** Width and height, in any unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How far wires that lead back run outside of all cards, in canvas units. */
export const wireRoom = 24;

/** Larger than this a card says no more. */
const largestFit = 1.75;

/** The zoom at which a picture of this size fills a room. */
export const fitZoom = (picture: Size, room: Size): number =>
  Math.min(room.width / Math.max(1, picture.width), room.height / Math.max(1, picture.height), largestFit);
