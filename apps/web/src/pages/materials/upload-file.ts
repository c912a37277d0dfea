import { Upload } from 'tus-js-client';
import { keyOfTab } from '../../api/session.ts';

const partBytes = 8 * 1024 * 1024;

/** A file on its way to the service. */
export interface Sending {
  /** The material it became. */
  material: Promise<string>;
  stop(): void;
}

/**
 * Sends a file in parts; one that broke off goes on where it stopped, also after the page was opened anew.
 * @param onShare is told how much has arrived, 0 … 1
 */
export function sendFile(file: File, onShare: (share: number) => void): Sending {
  const key = keyOfTab();
  const wish = Promise.withResolvers<string>();
  const upload = new Upload(file, {
    endpoint: '/api/v1/tus',
    chunkSize: partBytes,
    retryDelays: [0, 1000, 3000, 8000],
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    onProgress: (sent, all) => onShare(all === 0 ? 1 : sent / all),
    onError: (error) => wish.reject(new Error(problemIn(error))),
    onSuccess: ({ lastResponse }) => {
      const id = lastResponse.getHeader('Clipo-Material');
      if (id === undefined || id === '') {
        wish.reject(new Error('the service did not say which material it became'));
      } else {
        wish.resolve(id);
      }
    },
  });
  void upload.findPreviousUploads().then(([before]) => {
    if (before !== undefined) {
      upload.resumeFromPreviousUpload(before);
    }
    upload.start();
  });
  return { material: wish.promise, stop: () => void upload.abort(true) };
}

/** What the service said, out of the protocol's own words. */
function problemIn(error: Error): string {
  const body =
    'originalResponse' in error ? (error.originalResponse as { getBody(): string } | null)?.getBody() : undefined;
  try {
    const { detail } = JSON.parse(body ?? '') as { detail?: string };
    return detail ?? error.message;
  } catch {
    return error.message;
  }
}
