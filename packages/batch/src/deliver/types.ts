import type { Readable } from 'node:stream';
import type { Channel, ManifestVideo } from '@clipo/contract';
import type { PublishingLabel } from '@clipo/contract/channels';
import type { RuleKey } from '@clipo/messages';

/** What stands beside a video where it is posted. */
export type Post = NonNullable<ManifestVideo['posts']>[number];

/** A stored file: how large it is, and how it is read. It is opened only when its turn has come. */
export interface StoredFile {
  sizeBytes: number;
  open(): Promise<Readable>;
}

/** A finished video with its files. */
export interface DeliveredVideo {
  record: ManifestVideo;
  files: Record<'video' | 'cover' | 'srt' | 'vtt', StoredFile>;
  /** Covers of the same creative and language in other shapes, by their format. */
  otherCovers: readonly { format: string; file: StoredFile }[];
  /** What a reader of the package wants to know of where it comes from. */
  provenance: Readonly<Record<string, unknown>>;
  /** Rights of the materials that it shows. */
  licences: readonly Licence[];
}

/** Whose a material is, and by what licence. */
export interface Licence {
  what: string;
  holder: string;
  licence: string;
  scope: string;
  sha256: string;
}

/** What goes to one channel. */
export interface ChannelDelivery {
  channel: Channel;
  /** What the publisher declares: one of six, or several of them. */
  labels: readonly PublishingLabel[];
  videos: readonly { video: DeliveredVideo; post: Post }[];
}

/** Something that stands in the way of a channel (`error`), or that its publisher should know (`warning`). */
export interface DeliveryFinding {
  level: 'error' | 'warning';
  channel: Channel;
  /** Name of the video; empty where it is about the whole package. */
  video: string;
  /** What it is about: `video`, `title`, `description`, `hashtags`, `cover`, `label`. */
  field: string;
  rule: RuleKey;
  values: Readonly<Record<string, string | number>>;
}

/** An entry of a package: a text that is known, or a file that is read when its turn comes. */
export type PackageEntry = { path: string } & ({ text: string } | { file: StoredFile });
