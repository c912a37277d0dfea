import type { Box, Color, Format, FrameRate, Language, PresenterLayer, Scene, Storyboard } from '@clipo/contract';
import { frameSize } from '@clipo/contract';
import type { SpokenPart } from '../../script/spoken.ts';
import { shapeOf } from '../layouts.ts';
import { cuesOf } from '../subtitle-cues.ts';
import { captionWords, type TimedLine, type TimedWord, wordsOf } from '../timeline.ts';
import type { CastMember } from './cast.ts';
import { presenterTrack } from './presenter-track.ts';
import { personLayer } from './stage-scene.ts';
import { placedBox, stages } from './stages.ts';

/** Layouts of a presenter without a product. */
export const presentLayouts = ['full', 'half', 'corner', 'cut-out', 'over-shoulder'] as const;
export type PresentLayout = (typeof presentLayouts)[number];

export interface PresentRequest {
  member: CastMember;
  layout: PresentLayout;
  side: 'left' | 'right';
  language: Language;
  format: Format;
  fps: FrameRate;
  /** Spoken sentence by sentence, in order. */
  sentences: readonly Pick<SpokenPart['lines'][number], 'text' | 'speech'>[];
  ground: Color;
  seed: number;
}

/** Before the first word, between sentences, and after the last, in milliseconds. */
const pauses = { lead: 250, between: 180, tail: 400 };
/** A scene this long is rendered as one; the next goes on from it. */
const sceneSeconds = 8;

/**
 * A storyboard of somebody who says a text: nothing but a ground, the presenter and captions. Cut into scenes of a few
 * seconds that follow one another without a seam, so that they are rendered side by side.
 */
export function presentStoryboard(request: PresentRequest): { storyboard: Storyboard; presenter: PresenterLayer } {
  const { fps, language, format, sentences, ground } = request;
  const frameOf = (ms: number) => Math.round((ms * fps) / 1000);
  let at = frameOf(pauses.lead);
  const lines = sentences.map(({ text, speech }, index): TimedLine => {
    const frames = Math.ceil((speech.sampleCount * fps) / 48_000);
    const line = { role: 'body', section: 'sell', text, startFrame: at, frames, voiceFrame: at, speech } as const;
    at += frames + frameOf(index < sentences.length - 1 ? pauses.between : pauses.tail);
    return line;
  });
  const track = presenterTrack(
    lines,
    { id: 'present', startFrame: 0, frames: at, fps },
    { language, names: [], seed: request.seed },
  );
  const presenter = personLayer(
    { member: request.member, track, startFrame: 0, fps },
    boxOf(request),
    request.layout === 'corner' ? 'head' : 'half',
    undefined,
  );
  const words = lines.map((line) => wordsOf(line, fps));
  const starts = Array.from({ length: Math.ceil(at / (sceneSeconds * fps)) }, (_, index) => index * sceneSeconds * fps);
  return {
    presenter,
    storyboard: {
      version: 1,
      name: 'present',
      language,
      format,
      fps,
      scenes: starts.map((start, index): Scene => {
        const frames = Math.min(at, starts[index + 1] ?? at) - start;
        return {
          id: `present-${index + 1}`,
          role: 'body',
          frames,
          background: ground,
          layers: [
            { ...presenter, startFrame: start },
            ...words.flatMap((each) => captionsIn(each, start, frames, format)),
          ],
          transitionIn: { kind: 'cut', frames: 0, direction: 'left' },
        };
      }),
      voice: lines.map((line) => ({
        speechKey: line.speech.key,
        path: line.speech.path,
        startFrame: line.voiceFrame,
        sampleCount: line.speech.sampleCount,
      })),
      music: null,
      captions: words.flatMap((each) => cuesOf(each, language)),
    },
  };
}

function boxOf({ layout, side, format }: PresentRequest): Box {
  const shape = shapeOf(format);
  if (layout === 'full') {
    // Nothing stands beside: in the middle.
    const { presenter } = stages.full[shape];
    return { x: (1 - presenter[2]) / 2, y: presenter[1], w: presenter[2], h: presenter[3] };
  }
  if (layout !== 'corner') {
    return placedBox(stages[layout][shape].presenter, side, 'frame', shape);
  }
  const { width, height } = frameSize(format, 1080);
  const short = Math.min(width, height);
  const [w, h] = [(0.42 * short) / width, (0.55 * short) / height];
  return { x: side === 'right' ? 0.97 - w : 0.03, y: 1 - h, w, h };
}

/** The words of a sentence that begin in a scene, shown until the next sentence begins. */
function captionsIn(words: readonly TimedWord[], start: number, frames: number, format: Format): Scene['layers'] {
  const own = words.filter(({ startFrame }) => startFrame >= start && startFrame < start + frames);
  if (own.length === 0) {
    return [];
  }
  const [first, last] = [own[0] as TimedWord, own.at(-1) as TimedWord];
  const box: Record<ReturnType<typeof shapeOf>, Box> = {
    tall: { x: 0.067, y: 0.605, w: 0.748, h: 0.1 },
    compact: { x: 0.07, y: 0.79, w: 0.86, h: 0.15 },
    wide: { x: 0.1, y: 0.81, w: 0.8, h: 0.14 },
  };
  return [
    {
      kind: 'caption',
      from: Math.max(0, first.startFrame - start - 2),
      to: Math.min(frames, last.endFrame - start + 4),
      words: captionWords(own, start),
      box: box[shapeOf(format)],
      style: {
        size: 0.062,
        color: '#FFFFFF',
        weight: 'bold',
        align: 'center',
        lineHeight: 1.25,
        stroke: { color: '#000000D9', width: 0.0065 },
        shadow: { color: '#00000080', blur: 0.012, dy: 0.004 },
      },
      highlight: '#FFC94D',
      maxLines: 2,
      opacity: 1,
    },
  ];
}
