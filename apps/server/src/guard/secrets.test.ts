import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { linkToken, readLinkToken } from '../features/sessions/link-token.ts';
import { openSecrets } from './secrets.ts';

it('the secret of a data folder is made once, for its owner alone, also where two start at once', async () => {
  await using folder = await tempFolder();
  const open = () => openSecrets({ home: folder.path, CLIPO_SECRET: undefined, CLIPO_SECRET_BEFORE: undefined });
  const [first, second] = await Promise.all([open(), open()]);
  const third = await open();
  expect(first.keyFor('links').equals(second.keyFor('links'))).toBe(true);
  expect(third.unseal(first.seal('保密 secret'))).toBe('保密 secret');
  expect(first.keyFor('links').equals(first.keyFor('seal'))).toBe(false);
  expect((await stat(join(folder.path, 'service-secret'))).mode & 0o777).toBe(0o600);
});

it('what was sealed says nothing, and opens neither changed nor with another secret', async () => {
  const mine = await openSecrets({ home: '', CLIPO_SECRET: 'a'.repeat(32), CLIPO_SECRET_BEFORE: undefined });
  const theirs = await openSecrets({ home: '', CLIPO_SECRET: 'b'.repeat(32), CLIPO_SECRET_BEFORE: undefined });
  const sealed = mine.seal('whsec_hello');
  expect(sealed).not.toContain(Buffer.from('hello').toString('base64url'));
  expect(mine.seal('whsec_hello')).not.toBe(sealed);
  expect(() => theirs.unseal(sealed)).toThrow();
  // A letter amid the text: of the last one not every bit counts.
  const at = sealed.length - 6;
  const other = sealed[at] === 'A' ? 'B' : 'A';
  expect(() => mine.unseal(`${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`)).toThrow();
});

it('after a change of the secret, what the one before has sealed is read still, and only the new one seals', async () => {
  const before = await openSecrets({ home: '', CLIPO_SECRET: 'a'.repeat(32), CLIPO_SECRET_BEFORE: undefined });
  const both = await openSecrets({ home: '', CLIPO_SECRET: 'b'.repeat(32), CLIPO_SECRET_BEFORE: 'a'.repeat(32) });
  const after = await openSecrets({ home: '', CLIPO_SECRET: 'b'.repeat(32), CLIPO_SECRET_BEFORE: undefined });
  const until = new Date(Date.now() + 60_000);
  const link = linkToken(before, 'not-me', 'usr_1', until);
  expect(both.unseal(before.seal('old'))).toBe('old');
  expect(readLinkToken(both, 'not-me', link, new Date())).toBe('usr_1');
  expect(readLinkToken(after, 'not-me', link, new Date())).toBeUndefined();
  expect(after.unseal(both.seal('new'))).toBe('new');
  expect(() => before.unseal(both.seal('new'))).toThrow();
  expect(both.keysFor('data keys')).toHaveLength(2);
});
