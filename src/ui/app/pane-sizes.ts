import type { Size } from '../../core/graph/layout/size.ts';

/** On a window narrower than this the columns are pages of which one is seen at a time. Keep in step with phone.css. */
export const onePane = 900;

/** What stands above the columns, and above a page of a phone, in pixels: see app.css and phone.css. */
const above = { columns: 53, page: 105 } as const;
/** On a window lower than this, a phone that is held across, the choice of the page stands beside it. Keep in step with phone.css. */
const low = 500;
const across = { above: 49, beside: 96 } as const;
export const isAcross = ({ width, height }: Size): boolean => width < onePane && height < low;
/** A line between two columns. */
const line = 1;

const onGrid = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value / 8) * 8));

/** No narrower than this are the columns beside the network, unless they are put away, nor the network between them. */
export const leastColumn = { data: 232, training: 320 } as const;
export const leastCanvas = 280;

/** How wide the columns beside the network are where no hand has moved them, in pixels, by the width of the window. */
export const defaultColumns = (width: number): { readonly data: number; readonly training: number } => ({
  data: onGrid(width * 0.2, leastColumn.data, 320),
  training: onGrid(width * 0.29, leastColumn.training, 960),
});

/** Of a page as wide and as high as a tablet's, the network leaves the curves their part. */
export const hasCurvesBelow = ({ width, height }: Size): boolean => width >= 600 && width < onePane && height >= 900;
const partOfNetwork = 0.56;

/** The room for the network in a window of this size, as long as no hand has moved the columns. */
export function canvasIn({ width, height }: Size): Size {
  if (isAcross({ width, height })) return { width: width - across.beside, height: height - across.above };
  if (width < onePane) {
    const page = height - above.page;
    return { width, height: hasCurvesBelow({ width, height }) ? Math.round(page * partOfNetwork) : page };
  }
  const { data, training } = defaultColumns(width);
  return { width: width - data - training - 2 * line, height: height - above.columns };
}
