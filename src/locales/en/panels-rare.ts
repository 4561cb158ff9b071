/** What is said of a data set where its facts are opened. */
export const panelsRare = {
  data: {
    ownChange: 'Change columns or split…',
    ownParts: '{{train}} to train on, {{validation}} to validate, {{test}} to test',
    licence: 'Licence: {{licence}}',
    size: '{{samples}} {{samples, sample|samples}}',
    more: 'About this data',
    splitHelp:
      'Training data teaches, validation data judges while training, test data stays unseen until you ask. The rest is the test split.',
    memory: '{{megabytes}} MB in memory',
    origin: 'Origin, and what can be learned',
    inputs: 'What goes in',
    targets: 'What can be learned from it',
    vocabulary: 'one of {{words}} {{words, word|words}} each',
    balanceLater: 'How the labels are spread appears here once the data is loaded.',
    labelled: '{{labelled}} of {{samples}} {{samples, sample|samples}} {{labelled, has|have}} this label.',
    range: 'from {{smallest}} to {{largest}}, {{mean}} on average',
    meanLength: '{{length}} words long on average',
    itself: 'The input itself is to be reconstructed.',
  },
} as const;
