export const common = {
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  shared: 'shared',
  loading: 'Loading…',
} as const;
