import { intervalsForm } from './forms/intervals.ts';
import { landscapeForm } from './forms/landscape.ts';
import { mapsForm } from './forms/maps.ts';
import { matrixForm } from './forms/matrix.ts';
import { parallelForm } from './forms/parallel.ts';
import { plotForm } from './forms/plot.ts';

/** The forms that charts have on paper. */
export const figureForms = [plotForm, matrixForm, parallelForm, intervalsForm, landscapeForm, mapsForm] as const;
