import type { MusicTrack } from '@clipo/contract';
import type { Style } from './style.ts';
import { calmStyles } from './styles-calm.ts';
import { livelyStyles } from './styles-lively.ts';

/** How each built-in piece is played. */
export const styles: Readonly<Record<MusicTrack, Style>> = { ...calmStyles, ...livelyStyles };
