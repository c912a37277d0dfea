import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The sound that is asked for; the service gives this, and hardly anything else. */
const outputFormat = 'audio-24khz-48kbitrate-mono-mp3';
/** The version that goes with the proof of the token, as clients of the protocol write it. */
const proofVersion = '1-130.0.2849.68';
/** Seconds from 1601, the beginning of Windows' time, to 1970; and how long a proof holds. */
const windowsEpoch = 11_644_473_600n;
const proofSeconds = 300n;

/** A message of the protocol: lines of names and values, an empty line, and the body. */
export interface EdgeMessage {
  path: string;
  body: Uint8Array;
}

/** Words as the service times them, in units of 100 ns. */
const Metadata = z.object({
  Metadata: z.array(
    z.object({
      Type: z.string(),
      Data: z.object({
        Offset: z.number().min(0).optional(),
        Duration: z.number().min(0).optional(),
        text: z.object({ Text: z.string() }).optional(),
      }),
    }),
  ),
});

/** A word and when it is heard, in milliseconds. */
export interface EdgeWord {
  text: string;
  startMs: number;
  endMs: number;
}

/** The address of a connection: the token, and the proof that whoever asks knows it and the time. */
export function edgeAddress(url: string, token: string, connection: string, now: Date): string {
  const seconds = BigInt(Math.floor(now.getTime() / 1000)) + windowsEpoch;
  const ticks = (seconds - (seconds % proofSeconds)) * 10_000_000n;
  const address = new URL(url);
  address.searchParams.set('TrustedClientToken', token);
  address.searchParams.set('Sec-MS-GEC', createHash('sha256').update(`${ticks}${token}`).digest('hex').toUpperCase());
  address.searchParams.set('Sec-MS-GEC-Version', proofVersion);
  address.searchParams.set('ConnectionId', connection);
  return address.href;
}

/** The first message: what sound is wanted, and that words shall be timed. */
export function configMessage(now: Date): string {
  const audio = {
    metadataoptions: { sentenceBoundaryEnabled: 'false', wordBoundaryEnabled: 'true' },
    outputFormat,
  };
  const body = JSON.stringify({ context: { synthesis: { audio } } });
  return lines(
    { 'X-Timestamp': now.toISOString(), 'Content-Type': 'application/json; charset=utf-8' },
    'speech.config',
    body,
  );
}

/** The second one: what is said, by whom and how fast. Nothing in a text is taken for a mark. */
export function speakMessage(
  { text, voice, rate, request }: { text: string; voice: string; rate: number; request: string },
  now: Date,
): string {
  const percent = Math.round((rate - 1) * 100);
  const pace = `<prosody pitch='+0Hz' rate='${percent < 0 ? '' : '+'}${percent}%' volume='+0%'>${escaped(text)}</prosody>`;
  const language = /^[a-z]{2}-[A-Z]{2}/.exec(voice)?.[0] ?? 'en-US';
  const body = `<speak version='1.0' xmlns='http://www.w3.org/2001/10/synthesis' xml:lang='${language}'><voice name='${escaped(voice)}'>${pace}</voice></speak>`;
  const head = { 'X-RequestId': request, 'Content-Type': 'application/ssml+xml', 'X-Timestamp': now.toISOString() };
  return lines(head, 'ssml', body);
}

function lines(head: Readonly<Record<string, string>>, path: string, body: string): string {
  const all = [...Object.entries(head), ['Path', path] as const];
  return `${all.map(([name, value]) => `${name}:${value}\r\n`).join('')}\r\n${body}`;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };
  // XML has no place for most control characters, escaped or not.
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, (mark) => `&${names[mark]};`);
}

/** Reads a message: text ones are all lines and body, binary ones begin with the length of their head in two bytes. */
export function readMessage(data: string | Uint8Array): EdgeMessage {
  const bytes =
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const isText = typeof data === 'string';
  const from = isText ? 0 : 2;
  const end = isText ? bytes.indexOf('\r\n\r\n') : 2 + (bytes.length < 2 ? 0 : bytes.readUInt16BE(0));
  const head = bytes.subarray(from, end === -1 ? bytes.length : end).toString('utf8');
  const path = /^Path:\s*(\S+)/im.exec(head)?.[1] ?? '';
  return { path, body: end === -1 ? new Uint8Array() : bytes.subarray(end + (isText ? 4 : 0)) };
}

/** The words that a message of metadata times. @throws Error where it is none */
export function wordsIn(body: Uint8Array): EdgeWord[] {
  const { Metadata: found } = Metadata.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  return found.flatMap(({ Type, Data: { Offset, Duration, text } }) =>
    Type !== 'WordBoundary' || Offset === undefined || text === undefined
      ? []
      : [{ text: text.Text, startMs: Offset / 10_000, endMs: (Offset + (Duration ?? 0)) / 10_000 }],
  );
}
