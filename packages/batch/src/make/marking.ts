import { ClipoError } from '@clipo/contract';
import { markerModule, openWatermarkKey } from '@clipo/label';

/** A key that is shorter could be guessed. */
const leastCharacters = 16;

/**
 * Who draws the watermarks of pieces, and by which key: that of the setting, else the open one that everybody knows.
 * @throws ClipoError invalid_input naming CLIPO_WATERMARK_KEY
 */
export function markingOf(setting: string | undefined): { module: string; key: string } {
  if (setting !== undefined && setting.length < leastCharacters) {
    const problem = `has fewer than ${leastCharacters} characters`;
    throw new ClipoError('invalid_input', `CLIPO_WATERMARK_KEY: ${problem}`, {
      details: { field: 'CLIPO_WATERMARK_KEY', problem },
    });
  }
  return { module: markerModule, key: setting ?? openWatermarkKey };
}
