import { describe, expect, it } from 'vitest';
import { createMemo } from './memo.ts';

describe('what is asked for again is not made again', () => {
  it('a value is made once, also when asked for several times at once', async () => {
    const memo = createMemo<string>(100, (value) => value.length);
    let made = 0;
    const make = async () => `value ${++made}`;
    expect(await Promise.all([memo.get('a', make), memo.get('a', make)])).toEqual(['value 1', 'value 1']);
    expect(await memo.get('a', make)).toBe('value 1');
  });

  it('it stays within its size: what was used longest ago goes first', async () => {
    const memo = createMemo<string>(10, (value) => value.length);
    const made: string[] = [];
    const ask = (key: string, value: string) =>
      memo.get(key, async () => {
        made.push(key);
        return value;
      });
    await ask('a', '12345');
    await ask('b', '12345');
    await ask('a', '12345');
    await ask('c', '12345');
    await ask('a', '12345');
    await ask('b', '12345');
    await ask('large', '12345678901');
    await ask('large', '12345678901');
    expect(made).toEqual(['a', 'b', 'c', 'b', 'large', 'large']);
  });

  it('a failure is tried again', async () => {
    const memo = createMemo<string>(10, (value) => value.length);
    await expect(memo.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await memo.get('a', async () => 'yes')).toBe('yes');
  });
});
