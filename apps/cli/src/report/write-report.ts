import { join } from 'node:path';
import type { Manifest } from '@clipo/contract';
import { writeWhole } from '../output/write-manifest.ts';

export async function writeReport(manifest: Manifest, outDir: string): Promise<string> {
  return writeWhole(join(outDir, 'report.html'), `<!doctype html><title>Clipo</title>${manifest.videos.length}\n`);
}
