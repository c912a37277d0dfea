/**
 * How well, and how fast, texts and pictures are told apart: `node bench/safety.ts`. Recall and precision by category, time a
 * text, and of pictures what is held, known and read.
 */
import { checkText, measureSet } from '@clipo/safety';
import { measurePictures } from './safety-pictures.ts';

const percent = (part: number, of: number) => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`);
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
lines.push(`300 characters        ${times[Math.floor(times.length / 2)]?.toFixed(2)} ms in the middle (limit 2 ms)`);
const { harmless, codes, copies, clip } = await measurePictures();
lines.push(
  `harmless pictures     ${percent(harmless.of - harmless.held.length, harmless.of)} of ${harmless.of} passed`,
  `codes on pictures     ${percent(codes.read, codes.of)} of ${codes.of} read`,
  `forbidden, copied     ${percent(copies.known, copies.of)} of ${copies.of} known`,
  `taken for forbidden   ${percent(copies.mistaken, copies.others)} of ${copies.others}`,
  `a clip                ${(clip.ms / 1000).toFixed(2)} s for ${clip.frames} frames, without words (limit 3 s for 15 s)`,
  ...harmless.held.map((name) => `held: ${name}`),
);
lines.push(...set.missed.map((text) => `missed: ${text}`), ...set.accused.map((text) => `accused: ${text}`));
process.stdout.write(`${lines.join('\n')}\n`);
