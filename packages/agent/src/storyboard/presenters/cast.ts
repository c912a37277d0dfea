import type { CharacterChoice, PresenterSource } from '@clipo/contract';

/** Somebody who can be seen: what draws them, and the version of it. */
export interface CastMember {
  source: PresenterSource;
  version: string;
}

/** Who speaks a video and where they are. A dialogue has another, who says the hook. */
export interface Cast extends Pick<CharacterChoice, 'layout' | 'shape' | 'side'> {
  speaker: CastMember;
  other?: CastMember | undefined;
}
