import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './api-env.ts';

const policy = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  // The compositor of the preview is WebAssembly; it may be compiled, and no text may be run.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers that keep a browser from doing more with an answer than it should. */
export function securityHeaders() {
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-frame-options', 'DENY');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    // Of the studio alone: a person who becomes a presenter is filmed there.
    headers.set('permissions-policy', 'camera=(self), microphone=(), geolocation=()');
    if (!headers.has('content-security-policy')) {
      headers.set('content-security-policy', policy);
    }
    if (new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https') {
      headers.set('strict-transport-security', 'max-age=31536000');
    }
  });
}
