import { html, raw } from 'hono/html';

const style = raw(`
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif; }
  body { max-width: 40rem; margin: 12vh auto; padding: 0 1.25rem; }
  h1 { font-size: 1.5rem; }
  code { font-size: 1rem; overflow-wrap: anywhere; padding: .75rem 1rem; display: block; border: 1px solid #8885; border-radius: .5rem; }
  button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .5rem; background: #1677ff; color: #fff; cursor: pointer; }
`);

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${style}</style>
      </head>
      <body>${body}</body>
    </html>`;
}

/** What stands at the root of a service that was started without the studio's pages. */
export function homePage() {
  return page(
    'Clipo',
    html`<h1>Clipo</h1>
      <p>服务正在运行。<br />The service is running.</p>
      <p><a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>`,
  );
}

/** A visit alone grants nothing: programs that look links up in advance would use it up. */
export function grantPage(grant: string) {
  return page(
    'Clipo',
    html`<h1>欢迎使用 Clipo · Welcome to Clipo</h1>
      <p>点一下，领取管理员密钥。此链接只能用一次。<br />Get the operator's key. This link works once.</p>
      <form method="post" action="/first-run">
        <input type="hidden" name="grant" value="${grant}" />
        <button>领取密钥 · Get the key</button>
      </form>`,
  );
}

/** The key, shown this once. */
export function keyPage(secret: string) {
  return page(
    'Clipo',
    html`<h1>管理员密钥 · Operator's key</h1>
      <code>${secret}</code>
      <p>请现在保存：之后不会再显示。<br />Keep it now: it is not shown again.</p>
      <p><a href="/sign-in">打开工作台 · Open the studio</a></p>`,
  );
}

/** The link was used, is too old, or was never one. */
export function spentPage() {
  return page(
    'Clipo',
    html`<h1>链接已失效 · This link is spent</h1>
      <p>
        它已被使用，或服务已重新启动。若还没有密钥，请重新启动 Clipo，终端会给出新链接。<br />
        It was used, or the service was started again since. Without a key yet? Start Clipo again: it prints a new link.
      </p>`,
  );
}
