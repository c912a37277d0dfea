import { describe, expect, it } from 'vitest';
import { peopleGap } from './material.ts';

const rights = { holder: 'Example Ltd', licence: 'CC0-1.0' };

describe('whom a material shows is told with their consent before it is used (C3)', () => {
  it.each([
    [undefined, null],
    [rights, null],
    [{ ...rights, shows: 'nobody' as const }, null],
    [{ ...rights, shows: 'adults' as const }, 'people'],
    [{ ...rights, shows: 'adults' as const, people: 'Li Lei, agreed 2026-05-01' }, null],
    [{ ...rights, people: '两名模特，已签授权' }, null],
    [{ ...rights, people: '一个小男孩，妈妈同意' }, 'guardian'],
    [{ ...rights, people: 'two kids, agreed' }, 'guardian'],
    [{ ...rights, people: 'childish-looking adults, agreed', shows: 'adults' as const }, null],
    [{ ...rights, shows: 'minors' as const }, 'people'],
    [{ ...rights, shows: 'minors' as const, people: 'Tom' }, 'guardian'],
    [{ ...rights, shows: 'minors' as const, people: 'Tom', guardian: 'his mother, 2026-05-01, advertising' }, null],
  ])('%j lacks %s', (given, gap) => {
    expect(peopleGap(given)).toBe(gap);
  });
});
