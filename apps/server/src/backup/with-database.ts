import pg from 'pg';
import { addressesOfHome, startEmbedded } from '../db/embedded.ts';
import type { Settings } from '../env.ts';

/** Runs something on the service's database: the running one, or that of the data folder, started for it. */
export async function withDatabase<T>(settings: Settings, use: (url: string) => Promise<T>): Promise<T> {
  const running = settings.DATABASE_URL ?? (await addressesOfHome(settings.home))?.url;
  if (running !== undefined && (settings.DATABASE_URL !== undefined || (await answers(running)))) {
    return use(running);
  }
  const store = await startEmbedded(settings.home);
  try {
    return await use(store.url);
  } finally {
    await store.stop();
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
