import { existsSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openPieceCache } from '@clipo/engine';
import { keptOf } from '@clipo/presenter/consent';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../db/new-id.ts';
import { openWork, type TestWork } from '../testing/work.fixture.ts';
import { batchFolder } from './batch-folders.ts';
import { forgetWithdrawn } from './forget-withdrawn.ts';
import { rendersFolder } from './renders/make-render.ts';
import { tidyHome } from './tidy-home.ts';

let work: TestWork;
beforeAll(async () => {
  work = await openWork('tidy', { CLIPO_CACHE_GIB: '0' });
}, 120_000);
afterAll(() => work.stop());

it('pieces beyond the limit go, those of open batches stay; folders of ended batches and renders go (C9)', async () => {
  const team = await work.addTeam();
  const [open, ended] = [newId('bat'), newId('bat')];
  const cache = openPieceCache(join(work.home, 'cache', 'pieces'));
  const hashOf = (digit: string) => digit.repeat(64);
  const addRows = (batch: string, status: string, hash: string) =>
    work.deps.db.asTeam(team, async (tx) => {
      const video = newId('vid');
      await tx.execute(sql`insert into batches (id, team_id, status, brief, products, files) values
        (${batch}, ${team}, ${status}, '{}', '[]', '{}')`);
      await tx.execute(sql`insert into videos (id, team_id, batch_id, name, ordinal, product, creative, language, format, document)
        values (${video}, ${team}, ${batch}, 'v', 1, 'p', 1, 'en', '9x16', '{}')`);
      await tx.execute(sql`insert into video_pieces (team_id, video_id, hash) values (${team}, ${video}, ${hash})`);
    });
  await addRows(open, 'running', hashOf('a'));
  await addRows(ended, 'done', hashOf('b'));
  for (const digit of ['a', 'b', 'c']) {
    const path = cache.pathOf(hashOf(digit));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'piece');
    await utimes(path, 1, 1);
  }
  for (const batch of [open, ended]) {
    await mkdir(batchFolder(work.home, batch), { recursive: true });
  }
  const renders = [newId('rnd'), newId('rnd')];
  for (const [index, id] of renders.entries()) {
    const status = index === 0 ? 'rendering' : 'done';
    await work.deps.db.asTeam(team, (tx) =>
      tx.execute(
        sql`insert into renders (id, team_id, kind, status, wish) values (${id}, ${team}, 'edit', ${status}, '{}')`,
      ),
    );
    await mkdir(join(rendersFolder(work.home), id), { recursive: true });
  }
  expect(await tidyHome(work.deps)).toBe(10);
  expect(renders.map((id) => existsSync(join(rendersFolder(work.home), id)))).toEqual([true, false]);
  expect(['a', 'b', 'c'].map((digit) => existsSync(cache.pathOf(hashOf(digit))))).toEqual([true, false, false]);
  expect([open, ended].map((batch) => existsSync(batchFolder(work.home, batch)))).toEqual([true, false]);
});

it('who withdraws is forgotten by every machine: what it found of the face, and the pieces that show them (C6)', async () => {
  const team = await work.addTeam();
  const home = `${work.home}-other`;
  const cache = openPieceCache(join(home, 'cache', 'pieces'));
  const people = ['gone', 'stays'].map((name, index) => {
    const [hash, person] = [String(index).repeat(64), `p_${name}`.padEnd(64, 'f')];
    return { name, hash, person, material: newId('mat'), sha256: String(index + 5).repeat(64) };
  });
  for (const { name, hash, person, material, sha256 } of people) {
    const [batch, video] = [newId('bat'), newId('vid')];
    const prepared = { people: [{ file: 'a.mp4', materialId: material, prepared: { id: person } }] };
    const terms = { files: [{ name: 'a.mp4', sha256 }] };
    await work.deps.db.asTeam(team, async (tx) => {
      await tx.execute(sql`insert into person_consents (id, team_id, created_by, material_id, terms, address, user_agent, withdrawn_at)
        values (${name}, ${team}, 'k', ${material}, ${JSON.stringify(terms)}, '', '', ${name === 'gone' ? new Date() : null})`);
      await tx.execute(sql`insert into batches (id, team_id, status, brief, products, files, prepared) values
        (${batch}, ${team}, 'done', '{}', '[]', '{}', ${JSON.stringify(prepared)})`);
      await tx.execute(sql`insert into videos (id, team_id, batch_id, name, ordinal, product, creative, language, format, document)
        values (${video}, ${team}, ${batch}, 'v', 1, 'p', 1, 'en', '9x16', '{}')`);
      const shown = { [hash]: { piece: { presenter: person } }, [`${hash.slice(1)}e`]: { piece: { presenter: null } } };
      for (const [each, spec] of Object.entries(shown)) {
        await tx.execute(sql`insert into video_pieces (team_id, video_id, hash) values (${team}, ${video}, ${each})`);
        await tx.execute(sql`insert into pieces (team_id, hash, status, batch_id, spec, frames) values
          (${team}, ${each}, 'done', ${batch}, ${JSON.stringify(spec)}, 1)`);
        await mkdir(dirname(cache.pathOf(each)), { recursive: true });
        await writeFile(cache.pathOf(each), 'piece');
      }
    });
    await mkdir(keptOf(join(home, 'cache'), sha256), { recursive: true });
  }
  await forgetWithdrawn({ ...work.deps, settings: { ...work.deps.settings, home } });
  const kept = people.map(({ hash, sha256 }) =>
    [cache.pathOf(hash), cache.pathOf(`${hash.slice(1)}e`), keptOf(join(home, 'cache'), sha256)].map(existsSync),
  );
  expect(kept).toEqual([
    [false, true, false],
    [true, true, true],
  ]);
  await rm(home, { recursive: true });
});

it('clips of outside engines go when no batch at work draws from them (C6)', async () => {
  const team = await work.addTeam();
  const clip = (name: string) => join(work.home, 'cache', 'people', 'avatars', 'p', name, 'clip.mkv');
  for (const name of ['used', 'old', 'new']) {
    await mkdir(dirname(clip(name)), { recursive: true });
    await writeFile(clip(name), 'clip');
  }
  await Promise.all(['used', 'old'].map((name) => utimes(clip(name), 1, 1)));
  const performances = [{ key: 'k', path: 'clipo-home:/cache/people/avatars/p/used/clip.mkv' }];
  const prepared = JSON.stringify({ people: [{ file: 'x', materialId: '', prepared: { performances } }] });
  await work.deps.db.asTeam(team, (tx) =>
    tx.execute(sql`insert into batches (id, team_id, status, brief, products, files, prepared) values
      (${newId('bat')}, ${team}, 'running', '{}', '[]', '{}', ${prepared}::jsonb)`),
  );
  await tidyHome(work.deps);
  expect(['used', 'old', 'new'].map((name) => existsSync(clip(name)))).toEqual([true, false, true]);
});
