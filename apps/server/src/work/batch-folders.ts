import { join } from 'node:path';

/** Where batches have their folders. */
export function batchesFolder(home: string): string {
  return join(home, 'work');
}

/** Where the files of a batch lie while it is being made. */
export function batchFolder(home: string, batchId: string): string {
  return join(batchesFolder(home), batchId);
}

/** Where its materials lie as its brief names them. */
export function briefFolder(home: string, batchId: string): string {
  return join(batchFolder(home, batchId), 'brief');
}
