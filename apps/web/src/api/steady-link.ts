/** Links to files are good for an hour; this long one is kept. */
const keptMs = 45 * 60_000;
const kept = new Map<string, { link: string; at: number }>();

/**
 * The link to a file that this tab has used before, as long as it is good. The service signs a new one each minute; with
 * that a film that is playing would begin anew, and a cover would be fetched again.
 */
export function steadyLink(link: string): string {
  const [path = ''] = link.split('?');
  const key = `${path} ${new URLSearchParams(link.slice(path.length)).get('of') ?? ''}`;
  const before = kept.get(key);
  const now = Date.now();
  if (before !== undefined && now - before.at < keptMs) {
    return before.link;
  }
  kept.set(key, { link, at: now });
  return link;
}
