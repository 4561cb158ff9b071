import type { FigureColours } from './colours.ts';
import type { Figure } from './figure.ts';

/** What every chart says of itself, whatever its form. */
export interface Drawn {
  readonly form: string;
  /** In the page's language: the title that is offered, and what the figure is called in a list. */
  readonly title: string;
}

/** A way in which charts are drawn for paper: one file, and one line in the registry. */
export interface FigureForm<D extends Drawn> {
  readonly form: D['form'];
  /** A pure function of what is drawn, as a figure that is `width` units wide. */
  figure(drawing: D, width: number, colours: FigureColours): Figure;
}
