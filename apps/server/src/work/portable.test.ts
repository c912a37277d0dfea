import { expect, it } from 'vitest';
import { localDocument, portableText } from './portable.ts';

it('paths in the data folder are true on a machine that has it elsewhere; words that only look so stay (C9)', () => {
  const document = {
    path: '/data/a "b"/cache/x.mp4',
    list: ['/data/a "b"/y', '/data/a "b"', '/data/a "b"er/z', 'see "/data/a \\"b\\"/y"', '"/data/a "b"/y'],
    nested: { empty: '', number: 1, none: null, inside: { path: '/data/a "b"/z' } },
  };
  const there = localDocument(JSON.parse(portableText(document, '/data/a "b"')) as typeof document, '/home/清');
  expect(there).toEqual({
    path: '/home/清/cache/x.mp4',
    list: ['/home/清/y', ...document.list.slice(1)],
    nested: { ...document.nested, inside: { path: '/home/清/z' } },
  });
});
