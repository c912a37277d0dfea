import type { Settings } from '../env.ts';
import { findInSpeech, listenToFile } from '../features/hearing/listen-to-file.ts';
import type { Listener } from '../features/hearing/listener.ts';
import type { Looked } from './check.ts';
import type { Finding } from './verdict.ts';
import { findingsInMedia } from './words-in-media.ts';

/**
 * Has somebody listen to what a file says, and checks it as words are checked. An engine that does not answer leaves the
 * file to a person, or to the other checks, as the service is set (`CLIPO_MODERATION_DOWN`).
 */
export async function hearFile(
  listener: Listener | undefined,
  { path, mediaType }: { path: string; mediaType: string },
  { whenDown, signal }: { whenDown: Settings['CLIPO_MODERATION_DOWN']; signal: AbortSignal },
): Promise<Looked> {
  const [kind] = mediaType.split('/');
  if (listener === undefined || (kind !== 'audio' && kind !== 'video')) {
    return { rules: [], findings: [] };
  }
  const rules = [listener.name];
  try {
    const said = await listenToFile(listener, path, signal);
    const findings = findInSpeech(
      said,
      (atMs, text) => findingsInMedia(`sound@${atMs}`, text),
      ({ start, end, rule, term }) => ({ start, end, thing: `${rule} ${term}` }),
    );
    return { rules, findings };
  } catch (cause) {
    signal.throwIfAborted();
    return whenDown === 'pass'
      ? { rules, findings: [] }
      : { rules, findings: [unheard(listener.name, cause as Error)] };
  }
}

function unheard(by: string, { message }: Error): Finding {
  return {
    field: 'sound@0',
    start: 0,
    end: 0,
    term: '',
    rule: `${by}_unanswered`.toLowerCase(),
    category: 'unlawful',
    severity: 'review',
    why: `${by}: ${message.slice(0, 200)}`,
    suggestion: '等待人工审核 / wait for a reviewer',
    rewrite: null,
    by,
  };
}
