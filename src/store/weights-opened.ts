import { type Diagnostic, diagnostic } from '../core/util/diagnostics.ts';

/** As long as a file system lets a name be. */
const longestFile = 255;

/** What is said of a file whose weights the network has now; without a step where the file says none. */
export function weightsOpened(fileName: string, step?: number): Diagnostic {
  const file = fileName.slice(0, longestFile);
  return step === undefined
    ? diagnostic('page.undatedWeightsOpened', { file }, 'page')
    : diagnostic('page.weightsOpened', { file, step: step.toLocaleString('en') }, 'page');
}
