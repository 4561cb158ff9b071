export const present = {
  begin: 'Present, in large type',
  leave: 'End presentation',
};
