export const confusion = {
  title: 'Confusion of {{task}} on the {{split}} split',
  empty: 'Confusion matrices appear here once the data is loaded.',
  noClasses: 'No task here has classes that could be confused. How far off each is stands under Metrics.',
  truth: 'truth ↓ · predicted →',
  rows: 'truth',
  columns: 'predicted',
  cell: 'truth {{truth}}, predicted {{predicted}}: {{count}}',
  atStep: 'At step {{step}}',
};
