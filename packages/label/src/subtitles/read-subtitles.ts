import type { ByteSource } from '../byte-source.ts';
import type { FoundLabel } from '../found-label.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { readAssCues, readAssLabels } from './ass.ts';
import { type Cue, explicitCueOf, linesOf } from './cue.ts';
import { readSrtCues } from './srt.ts';
import { readVttCues, readVttLabels } from './vtt.ts';

/** Subtitles of a whole film have some hundred kilobytes. */
const mostTextBytes = 16 * 1024 * 1024;

/** Kinds of subtitles, and how each is read. */
const readers: Readonly<
  Record<
    'srt' | 'vtt' | 'ass',
    { cues(lines: readonly string[]): Cue[]; labels(lines: readonly string[]): FoundLabel[] }
  >
> = {
  srt: { cues: readSrtCues, labels: () => [] },
  vtt: { cues: readVttCues, labels: readVttLabels },
  ass: { cues: readAssCues, labels: readAssLabels },
};

/** Reads the labels of subtitles: the implicit ones, and the words of the opening cue if that is an explicit label. */
export async function readSubtitleLabels(
  source: ByteSource,
  kind: 'srt' | 'vtt' | 'ass',
): Promise<{ labels: FoundLabel[]; problems: LabelProblem[]; explicit?: string }> {
  if (source.sizeBytes > mostTextBytes) {
    return { labels: [], problems: [problem('too_large', `${source.sizeBytes} bytes are no subtitles`)] };
  }
  const { lines } = linesOf(new TextDecoder().decode(await source.read(0, source.sizeBytes)));
  const explicit = explicitCueOf(readers[kind].cues(lines));
  return { labels: readers[kind].labels(lines), problems: [], ...(explicit === undefined ? {} : { explicit }) };
}
