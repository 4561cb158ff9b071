export const common = {
  close: 'Close',
  cancel: 'Cancel',
  learnMore: 'Learn more',
  showLess: 'Show less',
  broken: {
    title: 'This part of the page broke.',
    kept: 'Your document is kept, and everything else goes on.',
    reason: 'Reason: {{reason}}',
    reload: 'Reload this part',
  },
  known: {
    result: 'Known result after {{epochs}} {{epochs, epoch|epochs}}, mean ± spread of {{seeds}} seeds: {{tasks}}',
    task: '{{task}} {{metric}} {{value}} ± {{spread}} (by guessing {{guess}})',
    failing: '{{task}} {{metric}} {{value}} ± {{spread}} (by guessing {{guess}}; {{fails}} of runs fail)',
    separator: ', ',
    effects: 'Measured on pairs of runs from the same seed, mean ± 99 % interval: {{effects}}',
    asItIs: 'as it is',
    effect: '{{change}}: {{task}} {{metric}} {{difference}} ± {{half}} (higher in {{higher}} of {{pairs}})',
    effectAgainst:
      '{{change}}, against {{against}}: {{task}} {{metric}} {{difference}} ± {{half}} (higher in {{higher}} of {{pairs}})',
    hidden: '{{effect}}, cannot tell',
    between: '; ',
  },
} as const;
