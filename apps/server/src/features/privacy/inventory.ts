/** What is kept where, why, and how long. */
export interface Kept {
  /** What stands there. */
  holds: string;
  /** By which ground: a duty of law, the contract with the user, consent, or the safety of the service. */
  ground: 'law' | 'contract' | 'consent' | 'safety' | 'none';
  /** Until when. */
  term: string;
  /** Whether it says anything about a person. */
  isPersonal: boolean;
}

const kept = (holds: string, ground: Kept['ground'], term: string, isPersonal = true): Kept => ({
  holds,
  ground,
  term,
  isPersonal,
});
const account = 'until the account is deleted';
const team = 'until the team deletes it, or is deleted itself';
const halfYear = 'at least six months (Cybersecurity Law 23)';
const acts = 'as the operator sets, three years if not; six months at least (Cybersecurity Law 23)';
const books = 'as long as law asks for books and transactions';
const nothing = (holds: string) => kept(holds, 'none', 'as long as the service runs', false);

/** Every table of the database. A test fails for one that is not here. */
export const tableInventory: Readonly<Record<string, Kept>> = {
  users: kept('people: sealed contacts, name, language, age group', 'contract', account),
  sessions: kept(
    'who is signed in, from which address and browser',
    'contract',
    'a week after the last use, a month at most',
  ),
  accounts: kept('password hashes, linked accounts of WeChat', 'contract', account),
  verifications: kept('short-lived values of signing in', 'safety', 'minutes'),
  devices: kept('browsers that a person signed in from', 'safety', account),
  passkeys: kept('public keys of passkeys', 'contract', account),
  totp_secrets: kept('sealed secrets of one-time passwords', 'contract', account),
  recovery_codes: kept('hashes of recovery codes', 'contract', account),
  sign_in_attempts: kept('how signing in was tried: address, browser, outcome', 'law', halfYear),
  login_codes: kept(
    'keyed hashes of codes and of where they were sent',
    'safety',
    'a day; the row six months, as a log',
  ),
  contact_changes: kept('sealed new contacts that wait', 'contract', account),
  factor_removals: kept('second factors that operators took away, with what they checked, sealed', 'safety', account),
  presence: kept('minutes a day of minors', 'law', account),
  consents: kept(
    'consents given and withdrawn, with the hash of the text',
    'law',
    'three years after the end (PIPL 56)',
  ),
  disclosures: kept('to whom personal data was given, and why', 'law', 'three years (Network Data Regulation 12)'),
  deletion_requests: kept('wishes to be deleted', 'law', 'three years'),
  kept_labels: kept(
    'which label which file carried, of teams that are deleted',
    'law',
    'six months after the deletion (Labelling Measures 9)',
  ),
  measures: kept('measures against an account: why, until when, answers', 'law', 'three years'),
  measure_acts: kept('who did what about a measure, on what ground', 'law', 'three years'),
  measure_proposals: kept('measures that rules proposed, and what was decided', 'law', 'three years'),
  sealed_evidence: kept('evidence under seal, with its hashes', 'law', 'three years, longer under a legal hold'),
  legal_holds: kept('on what ground an account’s data are kept beyond their terms', 'law', 'three years after the end'),
  held_rows: kept('what was deleted under a legal hold, until it is under seal', 'law', 'a minute', true),
  audit_cuts: nothing('up to where the record of acts was taken away after its term'),
  actings: kept('which operator acted on whose behalf, why, with whose consent', 'law', halfYear),
  authority_packages: kept('what was handed to an authority, by which request', 'law', 'three years'),
  appeals: kept('appeals; sealed proof of identity', 'law', 'three years'),
  calendar_years: nothing('days off of a year'),
  notices: kept('what a person was told, with proof of delivery', 'law', halfYear),
  notice_preferences: kept('how a person wants to be told', 'contract', account),
  messages: kept('mails and SMS on their way; the text goes once it was sent', 'contract', halfYear),
  announcements: nothing('what everybody was told'),
  members: kept('who is in which team, as what', 'contract', 'until the member leaves'),
  invitations: kept('sealed contacts of who was invited', 'contract', 'until the team is deleted'),
  teams: kept('teams; sealed data of enterprises', 'contract', 'until the team is deleted'),
  enterprise_proofs: kept(
    'sealed scans of licences that verify an enterprise',
    'contract',
    'until the team is deleted',
  ),
  licensed_items: nothing('pictures, clips and sounds that operators lay out for every team, with their licences'),
  rule_sets: nothing('lists of words that operators published'),
  rule_hits: kept('how often a team’s words were refused, by rule and day', 'safety', halfYear, false),
  claim_proofs: kept('sealed scans that prove what advertisements claim', 'law', 'until the team is deleted', false),
  api_access: kept('applications for API access', 'contract', 'until the team is deleted', false),
  usage_grants: kept('grants of commercial use', 'contract', 'until the team is deleted', false),
  audit_events: kept('what people and keys did, chained by hashes', 'law', acts),
  closed_parts: nothing('parts of the service that are closed, and why'),
  withdrawn_templates: nothing('templates that operators withdrew, and why'),
  audit_anchors: nothing('signed ends of the chains of acts'),
  api_keys: kept('hashes of keys', 'contract', team, false),
  webhooks: kept('addresses that are told of events, sealed secrets', 'contract', team, false),
  webhook_deliveries: kept('events that were told', 'contract', team, false),
  events: kept('what happened in batches', 'contract', team, false),
  idempotency_keys: kept('sealed answers to requests that may be sent twice', 'contract', 'a day'),
  conversations: kept('conversations of a person with the agent', 'contract', 'until the person deletes them'),
  conversation_messages: kept('what was said in them', 'contract', 'until the person deletes the conversation'),
  output_reports: kept('what a person reported of the agent’s output, with a copy of it', 'law', halfYear),
  team_models: kept('the language model of a team, its key sealed', 'contract', team, false),
  presenter_engines: kept('outside engines of a team, their keys sealed', 'contract', team, false),
  outside_presenters: kept('presenters whom such engines perform', 'contract', team),
  presenter_orders: kept('what was ordered from them, and the clips that came', 'contract', team),
  lent_files: kept('voices that an engine may fetch by a link for two hours', 'contract', 'two hours', false),
  dictionaries: kept('how words are said, and who stands for it', 'contract', team),
  face_points: kept(
    'points of faces that a person set by hand on a picture',
    'consent',
    'until the consent is withdrawn or the picture deleted',
  ),
  products: kept('products', 'contract', team, false),
  materials: kept(
    'materials, their rights, tags and the words read in them; people may be seen in them',
    'contract',
    team,
  ),
  material_proofs: kept('sealed scans that prove the rights of materials', 'contract', team, false),
  uploads: kept('files on their way in', 'contract', 'a day after they were given up'),
  scripts: kept('scripts', 'contract', team, false),
  storyboards: kept('storyboards', 'contract', team, false),
  templates: kept('templates', 'contract', team, false),
  recipes: kept('matrices to start batches from', 'contract', team, false),
  batches: kept('batches and their briefs', 'contract', team),
  videos: kept('videos with their label records', 'law', 'at least six months (Labelling Measures 9)'),
  video_edits: kept('videos as they were before they were edited', 'contract', team, false),
  video_edit_updates: kept('what was changed of a video, by whom', 'contract', team),
  edit_versions: kept('versions of edited videos, by whom', 'contract', team),
  pieces: kept('pieces of videos', 'contract', team, false),
  video_pieces: kept('which piece is of which video', 'contract', team, false),
  video_versions: kept('earlier files of videos', 'law', 'at least six months (Labelling Measures 9)'),
  undertakings: kept(
    'undertakings to be given a video without the explicit label: purpose, hash of the text; sealed names and recipients',
    'law',
    'six calendar months after the last act, whatever else is deleted (Labelling Measures 9)',
  ),
  undertaking_log: kept(
    'who signed, approved, took and withdrew them, from where',
    'law',
    'as their undertakings (Labelling Measures 9)',
  ),
  deliveries: kept('packages for channels and their texts', 'contract', team),
  review_decisions: kept('who approved or rejected which video, and why', 'contract', team),
  review_comments: kept('what people said about videos', 'contract', team),
  share_links: kept('hashes of links for clients, for whom they are, when they were opened', 'contract', team),
  video_folders: kept('folders of videos', 'contract', team, false),
  video_places: kept('where videos stand in the library, and who deleted them', 'contract', team),
  renders: kept('single files that were made', 'contract', team),
  credit_books: kept('balances', 'law', books, false),
  credit_transactions: kept('movements of credits', 'law', books, false),
  credit_entries: kept('both sides of each movement', 'law', books, false),
  credit_lots: kept('credits that expire together', 'law', books, false),
  credit_holds: kept('credits set aside for work', 'law', books, false),
  credit_hold_lots: kept('of which lots they are', 'law', books, false),
  recharge_orders: kept('orders of credits and their payments', 'law', books),
  payment_notices: kept('ids of notices of payment providers', 'law', books, false),
  refunds: kept('wishes for money back; sealed data of guardians', 'law', books),
  invoices: kept('wishes for invoices; sealed titles, tax numbers and addresses', 'law', books),
  person_consents: kept(
    'consents of people who are made into presenters',
    'law',
    'three years after the end (PIPL 56)',
  ),
  known_pictures: nothing('what forbidden pictures look like, in 128 bits; no picture'),
  safety_cases: kept('what reviewers look at: names of files, findings, appeals', 'law', halfYear),
  safety_decisions: kept('who decided what on a case, and why', 'law', halfYear),
  cases: kept('complaints, notices and requests; who sent them, sealed', 'law', 'three years after the end'),
  case_events: kept('what was said and done in cases, sealed', 'law', 'three years after the end'),
  case_files: kept('sealed proof that parties to cases sent', 'law', 'three years after the end'),
  takedowns: kept('what was taken down for a case, and when it came back', 'law', 'three years after the end', false),
  grant_wishes: kept('credits that operators want to give, and who agreed', 'law', books, false),
  incidents: nothing('security incidents and force majeure: what, why, what was done'),
  incident_entries: nothing('their timelines'),
  incident_people: kept('whom an incident concerned, and when they were told', 'law', 'three years after the end'),
  announced_texts: nothing('which new agreements people were told of'),
  data_keys: nothing('keys, sealed with the service’s secret'),
  work_clock: nothing('the clock of turns'),
};

/** Files and logs, by where they lie in the data folder. */
export const fileInventory: Readonly<Record<string, Kept>> = {
  media: kept(
    'materials, videos and other files, by the hash of their content',
    'contract',
    'a day after the last row that names them',
  ),
  cache: kept('pieces, voices and other work that can be made again', 'contract', 'until room is needed'),
  uploads: kept('parts of uploads', 'contract', 'a day after they were given up'),
  evidence: kept(
    'copies of evidence under seal, and packages for authorities',
    'law',
    'three years, longer under a legal hold',
  ),
  'service-secret': nothing('the service’s secret'),
  'audit-anchors.jsonl': nothing('signed ends of the chains of acts, once more'),
  postgres: kept('the database', 'contract', 'as its tables say'),
  log: kept(
    'requests by route, status and time; no contents, contacts or secrets',
    'law',
    'as the operator keeps standard error; six months at least',
  ),
};
