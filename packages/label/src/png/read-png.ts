import type { ByteSource } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { labelsOfXmp } from '../xmp.ts';
import { type ChunkHeader, hasRightCrc, pngSignature, readChunkHeader } from './chunks.ts';
import { readTextChunk, xmpKeyword } from './text-chunk.ts';

const mostTextChunkBytes = 4 * 1024 * 1024;
const mostChunks = 100_000;

/** The chunks of a PNG file in order, up to and with IEND. What is wrong is added to `problems`; the walk always ends. */
export async function listChunks(source: ByteSource, problems: LabelProblem[]): Promise<ChunkHeader[]> {
  const chunks: ChunkHeader[] = [];
  let offset = pngSignature.length;
  while (chunks.length < mostChunks) {
    const chunk = readChunkHeader(await source.read(offset, 8), offset);
    if (chunk === undefined || offset + chunk.length + 12 > source.sizeBytes) {
      problems.push(problem('broken_file', `no whole chunk can be read at byte ${offset}`));
      return chunks;
    }
    chunks.push(chunk);
    if (chunk.type === 'IEND') {
      return chunks;
    }
    offset += chunk.length + 12;
  }
  problems.push(problem('too_large', `more than ${mostChunks} chunks`));
  return chunks;
}

/** Whether a keyword of a plain text chunk is a label's. */
export function isLabelKeyword(keyword: string): boolean {
  return keyword === 'AIGC';
}

/** Reads the labels of a PNG file: XMP in iTXt, and plain text under the keyword `AIGC`. Picture data is not read. */
export async function readPngLabels(source: ByteSource): Promise<{ labels: FoundLabel[]; problems: LabelProblem[] }> {
  const labels: FoundLabel[] = [];
  const problems: LabelProblem[] = [];
  const chunks = await listChunks(source, problems);
  for (const chunk of chunks.filter(({ type }) => /^[tzi]TXt$|^tEXt$/.test(type))) {
    if (chunk.length > mostTextChunkBytes) {
      problems.push(problem('too_large', `${chunk.type} at byte ${chunk.start} has ${chunk.length} bytes`));
      continue;
    }
    const bytes = await source.read(chunk.start, chunk.length + 12);
    const text = readTextChunk(chunk.type, bytes.subarray(8, -4));
    const isXmp = text?.keyword === xmpKeyword;
    if (text === undefined || !(isXmp || isLabelKeyword(text.keyword))) {
      continue;
    }
    if (text.text === undefined || !hasRightCrc(bytes)) {
      problems.push(problem('broken_file', `${chunk.type} ${text.keyword} at byte ${chunk.start} is damaged`));
      continue;
    }
    labels.push(
      ...(isXmp
        ? labelsOfXmp(text.text).map((json) => foundLabel('xmp', `${chunk.type} ${text.keyword}`, json))
        : [foundLabel('png-text', `${chunk.type} ${text.keyword}`, text.text)]),
    );
  }
  return { labels, problems };
}
