import type { Skin } from '../palette.ts';

/** Skins from fair to deep. Lines are of the skin's own tone, so that they never look drawn in ink. */
export const skins = {
  fair: { base: '#fbd9c3', shade: '#efbda2', line: '#c98467', blush: '#f6ad9c', lip: '#d8756c' },
  light: { base: '#f8cfae', shade: '#e9b08a', line: '#bd7a54', blush: '#f3a58c', lip: '#cf6a60' },
  tan: { base: '#e6ad80', shade: '#d08f61', line: '#9f623c', blush: '#dd8a66', lip: '#b9584b' },
  brown: { base: '#b97a50', shade: '#9d6140', line: '#713f27', blush: '#b06444', lip: '#8f4038' },
  deep: { base: '#8a5638', shade: '#70422a', line: '#54301d', blush: '#8f4638', lip: '#b35a55' },
} as const satisfies Record<string, Skin>;
