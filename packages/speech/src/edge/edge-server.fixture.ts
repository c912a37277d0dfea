import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a test's server says to one connection: texts and sounds, or that it hangs up. */
export interface Said {
  text(path: string, body: string): void;
  sound(mp3: Uint8Array): void;
  hangUp(): void;
}

/** How it answers what was asked, once both messages have come. */
export type EdgeAnswer = (asked: { url: URL; messages: string[] }, say: Said) => void | Promise<void>;

/** A server of the read-aloud protocol on a free port; `undefined` as an answer refuses the connection. */
export async function edgeServer(answerOf: () => EdgeAnswer | undefined) {
  const asked: { url: URL; messages: string[] }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(404).end());
  server.on('upgrade', (request, stream) => {
    const socket = stream as Socket;
    sockets.add(socket.on('error', () => undefined));
    const answer = answerOf();
    if (answer === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    // RFC 6455, 4.2.2: the key and this name prove that the server speaks the protocol.
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
    const one = { url: new URL(request.url ?? '', 'ws://here'), messages: [] as string[] };
    asked.push(one);
    let buffered = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (let read = readFrame(buffered); read !== undefined; read = readFrame(buffered)) {
        buffered = buffered.subarray(read.length);
        one.messages.push(read.text);
        if (one.messages.length === 2) {
          void answer(one, sayingOn(socket));
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/edge/v1`,
    asked,
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sayingOn(socket: Socket): Said {
  return {
    text: (path, body) => {
      socket.write(
        frame(1, Buffer.from(`X-RequestId:1\r\nContent-Type:application/json\r\nPath:${path}\r\n\r\n${body}`)),
      );
    },
    sound: (mp3) => {
      const head = Buffer.from('X-RequestId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(head.length);
      socket.write(frame(2, Buffer.concat([length, head, mp3])));
    },
    hangUp: () => socket.destroy(),
  };
}

/** A frame from a server: never masked. */
function frame(kind: 1 | 2, payload: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head[0] = 0x80 | kind;
  if (payload.length < 126) {
    head[1] = payload.length;
    return Buffer.concat([head.subarray(0, 2), payload]);
  }
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}

/** A frame from a client, always masked; undefined until all of it is there. */
function readFrame(bytes: Buffer): { text: string; length: number } | undefined {
  const short = (bytes[1] ?? 0) & 0x7f;
  const at = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < at + 4) {
    return undefined;
  }
  const size = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  if (bytes.length < at + 4 + size) {
    return undefined;
  }
  const mask = bytes.subarray(at, at + 4);
  const body = Buffer.from(bytes.subarray(at + 4, at + 4 + size)).map(
    (byte, index) => byte ^ (mask[index % 4] as number),
  );
  return { text: Buffer.from(body).toString('utf8'), length: at + 4 + size };
}
