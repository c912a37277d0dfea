import { join } from 'node:path';

/** Where the records of finished videos stand, inside the output folder: what a second run goes on from. */
export const recordFolder = join('.clipo', 'videos');
/** Where files are made before they get their place. */
export const workFolder = join('.clipo', 'work');
/** Says which run is at work in the output folder. */
export const runFile = join('.clipo', 'run.json');
