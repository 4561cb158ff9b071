/** What is said of what a trained model is good for next: stages, and what tasks forget. */
export const transfer = {
  sinceThen: {
    title: 'Since step {{step}} (validation at {{before}} and {{now}})',
    before: 'before',
    now: 'now',
    same: 'unchanged',
    gained: 'better',
    lost: 'worse',
  },
  stages: {
    none: 'All tasks are trained from the first epoch to the last.',
    divide: 'Divide into stages',
    add: 'Add a stage',
    title: 'Stage {{number}} · from epoch {{from}}',
    tasks: 'Trains',
    epochs: 'Epochs',
    rate: 'Learning rate ×',
    frozen: 'Holds still',
    frozenNone: 'nothing but what serves none of its tasks',
    shared: 'All shared layers',
    remove: 'Remove stage {{number}}',
    last: 'The last stage goes on until training ends.',
  },
};
