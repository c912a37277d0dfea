import { describe, expect, it } from 'vitest';
import { checkTerms } from './check-terms.ts';

const termsIn = (text: string) => checkTerms(text, 'en').map(({ term }) => term);

describe('an English claim is found though its letters stand apart (S2)', () => {
  it.each([
    ['C u r e s d i a b e t e s i n a w e e k', 'C u r e s'],
    ['Our tea C*u*r*e*s d*i*a*b*e*t*e*s', 'C*u*r*e*s'],
    ['W.o.r.l.d-c.l.a.s.s mugs', 'W.o.r.l.d-c.l.a.s.s'],
    ['this is r i s k f r e e today', 'r i s k f r e e'],
  ])('%s', (text, term) => {
    expect(termsIn(text)).toContain(term);
  });

  it.each(['S E C U R E by design', 'sizes S M L X L', 'a b c d e f g', 'U S B C 1 0 0 W'])(
    '%s says nothing',
    (text) => {
      expect(termsIn(text)).toEqual([]);
    },
  );
});
