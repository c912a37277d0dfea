import type { ImplicitLabel } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';
import { type FoundLabel, isSameLabel, type LabelledKind, type LabelPlace } from './found-label.ts';
import { type LabelProblem, problem } from './problem.ts';
import { type LabelReading, readLabels } from './read-labels.ts';

/** The outcome of a check. `ok` is true exactly where `problems` is empty. */
export interface Verification {
  ok: boolean;
  kind: LabelReading['kind'];
  /** The label, where exactly one was found and it reads well. */
  label?: ImplicitLabel;
  /** The words of the explicit label in subtitles. */
  explicit?: string;
  /** Every label that was found. */
  found: FoundLabel[];
  problems: LabelProblem[];
}

/** Where TC260's guides want the label of each kind; SubRip has no place for one. */
const rightPlaces: Readonly<Record<LabelledKind, readonly LabelPlace[]>> = {
  mp4: ['mp4-key'],
  png: ['xmp', 'png-text'],
  jpeg: ['xmp', 'exif-comment'],
  webp: ['xmp'],
  gif: ['xmp'],
  wav: ['wav-chunk'],
  mp3: ['id3-text'],
  flac: ['vorbis-comment'],
  ogg: ['vorbis-comment'],
  flv: ['flv-metadata'],
  matroska: ['matroska-tag'],
  pdf: ['pdf-info'],
  office: ['office-property'],
  markdown: ['front-matter'],
  srt: [],
  vtt: ['subtitle-note'],
  ass: ['subtitle-note'],
};

/**
 * Checks that a file carries exactly one valid implicit label at the right place, and, if it is subtitles, begins with the
 * explicit one (SRT has only that). With `expected`, the label must say the same in all seven fields. The explicit label
 * in pictures and on frames can't be seen here.
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened; a bad label is data, not an error
 */
export async function verifyFile(
  file: string | Uint8Array,
  options: { expected?: ImplicitLabel } = {},
): Promise<Verification> {
  const { kind, labels, explicit, problems } = await readLabels(file);
  const only = labels.length === 1 ? labels[0] : undefined;
  const label = only?.parsed.ok === true ? only.parsed.label : undefined;
  const all = [
    ...problems,
    ...(kind === 'unknown' ? [] : problemsOfLabels(kind, labels)),
    ...(label !== undefined && options.expected !== undefined && !isSameLabel(label, options.expected)
      ? [problem('other_label', `the label is another one: ${label.ContentProducer} ${label.ProduceID}`)]
      : []),
    ...((kind === 'srt' || kind === 'vtt' || kind === 'ass') && explicit === undefined
      ? [problem('no_explicit_label', 'no cue from 0 to 2 s says that AI made this (AI生成)')]
      : []),
  ];
  return {
    ok: all.length === 0,
    kind,
    ...(label === undefined ? {} : { label }),
    ...(explicit === undefined ? {} : { explicit }),
    found: labels,
    problems: all,
  };
}

/**
 * As `verifyFile`, for files that are about to leave: a bad label is an error.
 * @throws ClipoError `label_failed` with the file and what is wrong
 */
export async function assertLabelled(file: string, expected: ImplicitLabel): Promise<void> {
  const { problems } = await verifyFile(file, { expected });
  if (problems.length > 0) {
    const complaint = problems.map(({ message }) => message).join('; ');
    throw new ClipoError('label_failed', `${file}: ${complaint}`, { details: { file, problem: complaint } });
  }
}

function problemsOfLabels(kind: LabelledKind, labels: readonly FoundLabel[]): LabelProblem[] {
  const places = rightPlaces[kind];
  if (labels.length === 0) {
    return places.length === 0 ? [] : [problem('no_label', 'the file carries no label under AIGC')];
  }
  const count =
    labels.length > 1 ? [problem('several_labels', `${labels.length} labels instead of one: ${paths(labels)}`)] : [];
  return [
    ...count,
    ...labels.flatMap(({ place, path, parsed }) => [
      ...(places.includes(place) && (place !== 'mp4-key' || path.endsWith(' AIGC'))
        ? []
        : [problem('unusual_place', `a label stands at an unusual place: ${path}`)]),
      ...(parsed.ok ? [] : parsed.problems.map((fault) => ({ ...fault, message: `${path}: ${fault.message}` }))),
    ]),
  ];
}

function paths(labels: readonly FoundLabel[]): string {
  return labels.map(({ path }) => path).join(', ');
}
