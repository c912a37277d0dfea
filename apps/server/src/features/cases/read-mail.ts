import { Parser } from 'htmlparser2';
import PostalMime from 'postal-mime';
import type { CaseKind } from '../../db/schema/index.ts';

/** A mail to the service, read: what it is, from whom, and what it brings. */
export interface ReadMail {
  /** Where answers go; empty where there is nobody to answer. */
  from: string;
  name: string;
  text: string;
  language: 'zh-CN' | 'en';
  /** The case that its subject names. */
  number: string | undefined;
  files: { name: string; bytes: Buffer }[];
  /** Written by a program: answering it would go on for ever. */
  isAutomatic: boolean;
}

const mostText = 10_000;
const mostNesting = 20;
const mostHeaderBytes = 256 * 1024;

/** Reads a mail as it came over the wire. Of HTML the words alone are kept. @throws Error where it is no mail */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const mail = await PostalMime.parse(raw, { maxNestingDepth: mostNesting, maxHeadersSize: mostHeaderBytes });
  const header = (name: string) =>
    mail.headers
      .find(({ key }) => key === name)
      ?.value.toLowerCase()
      .trim();
  const body = (mail.text ?? '').trim() === '' ? wordsOf(mail.html ?? '') : (mail.text ?? '');
  const subject = (mail.subject ?? '').trim();
  const text = [subject, body.trim()]
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, mostText);
  return {
    from: mail.from?.address ?? '',
    name: (mail.from?.name ?? '').slice(0, 100),
    text,
    language: /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en',
    number: /\bC\d{6}-[2-9A-HJKMNP-Z]{6}\b/.exec(subject)?.[0],
    files: mail.attachments.map(({ filename, content }) => ({
      name: (filename ?? 'proof').slice(0, 200),
      bytes: Buffer.from(typeof content === 'string' ? content : new Uint8Array(content)),
    })),
    isAutomatic:
      !['no', undefined].includes(header('auto-submitted')) ||
      ['bulk', 'junk', 'list'].includes(header('precedence') ?? '') ||
      header('list-id') !== undefined,
  };
}

/** What can be asked by mail alone; a notice of infringement and a guardian's wish want more than a mail says. */
const byMail = ['abuse', 'complaint', 'privacy', 'deletion', 'appeal', 'question', 'feedback'] as const;

/** What a mail asks for, by the tag in the address that it was sent to: `report+privacy@…`; a complaint without one. */
export function kindOf(recipient: string): CaseKind {
  const tag = /\+([a-z]+)@/i.exec(recipient)?.[1]?.toLowerCase();
  return byMail.find((kind) => kind === tag) ?? 'complaint';
}

const blocks = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'blockquote']);
const unseen = new Set(['script', 'style', 'head', 'title']);

function wordsOf(html: string): string {
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      hidden += unseen.has(name) ? 1 : 0;
      text += blocks.has(name) ? '\n' : '';
    },
    onclosetag: (name) => {
      hidden -= unseen.has(name) ? 1 : 0;
    },
    ontext: (part) => {
      text += hidden > 0 ? '' : part;
    },
  });
  parser.end(html);
  return text.replaceAll(/[ \t]+/g, ' ').replaceAll(/\n\s*\n+/g, '\n\n');
}
