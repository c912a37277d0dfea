import { sql } from 'drizzle-orm';
import { teamIsHeld, userIsHeld } from '../holds/queries.ts';

type Sql = ReturnType<typeof sql>;

/** How the rows of a table go whose term has ended. In the SQL, `x` is the table and `now` the moment. */
export type Term =
  /** They are deleted. `held` says of which rows a legal hold keeps them. */
  | { go: 'deleted'; ended: (now: Sql) => Sql; held: Sql }
  /** A chain of hashes: its beginning is cut off, or what it seals is taken out of it (`sweep-audit`, `sweep-evidence`). */
  | { go: 'cut' | 'unsealed' }
  /** Something else takes them away, or they say nothing of anybody. */
  | { go: 'otherwise'; by: 'account' | 'team' | 'own-timer' | 'nobody' };

const column = (name: string): Sql => sql.raw(`x.${name}`);
const ofUser = userIsHeld(column('user_id'));
const ofTeam = teamIsHeld(column('team_id'));
const nobodys = sql`false`;
const older = (name: string, than: string) => (now: Sql) =>
  sql`${column(name)} < ${now} - ${sql.raw(`interval '${than}'`)}`;
const all =
  (...parts: ((now: Sql) => Sql)[]) =>
  (now: Sql) =>
    sql.join(
      parts.map((part) => sql`(${part(now)})`),
      sql` and `,
    );
const only = (text: string) => () => sql.raw(text);
const deleted = (ended: (now: Sql) => Sql, held: Sql): Term => ({ go: 'deleted', ended, held });
const withAccount: Term = { go: 'otherwise', by: 'account' };
const withTeam: Term = { go: 'otherwise', by: 'team' };
const ownTimer: Term = { go: 'otherwise', by: 'own-timer' };
const nothing: Term = { go: 'otherwise', by: 'nobody' };

/** Calendar months: 180 days are fewer than six of them. */
const halfYear = '6 months';
const threeYears = '3 years';
const ofCase = (name: string, table = 'cases') => only(`not exists (select 1 from ${table} c where c.id = x.${name})`);
/** Of teams that are gone, ten years after the year of their last movement; those of a team that is there are a running account. */
const books = deleted(
  (now) => sql`not exists (select 1 from teams t where t.id = x.team_id)
    and coalesce((select max(created_at) from credit_transactions c where c.team_id = x.team_id), '-infinity')
      < date_trunc('year', ${now}, 'Asia/Shanghai') - interval '10 years'
    and coalesce((select max(created_at) from recharge_orders o where o.team_id = x.team_id), '-infinity')
      < date_trunc('year', ${now}, 'Asia/Shanghai') - interval '10 years'`,
  ofTeam,
);
/** Something that acts were about is still there: so are they. */
const isGone = only(
  [
    'measures',
    'appeals',
    'deletion_requests',
    'sealed_evidence',
    'legal_holds',
    'authority_packages',
    'cases',
    'incidents',
  ]
    .map((table) => `not exists (select 1 from ${table} a where a.id = x.about_id)`)
    .join(' and '),
);

/**
 * How the rows of each table go when their term (features/privacy/inventory.ts) has ended, in this order: what points at
 * other rows goes before them, what was said about them after. A test fails for a table that is not here.
 */
export const terms: Readonly<Record<string, Term>> = {
  verifications: deleted((now) => sql`x.expires_at < ${now}`, nobodys),
  sessions: deleted((now) => sql`x.expires_at < ${now}`, nobodys),
  idempotency_keys: deleted(older('created_at', '1 day'), nobodys),
  login_codes: deleted(older('created_at', halfYear), nobodys),
  sign_in_attempts: deleted(older('created_at', halfYear), ofUser),
  messages: deleted(all(older('created_at', halfYear), only(`x.status <> 'waiting'`)), ofUser),
  // What a measure or a deletion counts from is kept as long as that.
  notices: deleted(
    all(
      older('created_at', halfYear),
      only(`not exists (select 1 from measures m where m.notice_id = x.id)
        and not exists (select 1 from deletion_requests d where d.notice_id = x.id)`),
    ),
    ofUser,
  ),
  rule_hits: deleted((now) => sql`x.day < (${now} - interval '6 months')::date`, ofTeam),
  output_reports: deleted(older('closed_at', halfYear), ofTeam),
  safety_decisions: deleted(
    (now) => sql`exists (select 1 from safety_cases c where c.id = x.case_id and c.status = 'decided'
      and c.decided_at < ${now} - interval '6 months')`,
    sql`exists (select 1 from safety_cases c where c.id = x.case_id and ${teamIsHeld(sql.raw('c.team_id'))})`,
  ),
  safety_cases: deleted(all(older('decided_at', halfYear), only(`x.status = 'decided'`)), ofTeam),
  actings: deleted((now) => sql`coalesce(x.ended_at, x.ends_at, x.asks_until) < ${now} - interval '6 months'`, ofUser),
  audit_events: { go: 'cut' },
  kept_labels: deleted((now) => sql`x.retain_until < ${now}`, userIsHeld(column('pseudonym'))),
  disclosures: deleted(older('created_at', threeYears), ofUser),
  // The newest act of a kind counts: it ends with a withdrawal, or with the account.
  consents: deleted(
    (now) => sql`not exists (select 1 from consents c where c.user_id = x.user_id and c.kind = x.kind
        and c.at >= ${now} - interval '3 years')
      and ((select c.act from consents c where c.user_id = x.user_id and c.kind = x.kind order by c.id desc limit 1) <> 'give'
        or (not exists (select 1 from users u where u.id = x.user_id)
          and not exists (select 1 from deletion_requests d where d.user_id = x.user_id and d.erased_at >= ${now} - interval '3 years')))`,
    ofUser,
  ),
  person_consents: deleted(
    (now) => sql`least(x.withdrawn_at, (x.terms->>'until')::timestamptz) < ${now} - interval '3 years'`,
    ofTeam,
  ),
  // A material that is down stays down: so does the case that says why.
  takedowns: deleted(
    (now) => sql`exists (select 1 from cases c where c.id = x.case_id and c.closed_at < ${now} - interval '3 years')
      and x.ended_at is not null`,
    ofTeam,
  ),
  cases: deleted(
    all(older('closed_at', threeYears), only('not exists (select 1 from takedowns t where t.case_id = x.id)')),
    sql`(${ofUser} or ${ofTeam})`,
  ),
  case_events: deleted(ofCase('case_id'), nobodys),
  case_files: deleted(ofCase('case_id'), nobodys),
  incident_people: deleted(
    (now) =>
      sql`exists (select 1 from incidents i where i.id = x.incident_id and i.closed_at < ${now} - interval '3 years')`,
    ofUser,
  ),
  measure_proposals: deleted(older('decided_at', threeYears), ofUser),
  appeals: deleted(older('decided_at', threeYears), ofUser),
  authority_packages: deleted(older('created_at', threeYears), ofUser),
  measures: deleted(all(older('closed_at', threeYears), only(`x.state <> 'open'`)), ofUser),
  deletion_requests: deleted((now) => sql`coalesce(x.done_at, x.withdrawn_at) < ${now} - interval '3 years'`, ofUser),
  legal_holds: deleted(older('lifted_at', threeYears), ofUser),
  sealed_evidence: { go: 'unsealed' },
  measure_acts: deleted(all(older('created_at', threeYears), isGone), ofUser),
  credit_entries: books,
  credit_hold_lots: books,
  credit_holds: books,
  credit_lots: books,
  grant_wishes: books,
  refunds: books,
  invoices: books,
  payment_notices: deleted(
    (now) => sql`x.created_at < date_trunc('year', ${now}, 'Asia/Shanghai') - interval '10 years'`,
    nobodys,
  ),
  credit_transactions: books,
  recharge_orders: books,
  credit_books: books,
  undertakings: ownTimer,
  undertaking_log: ownTimer,
  uploads: ownTimer,
  lent_files: ownTimer,
  held_rows: ownTimer,
  contact_changes: withAccount,
  ...Object.fromEntries(
    [
      ...['users', 'accounts', 'devices', 'passkeys', 'totp_secrets', 'recovery_codes', 'factor_removals', 'presence'],
      ...['notice_preferences', 'conversations', 'conversation_messages'],
    ].map((name) => [name, withAccount]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'members',
        'invitations',
        'teams',
        'enterprise_proofs',
        'claim_proofs',
        'api_access',
        'usage_grants',
        'api_keys',
      ],
      ...['webhooks', 'webhook_deliveries', 'events', 'team_models', 'presenter_engines', 'outside_presenters'],
      ...['presenter_orders', 'dictionaries', 'face_points', 'products', 'materials', 'material_proofs', 'scripts'],
      ...[
        'storyboards',
        'templates',
        'recipes',
        'batches',
        'videos',
        'video_edits',
        'video_edit_updates',
        'edit_versions',
      ],
      ...[
        'pieces',
        'video_pieces',
        'video_versions',
        'deliveries',
        'review_decisions',
        'review_comments',
        'share_links',
      ],
      ...['video_folders', 'video_places', 'renders'],
    ].map((name) => [name, withTeam]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'rule_sets',
        'licensed_items',
        'calendar_years',
        'announcements',
        'announced_texts',
        'closed_parts',
        'withdrawn_templates',
        'audit_anchors',
        'audit_cuts',
      ],
      ...['known_pictures', 'incidents', 'incident_entries', 'data_keys', 'work_clock'],
    ].map((name) => [name, nothing]),
  ),
};
