/** What JavaScript and the classes of an exported model have already: no layer, input or task is called so. */
export const reservedNames: readonly string[] = [
  ...'arguments as async await break case catch class const continue debugger default delete do else enum eval export extends false finally for from function get if implements import in instanceof interface let new null of package private protected public return set static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  ),
  ...'Array Boolean Infinity Map Math NaN Number Object Promise Set String Symbol globalThis document window process'.split(' '),
  ...'tf n training constructor forward penalty initialise load weights trained frozen prototype toString hasOwnProperty valueOf'.split(
    ' ',
  ),
  ...'Batch ByTask Data Inputs Optimizer ReadTensor Task TrainOptions'.split(' '),
  'built',
  'zeroPadding',
  'spread',
];
