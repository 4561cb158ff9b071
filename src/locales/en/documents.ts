export const documents = {
  empty: 'Empty network',
  file: 'Open a file…',
  recent: 'Recent',
  projects: 'Projects…',
  on: 'New, on a data set',
  own: 'Your own data…',
};
