import { type ClipoError, InputProblems } from '@clipo/contract';
import { inputFault, type RuleKey } from '@clipo/messages';

type Json = Readonly<Record<string, unknown>>;
type Refuse = (field: string, rule: RuleKey, values?: Readonly<Record<string, string>>) => void;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Types of assets that Shotstack has and this door has not. */
const foreignTypes = [
  ...['html', 'html5', 'luma', 'caption', 'shape', 'svg', 'rich-text', 'rich-caption'],
  ...['text-to-image', 'text-to-speech', 'image-to-video'],
];
/** Keys that Shotstack has and this door has not, by what holds them. */
const clipKeys = ['filter', 'transform', 'alias', 'width', 'height'];
const outputKeys = ['range', 'poster', 'thumbnail', 'destinations', 'repeat', 'scaleTo'];
const assetKeys = ['chromaKey', 'transcode', 'stroke', 'animation'];

/**
 * Refuses what Shotstack takes and this door does not, all of it at once, each with its path in the edit.
 * @throws InputProblems
 */
export function refuseUnsupported(edit: unknown): void {
  const problems: ClipoError[] = [];
  const refuse: Refuse = (field, rule, values) => void problems.push(inputFault(field, rule, values));
  if (!isObject(edit)) {
    return;
  }
  const { timeline, output, callback } = edit;
  if (callback !== undefined) {
    refuse('callback', 'rule.edit_callback');
  }
  if (isObject(timeline) && timeline.fonts !== undefined) {
    refuse('timeline.fonts', 'rule.edit_fonts');
  }
  if (isObject(output)) {
    refuseKeys(output, 'output', outputKeys, refuse);
    const { format, resolution, size } = output;
    if (typeof format === 'string' && format !== 'mp4') {
      refuse('output.format', 'rule.edit_format', { format: format.slice(0, 20) });
    }
    if (resolution === undefined && size === undefined) {
      refuse('output.resolution', 'rule.edit_no_size');
    }
  }
  listOf(isObject(timeline) ? timeline.tracks : []).forEach((track, trackIndex) => {
    listOf(isObject(track) ? track.clips : []).forEach((clip, clipIndex) => {
      if (isObject(clip)) {
        refuseClip(clip, `timeline.tracks[${trackIndex}].clips[${clipIndex}]`, refuse);
      }
    });
  });
  if (problems.length > 0) {
    throw new InputProblems(problems);
  }
}

function refuseKeys(value: Json, path: string, keys: readonly string[], refuse: Refuse): void {
  for (const key of keys.filter((each) => value[each] !== undefined)) {
    refuse(`${path}.${key}`, 'rule.edit_leave_out');
  }
}

function refuseClip(clip: Json, path: string, refuse: Refuse): void {
  refuseKeys(clip, path, clipKeys, refuse);
  const { fit, transition, start, length } = clip;
  const asset = isObject(clip.asset) ? clip.asset : {};
  refuseKeys(asset, `${path}.asset`, assetKeys, refuse);
  if (typeof asset.type === 'string' && foreignTypes.includes(asset.type)) {
    const rule = asset.type.startsWith('html')
      ? 'rule.edit_html'
      : asset.type === 'text-to-speech'
        ? 'rule.edit_speech'
        : 'rule.edit_asset_type';
    refuse(`${path}.asset.type`, rule, { type: asset.type });
  }
  if (fit === 'cover') {
    refuse(`${path}.fit`, 'rule.edit_cover');
  }
  for (const [key, value] of Object.entries({ start, length })) {
    if (typeof value === 'string' && value.startsWith('alias://')) {
      refuse(`${path}.${key}`, 'rule.edit_alias');
    }
  }
  for (const side of ['in', 'out'] as const) {
    const name = isObject(transition) ? transition[side] : undefined;
    if (typeof name === 'string' && /^(?:reveal|wipe|shuffle)/.test(name)) {
      refuse(`${path}.transition.${side}`, 'rule.edit_transition', { name: name.slice(0, 30) });
    }
  }
  const offset = isObject(clip.offset) ? clip.offset : {};
  const animated = { opacity: clip.opacity, 'offset.x': offset.x, 'offset.y': offset.y, 'asset.volume': asset.volume };
  for (const [key, value] of Object.entries(animated)) {
    if (Array.isArray(value)) {
      refuse(`${path}.${key}`, 'rule.edit_tween');
    }
  }
}
