/** What a sentence says of a brief: money as `89 CNY`, everything else as the reader gives it. */
export interface ExpectedBrief {
  product?: string;
  brand?: string;
  points?: string[];
  price?: string;
  original?: string;
  audience?: string;
  tone?: string;
  channels?: string[];
  count?: number;
  seconds?: number;
  languages?: string[];
  formats?: string[];
  mustSay?: string[];
  mustNotSay?: string[];
  presenter?: boolean;
  music?: boolean;
  link?: string;
}

/** A sentence as a seller might type it, and what it says: nothing more, nothing less. */
export type Sentence = readonly [said: string, expected: ExpectedBrief];
