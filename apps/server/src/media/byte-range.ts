import { ClipoError } from '@clipo/contract';
import type { ByteRange } from './media-store.ts';

/**
 * The part of a file that a `Range` header asks for; undefined means all of it. Several ranges at once, other units and
 * what is no range are answered with the whole file, as RFC 9110 allows.
 * @throws ClipoError `range_unsatisfiable` where it lies beyond the file
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) {
    return undefined;
  }
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) {
    return undefined;
  }
  if (start >= sizeBytes || start > end) {
    throw new ClipoError('range_unsatisfiable', `${header} of ${sizeBytes} bytes`, { details: { size: sizeBytes } });
  }
  return { start, end };
}
