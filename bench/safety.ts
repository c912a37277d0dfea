import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkText, measureSet } from '@clipo/safety';
import { machineNow } from './harness/numbers.ts';
import { measurePictures, type PictureFigures } from './safety-pictures.ts';

// `clipo bench safety` (`--texts`: without pictures): how well, and how fast, texts and pictures are told apart. Recall and precision by category, time a
// text, and of pictures what is held, known and read.
const results = join(import.meta.dirname, 'results');
const percent = (part: number, of: number) => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`);
const machine = machineNow();
const set = measureSet();
const lines = [
  `blocked texts found   ${percent(set.found, set.blocked)} of ${set.blocked} (limit 97 %)`,
  `dressed up, found     ${percent(set.foundEvaded, set.evaded)} of ${set.evaded} (limit 95 % of the plain form's)`,
  `harmless texts passed ${percent(set.passed, set.benign)} of ${set.benign} (limit 98 %)`,
  'category              recall   precision',
  ...Object.entries(set.byCategory).map(
    ([category, { of, found, accused }]) =>
      `${category.padEnd(22)}${percent(found, of).padEnd(9)}${percent(found, found + accused)}`,
  ),
];

const script = '这款保温杯用料扎实，早上装的热水到了下午还是温的，杯盖单手就能打开，放在包里也不会漏。'
  .repeat(8)
  .slice(0, 300);
const times: number[] = [];
for (let round = 0; round < 300; round += 1) {
  const start = performance.now();
  checkText(script);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
const textMs = times[Math.floor(times.length / 2)] ?? 0;
lines.push(`300 characters        ${textMs.toFixed(2)} ms in the middle (limit 2 ms)`);
const pictures = process.argv.includes('--texts') ? null : await measurePictures();
lines.push(...(pictures === null ? [] : linesOf(pictures)));
const { missed, accused, ...counts } = set;
const after = machineNow();
lines.unshift(`${machine.cores} cores, load average ${machine.load} before it and ${after.load} after it`);
const said = [...lines, ...missed.map((text) => `missed: ${text}`), ...accused.map((text) => `accused: ${text}`)];
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, 'safety.json'),
  `${JSON.stringify({ machine, texts: { ...counts, msFor300: textMs }, pictures }, null, 2)}\n`,
);
writeFileSync(
  join(results, 'safety.md'),
  `# \`clipo bench safety\`\n\nTexts that nobody wrote with the lists: [safety-unseen.md](safety-unseen.md).\n\n\`\`\`\n${said.join('\n')}\n\`\`\`\n`,
);
process.stdout.write(`${said.join('\n')}\n`);

function linesOf({ harmless, codes, copies, clip }: PictureFigures): string[] {
  return [
    `harmless pictures     ${percent(harmless.of - harmless.held.length, harmless.of)} of ${harmless.of} passed`,
    `codes on pictures     ${percent(codes.read, codes.of)} of ${codes.of} read`,
    `forbidden, copied     ${percent(copies.known, copies.of)} of ${copies.of} known`,
    `taken for forbidden   ${percent(copies.mistaken, copies.others)} of ${copies.others}`,
    `15 s of 1080 × 1920   ${(clip.ms / 1000).toFixed(2)} s for ${clip.frames} frames, without words (limit 3 s), ${(clip.cpuMs / 1000).toFixed(2)} s of processor time with FFmpeg's`,
    ...harmless.held.map((name) => `held: ${name}`),
  ];
}
