import { describe, expect, it } from 'vitest';
import { type JobName, jobNames } from './jobs.ts';
import { handlersOf, on } from './queue.ts';

const handlerOf = (name: JobName) => on(name, () => Promise.resolve());

describe('a worker begins only where every kind of work has its one handler (C9)', () => {
  it('all of them are there', () => {
    expect(Object.keys(handlersOf(jobNames.map(handlerOf))).sort()).toEqual([...jobNames].sort());
  });

  it.each(jobNames)('without one for %s, or with two, it does not begin', (name) => {
    const others = jobNames.filter((other) => other !== name).map(handlerOf);
    expect(() => handlersOf(others)).toThrow(name);
    expect(() => handlersOf([...others, handlerOf(name), handlerOf(name)])).toThrow(name);
  });
});
