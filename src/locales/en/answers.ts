/** What is said of a trained model's answers: files of them, and how good they are. */
export const answers = {
  file: {
    about: 'Predictions for a whole table: a CSV file in, a CSV file out. Nothing leaves this computer.',
    choose: 'Predict for a file…',
    cancel: 'Cancel',
    progress: 'Predicting for {{file}}',
    done: '{{file}}: predictions for {{rows}} rows.',
    missing: 'Columns that the file lacks, taken as missing: {{columns}}.',
    empty: '{{number}} cells are empty and were taken as missing.',
    ragged: '{{number}} rows have another number of cells than the first line.',
    broken: 'From line {{line}} on nothing was read: a quotation mark has no partner.',
    unreadable: '{{number}} cells could not be read and were taken as missing, such as:',
    example: 'line {{line}}, {{column}}: “{{value}}”',
    unused: 'Columns that the model does not read: {{columns}}.',
  },
};
