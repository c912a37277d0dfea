import { z } from 'zod';
import { providerPasses, providerRefuses } from './payment-faults.ts';
import {
  isFresh,
  isSignedWith,
  keyOfCertificate,
  openSealed,
  Sealed,
  type Signed,
  signedOf,
  signRequest,
} from './wechat-signing.ts';

const name = 'WeChat Pay';

/** What a merchant gets from WeChat Pay. */
export interface WechatPaySettings {
  appId: string;
  merchantId: string;
  /** Serial of the merchant's certificate, whose private key signs our requests. */
  merchantSerial: string;
  privateKey: string;
  /** 32 bytes: what WeChat Pay encrypts with. */
  apiV3Key: string;
  /** WeChat Pay's public key with its id (`PUB_KEY_ID_…`); left out, its platform certificates are fetched. */
  publicKey?: { id: string; pem: string } | undefined;
  url: string;
}

/** An answer of the API: its status, and its JSON, whose signature was checked. */
export interface WechatAnswer {
  status: number;
  body: unknown;
}

export interface WechatClient {
  /** @throws ClipoError unavailable where it is busy, unreachable or its signature is wrong; fetch_failed where it refuses */
  ask(method: 'GET' | 'POST', path: string, body?: object, knownFailures?: readonly string[]): Promise<WechatAnswer>;
  /** Whether WeChat Pay signed it. Certificates that are not known yet are fetched: they change each few years. */
  isFromWechat(signed: Signed): Promise<boolean>;
}

const Failure = z.object({ code: z.string(), message: z.string().default('') });
const Certificates = z.object({
  data: z.array(z.object({ serial_no: z.string(), encrypt_certificate: Sealed })).min(1),
});

/** Who asks for a serial that does not exist must not make us ask WeChat Pay each time. */
const fetchAgainMs = 60_000;

/** Speaks WeChat Pay's API v3: requests signed, answers checked, platform certificates fetched and changed as they do. */
export function openWechatClient(settings: WechatPaySettings): WechatClient {
  const { merchantId: id, merchantSerial: serial, privateKey, apiV3Key, publicKey, url } = settings;
  /** Public keys by serial. */
  const keys = new Map<string, string>(publicKey === undefined ? [] : [[publicKey.id, publicKey.pem]]);
  let fetchedAt = 0;
  const ask: WechatClient['ask'] = async (method, path, body, knownFailures = []) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const { status, header, said } = await send(url, {
      method,
      path,
      text,
      sign: () => signRequest({ id, serial, privateKey }, { method, path, body: text }),
    });
    if (status >= 400) {
      return failed(status, said, knownFailures);
    }
    const signed = signedOf(header, said);
    if (signed === undefined || !isFresh(signed) || !(await isFromWechat(signed))) {
      throw providerPasses(name, 'gave an answer that it did not sign');
    }
    return { status, body: parsed(said) };
  };
  const isFromWechat = async (signed: Signed): Promise<boolean> => {
    if (!keys.has(signed.serial) && publicKey === undefined) {
      await fetchKeys();
    }
    const key = keys.get(signed.serial);
    return key !== undefined && isSignedWith(signed, key);
  };
  /** The certificates come sealed with the APIv3 key, and the answer is signed with one of them. */
  const fetchKeys = async () => {
    if (Date.now() - fetchedAt < fetchAgainMs) {
      return;
    }
    fetchedAt = Date.now();
    const path = '/v3/certificates';
    const { status, header, said } = await send(url, {
      method: 'GET',
      path,
      text: '',
      sign: () => signRequest({ id, serial, privateKey }, { method: 'GET', path, body: '' }),
    });
    if (status >= 400) {
      fetchedAt = 0;
      failed(status, said, []);
    }
    const found = new Map<string, string>();
    for (const { serial_no, encrypt_certificate } of Certificates.parse(parsed(said)).data) {
      const key = keyOfCertificate(openSealed(encrypt_certificate, apiV3Key));
      if (key !== undefined) {
        found.set(serial_no, key);
      }
    }
    const signed = signedOf(header, said);
    const key = signed === undefined ? undefined : found.get(signed.serial);
    if (signed === undefined || key === undefined || !isFresh(signed) || !isSignedWith(signed, key)) {
      fetchedAt = 0;
      throw providerPasses(name, 'gave certificates that it did not sign');
    }
    // What is no longer in the list is no longer trusted.
    keys.clear();
    for (const [each, pem] of found) {
      keys.set(each, pem);
    }
  };
  return { ask, isFromWechat };
}

async function send(
  url: string,
  { method, path, text, sign }: { method: string; path: string; text: string; sign: () => string },
): Promise<{ status: number; header: (name: string) => string | undefined; said: string }> {
  try {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'Clipo',
        authorization: sign(),
        ...(text === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(text === '' ? {} : { body: text }),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    const said = await answer.text();
    return { status: answer.status, header: (key) => answer.headers.get(key) ?? undefined, said };
  } catch (cause) {
    throw providerPasses(name, `is out of reach (${cause instanceof Error ? cause.name : 'unknown'})`);
  }
}

/** Codes after which the same request may work (documented under 错误码 of each call). */
const passing = new Set([
  'SYSTEM_ERROR',
  'FREQUENCY_LIMITED',
  'FREQUENCY_LIMIT',
  'RATELIMIT_EXCEEDED',
  'BANK_ERROR',
  'NOT_ENOUGH',
]);

function failed(status: number, said: string, knownFailures: readonly string[]): WechatAnswer {
  const failure = Failure.safeParse(parsed(said));
  const code = failure.data?.code ?? `HTTP ${status}`;
  if (knownFailures.includes(code)) {
    return { status, body: failure.data };
  }
  if (status >= 500 || status === 429 || passing.has(code)) {
    throw providerPasses(name, `is busy (${code})`);
  }
  throw providerRefuses(name, code, failure.data?.message ?? '');
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw providerPasses(name, 'answered something else');
  }
}
