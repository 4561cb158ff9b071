/** What is said of a trained model's answers: files of them, and how good they are. */
export const answers = {
  empty: 'How good the answers are appears here once the data is loaded.',
  atStep: 'At step {{step}}, on {{count}} {{count, sample|samples}}',
  calibration: {
    title: 'Calibration: ECE {{error}}',
    of: 'How often answers of {{task}} are right, by their probability',
    bin: '{{count}} {{count, answer|answers}}: {{confidence}} sure, {{accuracy}} right',
    x: 'probability of the answer',
    y: 'share that is right',
  },
  residuals: {
    title: 'Residuals: truth − prediction',
    of: 'Residuals of {{task}}, up to ±{{most}}',
    prediction: 'prediction',
    left: 'truth − prediction',
    x: 'prediction, {{low}} … {{high}}',
  },
  threshold: {
    label: 'Yes from',
    of: 'Probability from which {{task}} says yes',
    help: 'From this probability on the answer counts as yes. The model is the same; what is more costly, a false alarm or a miss, decides.',
    precision: 'Precision',
    recall: 'Recall',
    counts: '{{right}} found, {{wrong}} false alarms, {{missed}} missed, {{left}} rightly left',
  },
  worst: {
    title: 'What costs most, the worst first',
    said: '{{predicted}}, in truth {{truth}} · loss {{loss}}',
    loss: 'loss {{loss}}',
  },
  importance: {
    title: 'Which column serves which task',
    about:
      'What a task’s first metric loses once a column’s values are dealt out to other samples (shares in percentage points); the mean of three shuffles. Columns that say the same can stand in for one another.',
    measure: 'Measure',
  },
  occlusion: {
    title: 'What in a picture each task goes by',
    about: 'How much less sure a task is of its answer once a patch of the picture is covered: the fuller, the more.',
    look: 'Cover patch by patch',
    next: 'Another picture',
  },
  file: {
    about:
      'Predictions for many samples: a table (CSV, JSON lines, Excel, Parquet), pictures, sounds or a ZIP of them in, a CSV file out. Nothing leaves this computer.',
    choose: 'Predict for a file…',
    cancel: 'Cancel',
    progress: 'Predicting for {{file}}',
    done: '{{file}} ({{reading}}): predictions for {{rows}} {{rows, row|rows}}.',
    delimiters: { comma: 'commas', semicolon: 'semicolons', tab: 'tabs', bar: 'bars' },
    missing: 'Columns that the file lacks, taken as missing: {{columns}}.',
    empty: '{{number}} {{number, cell is empty and was|cells are empty and were}} taken as missing.',
    ragged: '{{number}} {{number, row has|rows have}} another number of cells than the first line.',
    lost: '{{number}} {{number, row could not be read and has|rows could not be read and have}} no prediction: line {{lines}}.',
    unreadable:
      '{{number}} {{number, cell could not be read and was|cells could not be read and were}} taken as missing, such as:',
    example: 'line {{line}}, {{column}}: “{{value}}”',
    unused: 'Columns that the model does not read: {{columns}}.',
  },
  sounds: {
    sound: 'A sound…',
    record: 'Record',
    stop: 'Stop',
    recording: 'The recording',
    noSound: '{{file}} cannot be decoded as a sound.',
    silent: 'Nothing is to be heard.',
    noMicrophone: 'The microphone cannot be used: {{reason}}',
  },
};
