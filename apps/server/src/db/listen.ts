import pg from 'pg';

/** A subscription to notifications of the database. */
export interface Listening {
  close(): Promise<void>;
}

const againMs = 1000;
const aliveEveryMs = 10_000;

/**
 * Calls `onNotice` for every notification on a channel. A connection that is lost is made again; `onGap` is called after
 * each time it is there, as notifications in between were missed.
 */
export function listenTo(
  url: string,
  channel: string,
  {
    name = 'clipo-listen',
    onNotice,
    onGap,
  }: {
    /** What the database shows the connection as. */
    name?: string;
    onNotice(payload: string): void;
    onGap(): void;
  },
): Listening {
  let isClosed = false;
  let current: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = (client: pg.Client) => {
    if (current !== client) {
      return;
    }
    current = undefined;
    client.end().catch(() => undefined);
    if (!isClosed) {
      timer = setTimeout(start, againMs);
    }
  };
  const start = () => {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      application_name: name,
    });
    current = client;
    client.on('error', () => again(client));
    client.on('end', () => again(client));
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    client
      .connect()
      .then(() => client.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(() => {
        onGap();
        check(client);
      })
      .catch(() => again(client));
  };
  /** A connection that is cut without a word would never tell of its end. */
  const check = (client: pg.Client) => {
    if (current === client) {
      timer = setTimeout(() => {
        client.query('select 1').then(
          () => check(client),
          () => again(client),
        );
      }, aliveEveryMs);
    }
  };
  start();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const client = current;
      current = undefined;
      await client?.end().catch(() => undefined);
    },
  };
}
