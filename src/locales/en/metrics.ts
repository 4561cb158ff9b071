export const metrics = {
  notMeasured: 'This split is measured when training pauses.',
  empty: 'Metrics appear here once the data is loaded.',
  samples: '{{count}} labelled {{count, sample|samples}}',
  loss: 'Loss',
  atStep: 'At step {{step}}, with the current weights',
  undefinedValue: 'undefined: there is no sample that it could be measured on',
  mean: 'Mean {{metrics}} of {{tasks}}',
  meanHelp: 'Of the first metric of each task that is a share: {{metrics}}. Errors have no common scale and are left out.',
  decoded: '{{metric}} on {{count}} {{count, sample|samples}}',
};
