import { element, fontSize } from '../figure.ts';
import type { Drawn, FigureForm } from '../form.ts';

/** A figure that nobody has: a bar. */
interface BarDrawing extends Drawn {
  readonly form: 'bar';
  readonly share: number;
}

export const barForm: FigureForm<BarDrawing> = {
  form: 'bar',
  figure: ({ share }, width, { accent }) => ({
    width,
    height: 60,
    body: element('rect', { x: 0, y: 0, width: width * share, height: 60, fill: accent }),
    smallest: fontSize.text,
  }),
};
