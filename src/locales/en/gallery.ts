export const gallery = {
  path: 'From sharing to real data',
  questions: {
    share: 'What can tasks share?',
    fight: 'When do they fight?',
    mend: 'What mends it?',
    real: 'And on real data?',
  },
  short: { share: 'Share', fight: 'Fight', mend: 'Mend', real: 'Real data' },
  levels: { '1': 'first steps', '2': 'builds on others', '3': 'advanced' },
  result: '{{task}} {{metric}} {{value}} (guessing: {{guess}})',
  separator: ', ',
  learned: 'Learns {{tasks}}.',
  failed: 'Fails as it is: {{tasks}}, not reliably better than guessing.',
};
