import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from './env.ts';

export type Log = Logger;

/** Fields that may hold a secret, wherever they are up to three levels deep. */
const secret = ['authorization', 'cookie', 'password', 'secret', 'token', 'apiKey', 'key', 'keyHash', 'DATABASE_URL'];

/** Opens the log: one JSON object a line, on standard error. Secrets are blotted out. */
export function openLog(settings: Pick<Settings, 'CLIPO_LOG_LEVEL'>, to?: DestinationStream): Log {
  const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino(
    {
      level: settings.CLIPO_LOG_LEVEL,
      redact: { paths, censor: '[redacted]' },
      // Libraries hang whole connections on their errors.
      serializers: { cause: plainError },
    },
    to ?? pino.destination({ dest: 2, sync: false }),
  );
}

function plainError(cause: unknown): unknown {
  return cause instanceof Error
    ? { message: cause.message, stack: cause.stack, ...('code' in cause ? { code: cause.code } : {}) }
    : cause;
}
