import { randomUUID } from 'node:crypto';
import type { EdgeVoices } from '../settings.ts';
import { configMessage, type EdgeWord, edgeAddress, readMessage, speakMessage, wordsIn } from './protocol.ts';

/** What the service made of a text: MP3, and when its words are heard. */
export interface EdgeSpeech {
  mp3: Uint8Array;
  words: EdgeWord[];
}

/** Sound of twenty minutes at 48 kbit/s; more is none of ours. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Asks for one text over one connection, as the protocol wants it.
 * @throws Error that says what went wrong, TimeoutError, or the signal's reason
 */
export function converse(
  { url, token }: Pick<EdgeVoices, 'url' | 'token'>,
  speech: { text: string; voice: string; rate: number },
  signal: AbortSignal,
): Promise<EdgeSpeech> {
  const name = () => randomUUID().replaceAll('-', '');
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const now = new Date();
    const socket = new WebSocket(edgeAddress(url, token, name(), now));
    socket.binaryType = 'arraybuffer';
    const parts: Uint8Array[] = [];
    const words: EdgeWord[] = [];
    let size = 0;
    const end = (error: Error | undefined) => {
      signal.removeEventListener('abort', onAbort);
      socket.close();
      if (error !== undefined) {
        reject(error);
        return;
      }
      resolve({ mp3: Buffer.concat(parts), words });
    };
    const onAbort = () => end(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.addEventListener('open', () => {
      socket.send(configMessage(now));
      socket.send(speakMessage({ ...speech, request: name() }, now));
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      try {
        const { path, body } = readMessage(typeof data === 'string' ? data : new Uint8Array(data));
        if (path === 'audio') {
          parts.push(body);
          size += body.length;
        } else if (path === 'audio.metadata') {
          words.push(...wordsIn(body));
        }
        if (size > mostBytes) {
          throw new Error('answered with more than 8 MiB');
        }
        if (path === 'turn.end') {
          end(undefined);
        }
      } catch (error) {
        end(error as Error);
      }
    });
    socket.addEventListener('error', () =>
      end(new Error('refused the connection, or cannot be reached: check CLIPO_EDGE_TTS_TOKEN and the network')),
    );
    socket.addEventListener('close', ({ code }) => end(new Error(`broke off before the end (${code})`)));
  });
}
