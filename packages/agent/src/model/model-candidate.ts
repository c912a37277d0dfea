import { estimateSpeech } from '../script/estimate-speech.ts';
import type { Candidate } from '../script/line-candidates.ts';
import type { LinePlace } from '../script/line-places.ts';
import type { Wording } from '../script/wording.ts';
import { claimsOfLine, faultOfLine } from './check-line.ts';

/** A model's line as a candidate like any other, or why it may not be one. */
export function modelCandidate(
  text: string,
  place: LinePlace,
  wording: Wording,
): { candidate: Candidate } | { fault: string } {
  const line = text.replace(/\s+/g, ' ').trim();
  const fault = faultOfLine(line, wording, place.must);
  if (fault !== undefined) {
    return { fault };
  }
  const claims = claimsOfLine(line, wording);
  return {
    candidate: {
      text: line,
      angle: 'direct',
      patterns: [],
      isExtended: false,
      claims: claims.map(({ id }) => id),
      keeps: [],
      source: claims.find(({ source }) => source !== undefined)?.source,
      estimateMs: estimateSpeech(line, wording.language),
      isFitted: false,
      topics: claims.flatMap(({ topics }) => topics),
    },
  };
}
