import type { Animation, Box, Drift, Layer, Motion, Size, Storyboard, TextLayer } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Edit, EditClip } from './edit-schema.ts';
import { boxOf, cropOf, placed, sourceSize, titleSize } from './place-clip.ts';
import type { TimedClip } from './time-clips.ts';

/** A stretch of the video in one scene, in frames. */
interface Span {
  start: number;
  end: number;
}

/**
 * The scenes of an edit. A scene begins wherever a film begins, where something that moves begins or ends, and wherever
 * nothing goes on; what goes on over a cut is drawn on as if there were none.
 */
export function scenesOf(
  { timeline, output }: Edit,
  { clips, frames }: { clips: readonly TimedClip[]; frames: number },
  size: Size,
): Storyboard['scenes'] {
  const seen = clips.filter(({ clip }) => clip.asset.type !== 'audio');
  const cuts = cutsOf(seen, frames);
  return cuts.slice(0, -1).map((start, index) => {
    const span = { start, end: cuts[index + 1] ?? frames };
    const layers = seen
      .filter((timed) => timed.start < span.end && timed.end > span.start)
      .flatMap((timed) => layersOf(timed, span, { size, fps: output.fps }));
    return {
      id: `s${index + 1}`,
      role: 'body',
      frames: span.end - span.start,
      background: timeline.background,
      layers,
      transitionIn: { kind: 'cut', frames: 0, direction: 'left' },
    };
  });
}

function cutsOf(clips: readonly TimedClip[], frames: number): number[] {
  const edges = clips.flatMap(({ start, end }) => [start, end]);
  const free = edges.filter((edge) => clips.every(({ start, end }) => edge <= start || edge >= end));
  const films = clips.filter(({ clip }) => clip.asset.type === 'video').map(({ start }) => start);
  const moving = clips.filter(isMoving).flatMap(({ start, end }) => [start, end]);
  const all = [0, frames, ...free, ...films, ...moving].filter((at) => at >= 0 && at <= frames);
  return [...new Set(all)].sort((a, b) => a - b);
}

function isMoving({ clip }: TimedClip): boolean {
  return clip.effect !== undefined && (clip.asset.type === 'video' || clip.asset.type === 'image');
}

function layersOf(timed: TimedClip, span: Span, frame: { size: Size; fps: number }): Layer[] {
  const { clip, path } = timed;
  const { asset } = clip;
  const timing = timingOf(timed, span, frame.fps);
  const common = { opacity: clip.opacity, ...timing };
  switch (asset.type) {
    case 'audio':
      return [];
    case 'title':
      return [{ ...common, ...driftOf(timed, span), ...titleOf(clip, asset) }];
    case 'text':
      return [{ ...common, ...driftOf(timed, span), ...textOf(clip, asset, frame.size) }];
    case 'image':
    case 'video': {
      const { material } = timed;
      const crop = cropOf(asset.crop);
      if (material === undefined || material.kind === 'audio') {
        throw inputFault(`${path}.asset.src`, 'rule.edit_no_picture');
      }
      const box = boxOf(clip, sourceSize(material, crop), frame.size);
      const motion = motionOf(timed, span, crop);
      const shown = {
        ...common,
        material: material.id,
        box,
        radius: 0,
        ...(motion === undefined ? (asset.crop === undefined ? {} : { crop }) : { motion }),
      };
      if (asset.type === 'image' || material.kind === 'image') {
        return [{ kind: 'image', ...shown }];
      }
      const late = ((span.start - timed.start) / frame.fps) * asset.speed;
      const startMs = Math.max(0, Math.round((asset.trim + late) * 1000));
      return [{ kind: 'clip', ...shown, startMs, speed: asset.speed }];
    }
  }
}

/** Seconds of a transition: `Slow` and `Fast` at its name's end say how long it takes. */
function secondsOf(name: string): number {
  return name.endsWith('Slow') ? 2 : name.endsWith('Fast') ? 0.5 : 1;
}

const kinds: Readonly<Record<string, Animation['kind']>> = {
  fade: 'fade',
  slideLeft: 'slide-left',
  slideRight: 'slide-right',
  slideUp: 'slide-up',
  slideDown: 'slide-down',
  carouselLeft: 'slide-left',
  carouselRight: 'slide-right',
  carouselUp: 'slide-up',
  carouselDown: 'slide-down',
  zoom: 'zoom',
};

/** From when to when a layer is shown in its scene, and how it comes and goes, as far as that lies in it. */
function timingOf({ clip, start, end }: TimedClip, span: Span, fps: number) {
  const from = Math.max(0, start - span.start);
  const to = Math.min(span.end, end) - span.start;
  const animation = (name: string | undefined): Animation | undefined => {
    const kind = name === undefined ? undefined : kinds[name.replace(/(?:Slow|Fast)$/, '')];
    const frames = Math.round(secondsOf(name ?? '') * fps);
    return kind === undefined ? undefined : { kind, frames: Math.max(1, Math.min(frames, to - from, 120)) };
  };
  const enter = start >= span.start ? animation(clip.transition?.in) : undefined;
  const exit = end <= span.end ? animation(clip.transition?.out) : undefined;
  return {
    ...(from === 0 ? {} : { from }),
    ...(to === span.end - span.start ? {} : { to }),
    ...(enter === undefined ? {} : { enter }),
    ...(exit === undefined ? {} : { exit }),
  };
}

/** How far an effect goes: the size at its closer end, and the way of a slide as a share of the frame. */
function strengthOf(effect: string): number {
  return effect.endsWith('Slow') ? 0.12 : effect.endsWith('Fast') ? 0.5 : 0.25;
}

/** The shares of the clip's own time that a scene shows. */
function sharesOf({ start, end }: TimedClip, span: Span): [number, number] {
  const at = (frame: number) => Math.min(1, Math.max(0, (frame - start) / Math.max(1, end - start)));
  return [at(span.start), at(span.end)];
}

/** The parts of a picture that a scene shows of an effect, at its first and last frame. */
function motionOf(timed: TimedClip, span: Span, whole: Box): Motion | undefined {
  const { effect } = timed.clip;
  if (effect === undefined) {
    return undefined;
  }
  const most = 1 + strengthOf(effect);
  const name = effect.replace(/(?:Slow|Fast)$/, '');
  const [first, last] = sharesOf(timed, span);
  const part = (zoom: number, x: number, y: number): Box => {
    const [w, h] = [whole.w / zoom, whole.h / zoom];
    return { x: whole.x + (whole.w - w) * x, y: whole.y + (whole.h - h) * y, w, h };
  };
  const at = (share: number): Box => {
    switch (name) {
      case 'zoomIn':
        return part(most ** share, 0.5, 0.5);
      case 'zoomOut':
        return part(most ** (1 - share), 0.5, 0.5);
      // The picture goes to the left: what is seen of it goes to the right.
      case 'slideLeft':
        return part(most, share, 0.5);
      case 'slideRight':
        return part(most, 1 - share, 0.5);
      case 'slideUp':
        return part(most, 0.5, share);
      default:
        return part(most, 0.5, 1 - share);
    }
  };
  return { from: at(first), to: at(last), ease: 'linear' };
}

/** The same effects of words, which move as a whole. */
function driftOf(timed: TimedClip, span: Span): { drift?: Drift } {
  const { effect } = timed.clip;
  if (effect === undefined) {
    return {};
  }
  const strength = strengthOf(effect);
  const name = effect.replace(/(?:Slow|Fast)$/, '');
  const [first, last] = sharesOf(timed, span);
  const way = strength / 2;
  const at = (share: number) => {
    const along = way * (share - 0.5);
    const still = { scale: 1, x: 0, y: 0 };
    switch (name) {
      case 'zoomIn':
        return { ...still, scale: 1 + strength * share };
      case 'zoomOut':
        return { ...still, scale: 1 + strength * (1 - share) };
      case 'slideLeft':
        return { ...still, x: -along };
      case 'slideRight':
        return { ...still, x: along };
      case 'slideUp':
        return { ...still, y: -along };
      default:
        return { ...still, y: along };
    }
  };
  return { drift: { from: at(first), to: at(last) } };
}

const boldStyles: readonly string[] = ['blockbuster', 'chunk', 'marker', 'future'];
const lightStyles: readonly string[] = ['skinny', 'vogue', 'chunkLight'];

function titleOf(clip: EditClip, asset: Extract<EditClip['asset'], { type: 'title' }>): Pick<TextLayer, TextKeys> {
  const { text, style, size, color, background, position } = asset;
  const offset = {
    x: (asset.offset?.x ?? 0) + (clip.offset?.x ?? 0),
    y: (asset.offset?.y ?? 0) + (clip.offset?.y ?? 0),
  };
  const weight = boldStyles.includes(style) ? 'black' : lightStyles.includes(style) ? 'regular' : 'bold';
  return {
    kind: 'text',
    text: style === 'blockbuster' || style === 'future' ? text.toUpperCase() : text,
    box: placed({ w: 0.9, h: 0.9 }, 'center', offset),
    style: {
      size: titleSize(size),
      color,
      weight,
      align: /left$/i.test(position) ? 'left' : /right$/i.test(position) ? 'right' : 'center',
      lineHeight: 1.25,
      ...(background === undefined ? {} : { plate: { color: background, radius: 0, padX: 0.03, padY: 0.02 } }),
    },
    maxLines: 12,
    valign: position.startsWith('top') ? 'top' : position.startsWith('bottom') ? 'bottom' : 'middle',
  };
}

type TextKeys = 'kind' | 'text' | 'box' | 'style' | 'maxLines' | 'valign';

function textOf(
  { position, offset, scale }: EditClip,
  { text, width, height, font, background, alignment }: Extract<EditClip['asset'], { type: 'text' }>,
  size: Size,
): Pick<TextLayer, TextKeys> {
  const short = Math.min(size.width, size.height);
  const box = {
    w: Math.min(1, (width ?? size.width) / size.width) * scale,
    h: Math.min(1, (height ?? size.height) / size.height) * scale,
  };
  const weight = font?.weight ?? 400;
  const plate = background?.color === undefined ? undefined : withOpacity(background.color, background.opacity);
  const padding = Math.min(0.2, (background?.padding ?? 0) / short);
  return {
    kind: 'text',
    text,
    box: placed(box, position, offset),
    style: {
      size: Math.min(0.5, Math.max(0.01, ((font?.size ?? 32) * scale) / short)),
      color: withOpacity(font?.color ?? '#FFFFFF', font?.opacity),
      weight: weight >= 800 ? 'black' : weight >= 600 ? 'bold' : weight >= 500 ? 'medium' : 'regular',
      align: alignment?.horizontal ?? 'center',
      lineHeight: font?.lineHeight ?? 1.25,
      ...(plate === undefined
        ? {}
        : {
            plate: {
              color: plate,
              radius: Math.min(0.5, (background?.borderRadius ?? 0) / short),
              padX: padding,
              padY: padding,
            },
          }),
    },
    maxLines: 12,
    valign: alignment?.vertical === 'top' ? 'top' : alignment?.vertical === 'bottom' ? 'bottom' : 'middle',
  };
}

function withOpacity(color: string, opacity = 1): string {
  const alpha = Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0');
  return opacity === 1 ? color : `${color.slice(0, 7)}${alpha}`;
}
