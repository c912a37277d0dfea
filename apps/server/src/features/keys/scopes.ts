/** The scope of the first-run link: it does nothing but give the operator their key, once. */
export const firstRunScope = 'first-run';

/** The scope of the operator: everything. */
export const operatorScope = '*';
