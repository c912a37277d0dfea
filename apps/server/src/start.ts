import { type Server, ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { join } from 'node:path';
import { providerOf } from '@clipo/batch/brief';
import { ClipoError } from '@clipo/contract';
import { publicOnly } from '@clipo/guarded-fetch';
import { openLooker } from '@clipo/safety/pictures';
import { openSpeech, readSpeechSettings } from '@clipo/speech';
import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { openDatabase } from './db/database.ts';
import { startEmbedded } from './db/embedded.ts';
import { noteStopping } from './db/end-earlier.ts';
import { migrateDatabase } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import type { Settings } from './env.ts';
import { openAccounts } from './features/accounts/open-accounts.ts';
import { openMailIn } from './features/cases/mail-in.ts';
import { openNews } from './features/events/news.ts';
import { ensureFirstTeam } from './features/keys/ensure-first-team.ts';
import { startPosting } from './features/notices/deliver-messages.ts';
import { startFollowing } from './features/payments/follow-orders.ts';
import { openPayments } from './features/payments/open-payments.ts';
import { openSecrets } from './guard/secrets.ts';
import { createApp } from './http/app.ts';
import { noteArrival } from './http/client-address.ts';
import { tableOf } from './http/place-of.ts';
import { readTls, type TlsSettings } from './http/read-tls.ts';
import { sendFile } from './http/send-file.ts';
import { type Log, openLog } from './log.ts';
import { keepHouse } from './media/keep-house.ts';
import { openMedia } from './media/open-media.ts';
import { openPreviewMaker } from './media/preview-maker.ts';
import { requireProvider } from './require-provider.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { startDelivering } from './webhooks/deliver-webhooks.ts';
import { openQueue } from './work/queue.ts';
import { runWorkerProcess } from './work/run.ts';

/** A running service. */
export interface Service {
  /** Where it answers, such as http://127.0.0.1:4870. */
  url: string;
  /** The link that grants the operator's key, until it has been used; undefined afterwards. */
  firstRunLink: string | undefined;
  /** Resolves when a part of it has ended by itself, with what was the matter. */
  failed: Promise<ClipoError>;
  /** Ends it: no new requests, work given back, database down. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts everything on this machine: database, API and workers, in one process tree. An abort gives a start up; later
 * ones are not heard.
 * @param options.pages folder of the studio's built pages
 * @throws ClipoError of the settings, the database, or a port that is taken
 */
export async function startService(
  settings: Settings,
  { signal, pages }: { signal?: AbortSignal; pages?: string } = {},
): Promise<Service> {
  const log = openLog(settings);
  tableOf(settings);
  requireProvider(settings);
  const closing: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | undefined;
  /** The data folder, once its database is this service's. */
  let own: string | undefined;
  const stop = () => {
    stopping ??= stopAll(own, closing);
    return stopping;
  };
  try {
    const tracing = await openTracing(settings, 'api', log);
    closing.push(tracing.close);
    const store = await openStore(settings, log);
    closing.push(store.stop);
    own = settings.DATABASE_URL === undefined ? settings.home : undefined;
    signal?.throwIfAborted();
    await migrateDatabase(store.url);
    const db = openDatabase(store.url, {
      onError: (cause) => log[stopping === undefined ? 'warn' : 'debug']({ cause }, 'a database connection was lost'),
    });
    closing.push(db.close);
    const queue = await openQueue(store.url, log);
    closing.push(() => queue.stop(1000));
    const news = openNews(store.url);
    closing.push(news.close);
    const voices = { cacheDir: join(settings.home, 'cache', 'voice'), ...readSpeechSettings(settings) };
    const speech = openSpeech(voices);
    closing.push(() => speech.close());
    const secrets = await openSecrets(settings);
    const media = await openMedia(settings);
    const previews = openPreviewMaker({
      home: settings.home,
      media: media.media,
      providerCode: providerOf(settings.CLIPO_PROVIDER_CODE).code,
    });
    closing.push(previews.close);
    const looker = openLooker();
    closing.push(looker.close);
    const deps: Deps = {
      db,
      ...media,
      previews,
      looker,
      queue,
      news,
      speech,
      secrets,
      ...openAccounts(db, { secrets, settings }),
      payments: openPayments(settings),
      settings,
      addresses: publicOnly,
      ...(pages !== undefined && { pages }),
      log,
    };
    closing.push(startDelivering(deps));
    closing.push(startPosting(deps));
    closing.push(startFollowing(deps));
    const endHouse = keepHouse(deps);
    closing.push(async () => endHouse());
    const mailIn = await openMailIn(deps);
    closing.push(async () => mailIn?.close());
    const grant = await ensureFirstTeam(deps);
    const { server, url } = await listen(createApp(deps), settings);
    closing.push(() => closeServer(server));
    if (settings.CLIPO_WORKERS !== 0) {
      closing.push(runWorkerProcess({ DATABASE_URL: store.url, CLIPO_HOME: settings.home }, log).stop);
    }
    return {
      url,
      firstRunLink: grant === undefined ? undefined : `${url}/first-run?grant=${grant}`,
      failed: store.failed,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function stopAll(own: string | undefined, closing: readonly (() => Promise<unknown>)[]): Promise<void> {
  const forget = own === undefined ? undefined : await noteStopping(own);
  await closeAll(closing);
  await forget?.();
}

/** The last that was opened is closed first; what can't be closed does not keep the rest open. */
async function closeAll(closing: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing.toReversed()) {
    await close().catch(() => undefined);
  }
}

interface OpenStore {
  url: string;
  failed: Promise<ClipoError>;
  stop(): Promise<void>;
}

async function openStore(settings: Settings, log: Log): Promise<OpenStore> {
  if (settings.DATABASE_URL !== undefined) {
    return { url: settings.DATABASE_URL, failed: new Promise(() => undefined), stop: () => Promise.resolve() };
  }
  const { url, failed, stop } = await startEmbedded(settings.home, () =>
    log.error('the database ended by itself; it is started again'),
  );
  return { url, failed, stop };
}

async function listen(
  app: ReturnType<typeof createApp>,
  settings: ListenSettings,
): Promise<{ server: Server; url: string }> {
  const { HOST, PORT } = settings;
  const tls = await readTls(settings);
  const secure = tls === undefined ? {} : { createServer: createSecureServer, serverOptions: tls };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: fetchOf(app), hostname: HOST, port: PORT, ...secure }, ({ port }) => {
      const host = HOST.includes(':') ? `[${HOST}]` : HOST;
      resolve({ server, url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}` });
    }) as Server;
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const problem =
        cause.code === 'EADDRINUSE' ? `${PORT} is taken by another program; choose another` : cause.message;
      const field = cause.code === 'EADDRNOTAVAIL' ? 'HOST' : 'PORT';
      reject(new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem }, cause }));
    });
  });
}

type ListenSettings = Pick<Settings, 'HOST' | 'PORT'> & TlsSettings;

/** Notes where each request came from before the app sees it, and sends files itself. */
function fetchOf(app: ReturnType<typeof createApp>) {
  return async (request: Request, bindings: HttpBindings | Http2Bindings) => {
    noteArrival(request, bindings);
    const response = await app.fetch(request, bindings);
    const { outgoing } = bindings;
    const isSent = outgoing instanceof ServerResponse && (await sendFile(response, outgoing));
    return isSent ? RESPONSE_ALREADY_SENT : response;
  };
}

/** Lets running requests end, but not those that never would: streams of events and idle connections. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1500).unref();
  });
}
