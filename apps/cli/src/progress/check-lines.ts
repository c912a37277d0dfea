import type { BatchEvent, QualityFinding } from '@clipo/contract';
import type { Say } from '../i18n/translate.ts';

/**
 * What the quality gate says of a video, a line each: for what it was made once more, and its faults. Notes are in the
 * report.
 */
export function checkLines(
  { name, findings, replanned }: Extract<BatchEvent, { event: 'video-check' }>,
  say: Say,
): string[] {
  const faults = findings.filter(({ severity }) => severity === 'fault');
  const found = faults.map((finding) => findingText(finding, say)).join(say.language === 'zh-CN' ? '；' : '; ');
  const lines = faults.length === 0 ? [] : [say('make.check.found', { name, findings: found })];
  return replanned.length === 0
    ? lines
    : [say('make.check.replanned', { name, findings: replanned.join(', ') }), ...lines];
}

/** A finding as a sentence. */
function findingText({ kind, atMs, measured, limit, text }: QualityFinding, say: Say): string {
  const time = `${((atMs ?? 0) / 1000).toFixed(1)} s`;
  // Lengths are measured in milliseconds, and told in seconds; the product's limit is what counts, not when it came.
  const seconds = (((kind === 'product-late' ? limit : measured) ?? 0) / 1000).toFixed(1);
  return say(`quality.${kind}`, {
    time,
    seconds,
    measured: measured ?? '',
    limit: limit ?? '',
    text: text ?? '',
    at: atMs === undefined ? '' : say('quality.at', { time }),
  });
}
