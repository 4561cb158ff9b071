/** Where the names of what is kept of runs stand, so that a page that has nothing to go on with need not open a database. */
export const workKey = 'mtl-playground.work';
