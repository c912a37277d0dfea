import type { ClientOptions } from '@clipo/client';
import { inputFault } from '@clipo/messages';
import type { CliContext } from '../context.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import type { RemoteEnd } from './make-remotely.ts';

/** The service that `--server` names, with the key from CLIPO_API_KEY. @throws ClipoError invalid_input */
export function serverOf(url: string, { env, say }: Pick<CliContext, 'env' | 'say'>): ClientOptions {
  const key = env.variable('CLIPO_API_KEY');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw inputFault('--server', 'rule.no_address');
  }
  if (key === undefined) {
    throw inputFault('--server', 'rule.key_missing');
  }
  return { url, key, language: say.language };
}

/** Says how a batch on a service ended. */
export function tellRemoteEnd(
  { list, done, failed }: RemoteEnd,
  { view, context, isJson }: { view: ProgressView; context: CliContext; isJson: boolean },
): void {
  view.close();
  if (isJson) {
    view.tell({ event: 'done', manifest: list, done, failed, wallSeconds: 0 });
  } else {
    view.note(context.say(failed === 0 ? 'make.remote.done' : 'make.remote.failed', { done, failed, list }));
    context.terminal.out(`${list}\n`);
  }
  context.setExit(failed === 0 ? 0 : 3);
}
