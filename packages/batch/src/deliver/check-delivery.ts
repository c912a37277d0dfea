import type { Format, ManifestVideo } from '@clipo/contract';
import { channelLimits, lengthIn } from '@clipo/contract/channels';
import type { RuleKey } from '@clipo/messages';
import type { ChannelDelivery, DeliveredVideo, DeliveryFinding, Post } from './types.ts';

type Found = Pick<DeliveryFinding, 'field' | 'rule'> & {
  level?: DeliveryFinding['level'];
  values?: DeliveryFinding['values'];
};

/**
 * Everything of a delivery that its channel does not take, or that who publishes should know, with what to do about it.
 * Asked before a package is made. Pure.
 * @param now what is scheduled must be after it
 */
export function checkDelivery(delivery: ChannelDelivery, now: Date): DeliveryFinding[] {
  const { channel, labels, videos } = delivery;
  const tell = (video: string, found: readonly Found[]) =>
    found.map(
      ({ field, rule, level = 'error', values = {} }): DeliveryFinding => ({
        level,
        channel,
        video,
        field,
        rule,
        values,
      }),
    );
  return [
    ...tell('', videos.length === 0 ? [{ field: 'videos', rule: 'rule.deliver_no_video' }] : []),
    ...videos.flatMap(({ video, post }) =>
      tell(video.record.name, [
        ...labelFaults(video.record, labels),
        ...videoFaults(video, delivery),
        ...postFaults(post),
        ...coverFaults(video, delivery),
        ...timeFaults(post, now),
      ]),
    ),
  ];
}

function labelFaults({ label }: ManifestVideo, labels: ChannelDelivery['labels']): Found[] {
  if (label === null) {
    return [{ field: 'label', rule: 'rule.deliver_not_labelled' }];
  }
  if (labels.length === 0) {
    return [{ field: 'label', rule: 'rule.deliver_label_missing' }];
  }
  if (labels.includes('none')) {
    return [{ field: 'label', rule: 'rule.deliver_label_none' }];
  }
  return labels.includes('ai') ? [] : [{ field: 'label', rule: 'rule.deliver_label_no_ai', level: 'warning' }];
}

function videoFaults({ record, files }: DeliveredVideo, { channel }: ChannelDelivery): Found[] {
  const { formats, ...most } = channelLimits[channel.platform].video;
  const seconds = record.durationMs / 1000;
  const mbps = seconds === 0 ? 0 : (files.video.sizeBytes * 8) / seconds / 1e6;
  const short = Math.min(record.width, record.height);
  const long = Math.max(record.width, record.height);
  const faults: Found[] = [];
  const add = (isWrong: boolean, rule: RuleKey, has: number, wanted: number | undefined) => {
    if (isWrong && wanted !== undefined) {
      faults.push({ field: 'video', rule, values: { has: rounded(has), wanted: rounded(wanted) } });
    }
  };
  if (!formats.includes(record.format)) {
    const values = { has: shown(record.format), wanted: formats.map(shown).join(' / ') };
    faults.push({ field: 'video', rule: 'rule.deliver_format', values });
  }
  add(short < (most.leastShortSide ?? 0), 'rule.deliver_side_least', short, most.leastShortSide);
  add(long > (most.mostLongSide ?? Infinity), 'rule.deliver_side_most', long, most.mostLongSide);
  add(record.fps < (most.leastFps ?? 0), 'rule.deliver_fps_least', record.fps, most.leastFps);
  add(record.fps > (most.mostFps ?? Infinity), 'rule.deliver_fps_most', record.fps, most.mostFps);
  add(seconds < (most.leastSeconds ?? 0), 'rule.deliver_seconds_least', seconds, most.leastSeconds);
  add(seconds > (most.mostSeconds ?? Infinity), 'rule.deliver_seconds_most', seconds, most.mostSeconds);
  add(mbps < (most.leastMbps ?? 0), 'rule.deliver_mbps_least', mbps, most.leastMbps);
  add(mbps > (most.mostMbps ?? Infinity), 'rule.deliver_mbps_most', mbps, most.mostMbps);
  if (files.video.sizeBytes > (most.mostBytes ?? Infinity)) {
    const values = { has: megabytes(files.video.sizeBytes), wanted: megabytes(most.mostBytes ?? 0) };
    faults.push({ field: 'video', rule: 'rule.deliver_bytes_most', values });
  }
  return faults;
}

/** What of a post's texts its platform does not take. Pure: the page asks it while somebody types. */
export function postFaults({ platform, title, description, hashtags }: Post): Found[] {
  const limits = channelLimits[platform].text;
  const faults: Found[] = [];
  const add = (field: string, isWrong: boolean, rule: RuleKey, values: DeliveryFinding['values']) => {
    if (isWrong) {
      faults.push({ field, rule, values });
    }
  };
  const titleLength = lengthIn('characters', title);
  const hasTitle = limits.title > 0;
  add('title', hasTitle && titleLength === 0, 'rule.deliver_title_missing', {});
  add('title', titleLength > limits.title, 'rule.deliver_title_most', { has: titleLength, wanted: limits.title });
  const least = limits.leastTitle ?? 0;
  add('title', titleLength > 0 && titleLength < least, 'rule.deliver_title_least', { has: titleLength, wanted: least });
  const signs = limits.titleSigns;
  const odd =
    signs === undefined ? [] : [...title].filter((sign) => !/[\p{L}\p{N} ]/u.test(sign) && !signs.includes(sign));
  add('title', odd.length > 0, 'rule.deliver_title_signs', { has: [...new Set(odd)].join(' '), wanted: signs ?? '' });
  const length = lengthIn(limits.descriptionUnit, description);
  const tooLong = limits.descriptionUnit === 'bytes' ? 'rule.deliver_text_bytes' : 'rule.deliver_text_most';
  add('description', length > limits.description, tooLong, { has: length, wanted: limits.description });
  const count = hashtags.length;
  add('hashtags', count > limits.hashtags, 'rule.deliver_hashtags_most', { has: count, wanted: limits.hashtags });
  const total = lengthIn('characters', hashtags.join(''));
  const mostTotal = limits.hashtagsTotal ?? Infinity;
  add('hashtags', total > mostTotal, 'rule.deliver_hashtags_length', { has: total, wanted: mostTotal });
  return faults;
}

function coverFaults({ record, otherCovers }: DeliveredVideo, { channel }: ChannelDelivery): Found[] {
  const wanted = channelLimits[channel.platform].covers;
  const there = [record.format, ...otherCovers.map(({ format }) => format)];
  // A cover of 9:16 keeps its words inside the 3:4 that platforms cut of it.
  const fits = wanted.some((format) => there.includes(format) || (format === '3x4' && there.includes('9x16')));
  const values = { has: shown(record.format), wanted: wanted.map(shown).join(' / ') };
  return fits ? [] : [{ field: 'cover', rule: 'rule.deliver_cover', level: 'warning', values }];
}

const dayMs = 86_400_000;

/** What is scheduled must be ahead, and no farther than the platform lets it be. */
function timeFaults({ platform, publishAt }: Post, now: Date): Found[] {
  if (publishAt === undefined) {
    return [];
  }
  const days = (new Date(publishAt).getTime() - now.getTime()) / dayMs;
  const most = channelLimits[platform].scheduleDays;
  if (days < 0) {
    return [{ field: 'publishAt', rule: 'rule.deliver_time_past', values: { has: publishAt } }];
  }
  return most !== undefined && days > most
    ? [
        {
          field: 'publishAt',
          rule: 'rule.deliver_time_far',
          level: 'warning',
          values: { has: publishAt, wanted: most },
        },
      ]
    : [];
}

function shown(format: Format): string {
  return format.replace('x', ':');
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 ** 2);
}
