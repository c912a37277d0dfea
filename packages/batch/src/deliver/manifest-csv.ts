import { publishingLabels } from '@clipo/contract/channels';
import type { ChannelDelivery } from './types.ts';

const columns = [
  'video',
  'cover',
  'srt',
  'vtt',
  'platform',
  'account',
  'title',
  'description',
  'hashtags',
  'ai_declaration',
  'publishing_labels',
  'publish_at',
  'product',
  'creative',
  'creative_code',
  'language',
  'format',
  'width',
  'height',
  'fps',
  'seconds',
  'size_bytes',
  'sha256',
  'label',
  'produce_id',
] as const;

/**
 * What is in a package, a line a video, for spreadsheets and upload tools: paths within the package, texts, declarations,
 * checksums. With a byte order mark, or Excel takes Chinese for something else; cells that a spreadsheet would run as
 * formulas are quoted.
 */
export function manifestCsv({ channel, labels, videos }: ChannelDelivery): string {
  const lines = videos.map(({ video: { record, files }, post }) => {
    const path = (ending: string) => `${record.name}/${record.name}.${ending}`;
    const row: Record<(typeof columns)[number], string | number> = {
      video: path('mp4'),
      cover: path('png'),
      srt: path('srt'),
      vtt: path('vtt'),
      platform: channel.platform,
      account: channel.handle,
      title: post.title,
      description: post.description,
      hashtags: post.hashtags.map((tag) => `#${tag}`).join(' '),
      ai_declaration: post.aiDeclaration,
      publishing_labels: labels.map((label) => publishingLabels[label]).join(' / '),
      publish_at: post.publishAt ?? '',
      product: record.product,
      creative: record.creative,
      creative_code: record.code ?? '',
      language: record.language,
      format: record.format,
      width: record.width,
      height: record.height,
      fps: record.fps,
      seconds: record.durationMs / 1000,
      size_bytes: files.video.sizeBytes,
      sha256: record.sha256 ?? '',
      label: record.label?.explicit.text ?? '',
      produce_id: record.label?.implicit.ProduceID ?? '',
    };
    return columns.map((column) => cellOf(row[column])).join(',');
  });
  return csvOf([columns.join(','), ...lines]);
}

/** Lines as a file of comma-separated values. */
export function csvOf(lines: readonly string[]): string {
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A value as a cell; numbers stay numbers. */
export function cellOf(value: string | number): string {
  if (typeof value === 'number') {
    return String(value);
  }
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
