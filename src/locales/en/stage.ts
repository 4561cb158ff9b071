export const stage = {
  gateMatrix: 'What each task takes of each of them, the mean over samples',
  attach: 'Attach a head',
  attachHelp: 'Connects this output where the tasks part, through the Dense layer that it needs.',
  documents: {
    label: 'New or open',
    help: 'Begin another document, open a file, or go back to one that you worked on',
  },
  depth: {
    title: 'Sharing depth',
    help: 'How many layers all tasks share, from the data on. What is not shared, each task has to itself.',
    independent: 'independent',
    shared: 'shared',
    separator: ', ',
    none: 'Each task has its own: {{own}}',
    some: 'Shared: {{shared}}. Each task has its own: {{own}}',
    all: 'Shared: {{shared}}',
    state: '{{depth}} of {{most}} {{most, layer|layers}} shared · {{parameters}} parameters',
  },
};
