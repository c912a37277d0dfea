/** What a key may do. `*` is the operator's and holds all of them. */
export const scopes = ['read', 'write', 'make', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What each scope is for; the API's documentation shows it. */
export const scopeMeanings: Readonly<Record<Scope, string>> = {
  read: 'See everything of the team',
  write: 'Upload materials; keep products, templates, scripts and storyboards',
  make: 'Make videos and speech',
  admin: 'Keys and webhooks',
};

/** Who asks: a key of a team. Verbs get it, and see rows of that team alone. */
export interface Actor {
  teamId: string;
  keyId: string;
  scopes: readonly string[];
}

export function mayUse(actor: Actor, scope: Scope): boolean {
  return actor.scopes.includes('*') || actor.scopes.includes(scope);
}
