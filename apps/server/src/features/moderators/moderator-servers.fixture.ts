import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server answers next: a documented answer, an error, or nothing at all. */
export type Scene = 'pass' | 'block' | 'review' | 'throttled' | 'denied' | 'silent' | 'broken';

/** A server on a free port that answers as Aliyun's and Tencent's documents say, and checks how it is asked. */
export interface ModeratorServer {
  url: string;
  /** Texts that it was asked about. */
  asked: string[];
  /** What was wrong with the signatures that it was given. */
  wrong: string[];
  play(scene: Scene): void;
  close(): Promise<void>;
}

const secret = 'replayed-secret';

/** Green, TextModerationPlus: answers of the reference (help.aliyun.com, 2022-03-02). */
const aliyunAnswers: Readonly<Record<Exclude<Scene, 'silent' | 'broken'>, [status: number, body: object]>> = {
  pass: [200, { Code: 200, Message: 'OK', Data: { RiskLevel: 'none', Result: [{ Label: 'nonLabel' }] } }],
  block: [
    200,
    {
      Code: 200,
      Message: 'OK',
      RequestId: 'AAAA-BBBB',
      Data: {
        RiskLevel: 'high',
        Result: [{ Label: 'contraband_gambling', Confidence: 99.1, RiskWords: '好运', Description: '疑似赌博内容' }],
      },
    },
  ],
  review: [
    200,
    { Code: 200, Message: 'OK', Data: { RiskLevel: 'medium', Result: [{ Label: 'inappropriate_ethics' }] } },
  ],
  throttled: [200, { Code: 588, Message: 'EXCEED_QUOTA' }],
  denied: [404, { Code: 'InvalidAccessKeyId.NotFound', Message: 'Specified access key is not found.' }],
};

/** TMS, TextModeration: answers of the reference (cloud.tencent.com, 2020-12-29). */
const tencentAnswers: typeof aliyunAnswers = {
  pass: [200, { Response: { Suggestion: 'Pass', Label: 'Normal', Score: 0, Keywords: [], RequestId: 'x' } }],
  block: [
    200,
    {
      Response: {
        Suggestion: 'Block',
        Label: 'Illegal',
        Keywords: ['好运'],
        DetailResults: [{ Label: 'Illegal', Suggestion: 'Block', Keywords: ['好运'], Score: 100 }],
      },
    },
  ],
  review: [200, { Response: { Suggestion: 'Review', Label: 'Abuse', Keywords: null, DetailResults: null } }],
  throttled: [200, { Response: { Error: { Code: 'RequestLimitExceeded', Message: 'too often' }, RequestId: 'x' } }],
  denied: [200, { Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'no' }, RequestId: 'x' } }],
};

export async function startModeratorServer(): Promise<ModeratorServer> {
  let scene: Scene = 'pass';
  const asked: string[] = [];
  const wrong: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const isTencent = request.headers['x-tc-action'] !== undefined;
    asked.push(isTencent ? tencentText(body) : aliyunText(body));
    const fault = isTencent ? tencentFault(request, body) : aliyunFault(request, body);
    if (fault !== undefined) {
      wrong.push(fault);
    }
    if (scene === 'silent') {
      return;
    }
    if (scene === 'broken') {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad Gateway</html>');
      return;
    }
    send(response, (isTencent ? tencentAnswers : aliyunAnswers)[scene]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    wrong,
    play(next) {
      scene = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The settings of a service that asks a server as both engines. */
export function moderatorSettings(url: string): Record<string, string> {
  return {
    ...{ CLIPO_GREEN_KEY_ID: 'key', CLIPO_GREEN_SECRET: secret, CLIPO_GREEN_URL: url },
    ...{ CLIPO_TMS_SECRET_ID: 'id', CLIPO_TMS_SECRET_KEY: secret, CLIPO_TMS_URL: url },
    // A machine that works on others may answer late: who waits for silence waits less.
    CLIPO_MODERATION_TIMEOUT_MS: '20000',
  };
}

function send(response: ServerResponse, [status, body]: [number, object]): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

function aliyunText(body: string): string {
  const { content } = JSON.parse(new URLSearchParams(body).get('ServiceParameters') ?? '{}') as { content?: string };
  return content ?? '';
}

function tencentText(body: string): string {
  return Buffer.from((JSON.parse(body) as { Content: string }).Content, 'base64').toString('utf8');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** The signature worked out again from what came over the line. */
function aliyunFault({ headers }: IncomingMessage, body: string): string | undefined {
  const [, names = '', given = ''] = /SignedHeaders=([^,]+),Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const expected = sign(secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`).toString('hex');
  return expected === given && headers['x-acs-action'] === 'TextModerationPlus' ? undefined : `aliyun ${given}`;
}

function tencentFault({ headers }: IncomingMessage, body: string): string | undefined {
  const [, scope = '', given = ''] = /Credential=id\/([^,]+),.*Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  const [day = ''] = scope.split('/');
  const lines = `content-type:${headers['content-type']}\nhost:${headers.host}\n`;
  const canonical = `POST\n/\n\n${lines}\ncontent-type;host\n${sha256(body)}`;
  const key = sign(sign(sign(`TC3${secret}`, day), 'tms'), 'tc3_request');
  const toSign = `TC3-HMAC-SHA256\n${headers['x-tc-timestamp']}\n${scope}\n${sha256(canonical)}`;
  return sign(key, toSign).toString('hex') === given ? undefined : `tencent ${given}`;
}
