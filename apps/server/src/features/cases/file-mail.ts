import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { readContact } from '../accounts/contact.ts';
import type { CaseDeps } from './act-on-case.ts';
import { fileCase } from './file-case.ts';
import { type FiledCase, selectFiledCases } from './queries.ts';
import { kindOf, readMail } from './read-mail.ts';
import { askToConfirm, keepProof, sayAsSender } from './sender-acts.ts';

export type MailDeps = CaseDeps & Pick<Deps, 'db' | 'secrets' | 'log'>;

/**
 * Takes in a mail: one that names a case of its sender in the subject is an answer there, any other a case of its own, with
 * its PNG, JPEG and PDF as proof. The sender is written to as with the form. A program's mail is left alone.
 * @param recipient the address that it was sent to; its tag says what is asked
 * @returns the case; undefined where nothing was taken in
 * @throws ClipoError invalid_input, rate_limited, conflict where the case is over
 */
export async function fileMail(
  deps: MailDeps,
  { raw, recipient, address }: { raw: Buffer; recipient: string; address: string },
): Promise<FiledCase | undefined> {
  const mail = await readMail(raw);
  if (mail.isAutomatic || mail.from === '') {
    return undefined;
  }
  const row = (await answered(deps, mail)) ?? (await begun(deps, mail, { recipient, address }));
  for (const { name, bytes } of mail.files) {
    // What is no proof, such as a picture of a signature's logo in GIF, is not worth losing the mail.
    await keepProof(deps, row.id, { party: 'sender', name, file: bytes }).catch((cause: unknown) =>
      deps.log.info({ cause, case: row.id }, 'a file of a mail was not kept'),
    );
  }
  return row;
}

type Read = Awaited<ReturnType<typeof readMail>>;

async function answered(deps: MailDeps, { number, from, text }: Read): Promise<FiledCase | undefined> {
  if (number === undefined) {
    return undefined;
  }
  const contact = readContact(from);
  const contactIndex = await deps.envelope.indexOf(contact.value, contact.channel);
  const [row] = await deps.db.asSystem((tx) => selectFiledCases(tx, { limit: 1, after: undefined, number }));
  // A number that is somebody else's says nothing, and takes nothing in there.
  if (row === undefined || row.contactIndex !== contactIndex || row.state === 'closed') {
    return undefined;
  }
  return sayAsSender(deps, row.id, { text, isSuit: false });
}

async function begun(
  deps: MailDeps,
  { from, name, text, language }: Read,
  { recipient, address }: { recipient: string; address: string },
): Promise<FiledCase> {
  const given = {
    kind: kindOf(recipient),
    source: 'mail',
    name: name === '' ? from : name,
    contact: from,
    text,
  } as const;
  const client = { address, language, userAgent: '', device: '' };
  const { row } = await fileCase(deps, given, client);
  if (row.state === 'unconfirmed') {
    await askToConfirm(deps, row, client).catch((error: unknown) => {
      if (!(error instanceof ClipoError && error.code === 'rate_limited')) {
        throw error;
      }
    });
  }
  return row;
}
