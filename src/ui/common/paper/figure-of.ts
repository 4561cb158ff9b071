import { invariant } from '../../../core/util/assert-never.ts';
import type { FigureColours } from './colours.ts';
import type { Figure } from './figure.ts';
import type { Drawn, FigureForm } from './form.ts';
import { figureForms } from './registry.ts';

/** A chart as any of the forms draws it. */
export type Drawing = Parameters<(typeof figureForms)[number]['figure']>[0];

/** A chart as a figure that is `width` units wide. */
export function figureOf(drawing: Drawing, width: number, colours: FigureColours): Figure {
  const forms: readonly FigureForm<Drawn>[] = figureForms;
  const form = forms.find((one) => one.form === drawing.form);
  invariant(form !== undefined, 'a drawing has one of the forms');
  return form.figure(drawing, width, colours);
}
