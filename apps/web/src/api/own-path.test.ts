import { expect, it } from 'vitest';
import { isOwnPath } from './own-path.ts';

it('a sign-in ends on a page of the site itself, whatever the link says (A1)', () => {
  const own = (path: string) => isOwnPath(path, 'https://clipo.example');
  expect(['/', '/team', '/batches/bat_1?video=vid_1#end', '/a//b', '/%2f%2fevil.example'].map(own)).not.toContain(
    false,
  );
  const foreign = ['//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '\\\\evil.example'];
  const more = ['https://evil.example', 'javascript:alert(1)', ' //evil.example', '/\r\\evil.example', 'team', ''];
  expect([...foreign, ...more].map(own)).not.toContain(true);
});
