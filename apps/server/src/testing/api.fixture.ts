import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { publicOnly } from '@clipo/guarded-fetch';
import { developmentProviderCode } from '@clipo/label';
import { openLooker } from '@clipo/safety/pictures';
import { openSpeech } from '@clipo/speech';
import { openDatabase } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';
import type { Deps } from '../deps.ts';
import { readSettings } from '../env.ts';
import { openAccounts } from '../features/accounts/open-accounts.ts';
import { openNews } from '../features/events/news.ts';
import { createKey } from '../features/keys/create-key.ts';
import { ensureFirstTeam } from '../features/keys/ensure-first-team.ts';
import { redeemGrant } from '../features/keys/redeem-grant.ts';
import { openPayments } from '../features/payments/open-payments.ts';
import { openSecrets } from '../guard/secrets.ts';
import { scopes } from '../http/actor.ts';
import { createApp } from '../http/app.ts';
import type { Api } from '../http/route.ts';
import { openLog } from '../log.ts';
import { openMedia } from '../media/open-media.ts';
import { openPreviewMaker } from '../media/preview-maker.ts';
import { openQueue } from '../work/queue.ts';
import { cloneHome } from './cloned-home.fixture.ts';

/** The API on a real database of its own, asked without a port. */
export interface TestApi {
  app: Api;
  deps: Deps;
  /** The operator's key. */
  key: string;
  teamId: string;
  /** Asks with the operator's key; a plain object becomes a JSON body. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** A key of another team, which has nothing to do with the first. */
  otherTeam(): Promise<{ key: string; teamId: string }>;
  stop(): Promise<void>;
}

export async function startApi(
  variables: Record<string, string> = {},
  overrides: Partial<Deps> = {},
): Promise<TestApi> {
  const home = await cloneHome('api');
  const settings = readSettings({
    CLIPO_HOME: home,
    CLIPO_LOG_LEVEL: 'silent',
    CLIPO_RATE_LIMIT: '0',
    CLIPO_CAPTCHA: 'off',
    CLIPO_READ_PICTURES: 'off',
    CLIPO_LOOK_AT_FILMS: 'off',
    ...variables,
  });
  const store = await startEmbedded(home);
  const db = openDatabase(store.url);
  const log = openLog(settings);
  const queue = await openQueue(store.url, log);
  const news = openNews(store.url);
  const speech = openSpeech({ cacheDir: join(home, 'cache') });
  const secrets = await openSecrets(settings);
  const media = await openMedia(settings);
  const previews = openPreviewMaker({ home, media: media.media, providerCode: developmentProviderCode });
  const looker = openLooker();
  const deps: Deps = {
    db,
    queue,
    news,
    ...media,
    previews,
    looker,
    secrets,
    ...openAccounts(db, { secrets, settings }),
    speech,
    payments: openPayments(settings),
    settings,
    addresses: publicOnly,
    log,
    ...overrides,
  };
  const grant = (await ensureFirstTeam(deps)) ?? '';
  const { secret: key, teamId } = await redeemGrant(deps, grant);
  const app = createApp(deps);
  return {
    app,
    deps,
    key,
    teamId,
    ask: async (method, path, body, headers) => {
      const isPlain = typeof body === 'object' && body !== null && body.constructor === Object;
      return app.request(path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(isPlain ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isPlain ? JSON.stringify(body) : (body as BodyInit) }),
      });
    },
    otherTeam: async () => {
      const other = `team_other${Math.random().toString(36).slice(2, 10)}`;
      const actor = { teamId: other, keyId: 'key_other', scopes: ['*'] };
      const { secret } = await createKey(deps, actor, { name: 'other', scopes: [...scopes] });
      return { key: secret, teamId: other };
    },
    stop: async () => {
      await speech.close();
      await previews.close();
      await looker.close();
      await news.close();
      await queue.stop(1000);
      await db.close();
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
