import type { Manifest, ManifestVideo } from '@clipo/contract';
import { reportWords } from './report-words.ts';

/** One video on the contact sheet. Paths are relative to the page. */
export type ReportVideo = Pick<
  ManifestVideo,
  | 'name'
  | 'product'
  | 'creative'
  | 'status'
  | 'error'
  | 'file'
  | 'cover'
  | 'captions'
  | 'width'
  | 'height'
  | 'fps'
  | 'durationMs'
  | 'language'
  | 'format'
  | 'axes'
  | 'lines'
  | 'presenter'
  | 'nearest'
  | 'quality'
>;

/** What the page knows: it is embedded as JSON, and the page's program draws from nothing else. */
export interface ReportData {
  words: typeof reportWords;
  totals: Manifest['totals'];
  plan: { kind: string; seed: number };
  isDevelopment: boolean;
  warnings: string[];
  videos: ReportVideo[];
}

/** The part of a manifest that the contact sheet shows. */
export function reportDataOf(manifest: Manifest): ReportData {
  return {
    words: reportWords,
    totals: manifest.totals,
    plan: { kind: manifest.plan.kind, seed: manifest.seed },
    isDevelopment: manifest.provider.isDevelopment,
    warnings: manifest.warnings,
    videos: manifest.videos.map((video) => ({
      name: video.name,
      product: video.product,
      creative: video.creative,
      status: video.status,
      ...(video.error === undefined ? {} : { error: video.error }),
      file: video.file,
      cover: video.cover,
      captions: video.captions,
      width: video.width,
      height: video.height,
      fps: video.fps,
      durationMs: video.durationMs,
      language: video.language,
      format: video.format,
      axes: video.axes,
      lines: video.lines,
      ...(video.presenter === undefined ? {} : { presenter: video.presenter }),
      ...(video.quality === undefined ? {} : { quality: video.quality }),
      ...(video.nearest === undefined ? {} : { nearest: video.nearest }),
    })),
  };
}
