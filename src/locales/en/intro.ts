export const intro = {
  label: 'Introduction',
  fight: 'Two tasks want opposite answers from one network, so it learns neither. Pull this weight and watch who wins.',
  pulled: 'The task that weighs more wins, and the other one pays for it. Splitting the network would end the fight.',
  lesson: 'Five minutes on this: a lesson',
  weight: 'Weight of {{task}}',
};
