/** Where the names of what is kept of work stand (none where there are runs in the list alone), so that a page that has nothing to go on with need not open a database. */
export const workKey = 'mtl-playground.work';
