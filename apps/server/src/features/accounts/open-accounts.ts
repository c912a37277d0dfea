import type { Database } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { Settings } from '../../env.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { openTeamEnvelope } from '../privacy/open-envelope.ts';
import { openCaptcha } from './captcha.ts';
import { openAccountEngine } from './engine.ts';

/** What seals personal data, what knows sessions, and what keeps programs out. Nothing is asked of the database before it is needed. */
export function openAccounts(
  db: Database,
  { secrets, settings }: { secrets: Secrets; settings: Settings },
): Pick<Deps, 'envelope' | 'accounts' | 'captcha'> {
  return {
    envelope: openTeamEnvelope(db, secrets),
    accounts: openAccountEngine(db, { secrets, settings }),
    captcha: openCaptcha({ db, secrets }, settings),
  };
}
