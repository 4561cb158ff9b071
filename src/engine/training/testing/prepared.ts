import { compileProject } from '../../../core/compile/compile.ts';
import type { Dataset } from '../../../core/data/types.ts';
import type { Project } from '../../../core/project/schema.ts';
import { given } from '../../formats/testing.ts';
import { type PreparedRun, prepareRun } from '../prepare.ts';

/** A document compiled for its data and made ready for a device. */
export const preparedFor = (project: Project, dataset: Dataset): PreparedRun =>
  given(prepareRun(project, dataset, given(compileProject(project, dataset.signature))));
