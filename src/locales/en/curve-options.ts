export const curveOptions = {
  log: 'Log scale',
  normalised: 'Relative',
  normalisedHelp: 'Every loss divided by its first value, because tasks differ in scale',
  smoothing: 'Smoothing',
  smoothingHelp: 'How much of the past is averaged into the thick line; the thin one is raw',
  raw: 'Raw',
  validation: 'Validation',
  further: 'Also recorded',
  furtherNone: 'Losses and metrics',
  marks:
    '★ best validation step, ◎ the goal, ⚑ a change while training, ▾ a step that makes the task worse, ▴ beyond the axis, which a log scale shows. Point at a mark to read more.',
  axis: 'Along the curves',
};
