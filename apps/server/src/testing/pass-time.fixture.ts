import { openDatabase } from '../db/database.ts';
import { readSettings } from '../env.ts';
import { openAccounts } from '../features/accounts/open-accounts.ts';
import { passAppeals } from '../features/appeals/pass-appeals.ts';
import { passDeletions } from '../features/deletion/pass-deletions.ts';
import { passMeasures } from '../features/measures/pass-time.ts';
import { openSecrets } from '../guard/secrets.ts';
import { openLog } from '../log.ts';
import { openMedia } from '../media/open-media.ts';

// A process of its own that does what has come due at a moment: `node pass-time.fixture.ts HOME URL MOMENT`. Tests kill it.
const [home = '', url = '', moment = ''] = process.argv.slice(2);
const settings = readSettings({ CLIPO_HOME: home, CLIPO_LOG_LEVEL: 'silent' });
const db = openDatabase(url);
const secrets = await openSecrets(settings);
const { media } = await openMedia(settings);
const { envelope } = openAccounts(db, { secrets, settings });
const deps = { db, secrets, media, envelope, settings, log: openLog(settings) };
const now = new Date(moment);
await passMeasures(deps, now);
await passAppeals(deps, now);
await passDeletions(deps, now);
await db.close();
