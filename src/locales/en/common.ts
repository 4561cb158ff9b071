export const common = {
  close: 'Close',
  cancel: 'Cancel',
  known: {
    result: 'Known result after {{epochs}} epochs: {{tasks}}',
    task: '{{task}} {{metric}} {{sign}} {{value}} (by guessing {{blind}})',
    separator: ', ',
  },
} as const;
