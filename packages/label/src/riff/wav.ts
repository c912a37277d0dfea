import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { listChunks, makeChunk } from './chunks.ts';

const mostLabelBytes = 1024 * 1024;

/**
 * WAV: a chunk `AIGC` of its own, before the samples (TC260-PG-202510A). FFmpeg neither shows nor keeps it, so it is
 * read back by this package's own walk.
 */
export const wavFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const { chunks } = await listChunks(source, problems);
    const labels = [];
    for (const { id, start, dataStart, dataEnd } of chunks.filter((chunk) => chunk.id === 'AIGC')) {
      if (dataEnd - dataStart > mostLabelBytes) {
        problems.push(problem('too_large', `${id} at byte ${start} has ${dataEnd - dataStart} bytes`));
        continue;
      }
      const text = new TextDecoder().decode(await source.read(dataStart, dataEnd - dataStart));
      // Some writers end texts with a zero byte.
      labels.push(foundLabel('wav-chunk', 'RIFF AIGC', text.replace(/\0+$/, '')));
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planWav(source, json));
  },
};

async function planWav(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const { chunks, isWide, end } = await listChunks(source, problems);
  const data = chunks.findIndex(({ id }) => id === 'data');
  if (problems[0] !== undefined || data < 0) {
    throw unreadable(source.name, problems[0]?.message ?? 'holds no samples');
  }
  const chunk = makeChunk('AIGC', new TextEncoder().encode(json));
  const pieces = chunks.flatMap(({ id, start, end: chunkEnd }, index): Piece[] => [
    ...(index === data ? [{ start, end: start, bytes: chunk }] : []),
    ...(id === 'AIGC' ? [] : [{ start, end: chunkEnd }]),
  ]);
  const size =
    4 + pieces.reduce((sum, { start, end: pieceEnd, bytes }) => sum + (bytes?.length ?? pieceEnd - start), 0);
  if (!isWide && size > 0xffff_ffff) {
    throw unreadable(source.name, 'is a WAV file of 4 GiB, which has no room for a label: save it as RF64 or FLAC');
  }
  const head = (await source.read(0, 12)).slice();
  const ds64 = chunks[0];
  if (!isWide) {
    new DataView(head.buffer).setUint32(4, size, true);
  } else if (ds64?.id === 'ds64') {
    const bytes = (await source.read(ds64.start, ds64.end - ds64.start)).slice();
    new DataView(bytes.buffer).setBigUint64(8, BigInt(size), true);
    pieces[0] = { start: ds64.start, end: ds64.end, bytes };
  }
  return [{ start: 0, end: 12, bytes: head }, ...pieces, { start: end, end: source.sizeBytes }];
}
