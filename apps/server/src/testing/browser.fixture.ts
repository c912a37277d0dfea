import type { TestApi } from './api.fixture.ts';

/** A browser with its cookies, asking the API from the service's own pages. */
export interface TestBrowser {
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  cookies: Map<string, string>;
}

export const origin = 'http://localhost';

export function openBrowser({ app }: Pick<TestApi, 'app'>): TestBrowser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async ask(method, path, body, headers) {
      const answer = await app.request(path, {
        method,
        headers: {
          origin,
          'sec-fetch-site': 'same-origin',
          'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140',
          ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /max-age=0/i.test(line)) {
          cookies.delete(name);
        } else {
          cookies.set(name, value);
        }
      }
      return answer;
    },
  };
}

interface Kept {
  to: string;
  template: string;
  subject: string;
  text: string;
}

/** What the operator finds in the outbox for a contact, newest first. */
export async function outboxOf(api: TestApi, to: string): Promise<Kept[]> {
  const { items } = (await (await api.ask('GET', '/api/v1/outbox?limit=200')).json()) as { items: Kept[] };
  return items.filter((item) => item.to === to);
}

/** The newest code that was sent to a contact. */
export async function codeFor(api: TestApi, to: string): Promise<string> {
  const message = (await outboxOf(api, to)).find(({ template }) => template === 'code');
  return /\d{6}/.exec(message?.text ?? '')?.[0] ?? 'none';
}

/** The versions of the texts in force, as somebody ticks them. */
export async function tick(api: TestApi): Promise<{ agreement: string; privacy: string }> {
  const { items } = (await (await api.app.request('/api/v1/agreements')).json()) as {
    items: { kind: 'agreement' | 'privacy'; version: string; state: string }[];
  };
  const of = (kind: string) => items.find((item) => item.kind === kind && item.state === 'in-force')?.version ?? '';
  return { agreement: of('agreement'), privacy: of('privacy') };
}

/** Signs somebody in with a code, as the pages do; new people are made. */
export async function signInWithCode(api: TestApi, contact: string, browser = openBrowser(api)): Promise<TestBrowser> {
  await browser.ask('POST', '/api/v1/sign-in/codes', { contact });
  const code = await codeFor(api, contact);
  const answer = await browser.ask('POST', '/api/v1/sign-in/code', { contact, code, accepted: await tick(api) });
  if (answer.status !== 200) {
    throw new Error(`could not sign in: ${await answer.text()}`);
  }
  await browser.ask('PATCH', '/api/v1/me', { ageGroup: 'adult' });
  return browser;
}
