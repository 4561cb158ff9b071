export const common = {
  close: 'Close',
  cancel: 'Cancel',
  broken: {
    title: 'This part of the page broke.',
    kept: 'Your document is kept, and everything else goes on.',
    reason: 'Reason: {{reason}}',
    reload: 'Reload this part',
  },
  known: {
    result: 'Known result after {{epochs}} epochs: {{tasks}}',
    task: '{{task}} {{metric}} {{sign}} {{value}} (by guessing {{blind}})',
    separator: ', ',
  },
} as const;
