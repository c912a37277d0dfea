import { ClipoError } from '@clipo/contract';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Settings } from '../../env.ts';
import { readTls, type TlsSettings } from '../../http/read-tls.ts';
import { fileMail, type MailDeps } from './file-mail.ts';

type MailSettings = Pick<Settings, 'HOST' | 'CLIPO_MAIL_IN_ADDRESS' | 'CLIPO_MAIL_IN_PORT'> & TlsSettings;

const mostBytes = 25 * 1024 * 1024;
const mostAtOnce = 20;

/**
 * Takes mails to the service's address for reports, as the last hop of a mail server: an SMTP receiver that knows that one
 * address, with or without a tag (`report+privacy@…`), and relays nothing. Not there without a setting.
 * @returns on which port it listens, and what ends it; undefined where no address is set
 * @throws ClipoError invalid_input naming the setting
 */
export async function openMailIn(
  deps: MailDeps & { settings: MailSettings },
): Promise<{ port: number; close: () => Promise<void> } | undefined> {
  const { HOST, CLIPO_MAIL_IN_ADDRESS: own, CLIPO_MAIL_IN_PORT: port } = deps.settings;
  if (own === undefined) {
    return undefined;
  }
  const tls = await readTls(deps.settings);
  const options: SMTPServerOptions = {
    ...tls,
    banner: 'Clipo',
    authOptional: true,
    disabledCommands: ['AUTH', ...(tls === undefined ? ['STARTTLS'] : [])],
    size: mostBytes,
    maxClients: mostAtOnce,
    logger: false,
    onRcptTo: ({ address }, _session, callback) =>
      callback(isOurs(address, own) ? null : refusal(550, 'no such mailbox here')),
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          callback(refusal(552, 'a mail may have 25 MiB'));
          return;
        }
        const recipient = session.envelope.rcptTo[0]?.address ?? own;
        const mail = { raw: Buffer.concat(parts), recipient, address: session.remoteAddress };
        fileMail(deps, mail).then(
          () => callback(null),
          (cause: unknown) => callback(answerTo(cause, deps)),
        );
      });
    },
  };
  const server = new SMTPServer(options);
  server.on('error', (cause) => deps.log.debug({ cause }, 'a mail connection was lost'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', (cause: Error) => {
      const details = { field: 'CLIPO_MAIL_IN_PORT', problem: cause.message };
      reject(new ClipoError('invalid_input', `CLIPO_MAIL_IN_PORT: ${cause.message}`, { details, cause }));
    });
    server.listen(port, HOST, resolve);
  });
  const at = server.server.address();
  return {
    port: typeof at === 'object' && at !== null ? at.port : port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function isOurs(address: string, own: string): boolean {
  return address.toLowerCase().replace(/\+[^@]*@/, '@') === own.toLowerCase();
}

/** What can't be taken in at all is sent back; what may go well later is sent again by the mail server. */
function answerTo(cause: unknown, { log }: Pick<MailDeps, 'log'>): Error {
  if (cause instanceof ClipoError && ['invalid_input', 'conflict'].includes(cause.code)) {
    return refusal(550, cause.message);
  }
  if (cause instanceof ClipoError && cause.code === 'rate_limited') {
    return refusal(452, 'too many in a day');
  }
  log.warn({ cause }, 'a mail could not be taken in');
  return refusal(451, 'try again later');
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
