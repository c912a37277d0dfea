import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// Draws the sheets of docs/presenters/layouts from videos that the command line makes of the sample tumbler:
// node packages/presenter/scripts/draw-layouts.ts [--only corner,half] [--keep FOLDER]
const { values: options } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'string' } } });
const root = join(import.meta.dirname, '..', '..', '..');
const folder = join(root, 'docs', 'presenters', 'layouts');
const sample = join(root, 'examples', 'tumbler');
const layouts: Readonly<Record<string, object>> = {
  corner: { character: 'lin', layout: 'corner', shape: 'circle' },
  full: { character: 'chen', layout: 'full' },
  half: { character: 'mei', layout: 'half' },
  'cut-out': { character: 'leo', layout: 'cut-out' },
  'over-shoulder': { character: 'zola', layout: 'over-shoulder' },
  dialogue: { character: 'wu', layout: 'dialogue', with: 'noor' },
  off: { character: 'omar', layout: 'off' },
};
const formats = ['9x16', '1x1', '16x9'] as const;
/** Columns of a sheet, and how wide one is. */
const columns = 5;
const width = 270;

mkdirSync(folder, { recursive: true });
const chosen = options.only?.split(',') ?? Object.keys(layouts);
for (const layout of chosen) {
  const work = options.keep === undefined ? mkdtempSync(join(tmpdir(), 'clipo-layouts-')) : join(options.keep, layout);
  drawSheet(layout, work);
  if (options.keep === undefined) {
    rmSync(work, { recursive: true, force: true });
  }
}

function drawSheet(layout: string, work: string): void {
  const ads = join(work, 'ads');
  cpSync(sample, ads, { recursive: true });
  const brief = JSON.parse(readFileSync(join(ads, 'brief.json'), 'utf8')) as object;
  const one = { count: 1, formats, presenter: layouts[layout], music: false };
  writeFileSync(join(ads, 'brief.json'), JSON.stringify({ ...brief, ...one }));
  const out = join(work, 'out');
  execFileSync(join(root, 'clipo'), ['make', ads, '--out', out, '--draft'], { stdio: 'inherit' });
  const { videos } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    videos: { file: string; format: string; durationMs: number }[];
  };
  const made = formats.flatMap((format) => videos.filter((video) => video.format === format));
  const rows = made.map(({ durationMs }, index) => {
    const every = durationMs / 1000 / columns;
    return `[${index}]fps=1/${every}:start_time=${-every / 2}:round=down,scale=${width}:-2:flags=area,tile=${columns}x1[row${index}]`;
  });
  const stacked = made.map((_, index) => `[row${index}]`).join('');
  const graph = `${rows.join(';')};${stacked}vstack=inputs=${made.length}`;
  const inputs = made.flatMap(({ file }) => ['-i', join(out, file)]);
  const sheet = join(folder, `${layout}.jpg`);
  execFileSync('ffmpeg', [
    '-v',
    'error',
    ...inputs,
    '-filter_complex',
    graph,
    '-frames:v',
    '1',
    '-q:v',
    '4',
    '-y',
    sheet,
  ]);
}
