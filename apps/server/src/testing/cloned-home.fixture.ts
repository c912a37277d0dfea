import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';

const execute = promisify(execFile);

/**
 * A fresh data folder with a migrated, empty database, as its own cluster: copied from one that is made once for each
 * state of the migrations, so that no test waits for `initdb`. Whoever makes it removes it.
 */
export async function cloneHome(name: string): Promise<string> {
  const template = await templateHome();
  const home = await mkdtemp(join(tmpdir(), `clipo-${name}-`));
  await chmod(home, 0o711);
  await execute('cp', ['-a', join(template, 'postgres'), join(home, 'postgres')]);
  const known = JSON.parse(await readFile(join(template, 'postgres.json'), 'utf8')) as Record<string, unknown>;
  await writeFile(join(home, 'postgres.json'), JSON.stringify({ ...known, folder: join(home, 'postgres'), port: 0 }), {
    mode: 0o600,
  });
  return home;
}

async function templateHome(): Promise<string> {
  const migrations = join(import.meta.dirname, '..', 'db', 'migrations');
  const texts = await Promise.all(
    [
      ...readdirSync(migrations)
        .filter((file) => file.endsWith('.sql'))
        .sort()
        .map((file) => join(migrations, file)),
      join(migrations, '..', 'embedded.ts'),
      join(migrations, '..', 'run.ts'),
    ].map((file) => readFile(file)),
  );
  const hash = createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 16);
  const template = join(tmpdir(), `clipo-template-${hash}`);
  if (existsSync(template)) {
    return template;
  }
  // Each who finds none makes one; the first to be done gives it its name.
  const part = await mkdtemp(join(tmpdir(), 'clipo-template-part-'));
  await mkdir(part, { recursive: true });
  const store = await startEmbedded(part);
  await migrateDatabase(store.url);
  await store.stop();
  await rename(part, template).catch(() => rm(part, { recursive: true, force: true }));
  return template;
}
