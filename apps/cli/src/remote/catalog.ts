import type { CopyScore, HookIdea, ImprovedCopy, ScoreOptions } from '@clipo/agent';
import { type ClientOptions, openClient } from '@clipo/client';
import type { Brief, Language, MusicTrack, musicCatalog, Product, Template, VoiceInfo } from '@clipo/contract';
import type { CharacterCard } from '@clipo/presenter';

// What a service has and says, in the shapes that the verbs show. The document says that these are their shapes; where it
// leaves one open, the service's own is meant.

export async function voicesOf(server: ClientOptions): Promise<VoiceInfo[]> {
  const { data } = await openClient(server).GET('/api/v1/voices');
  return (data?.items ?? []) as VoiceInfo[];
}

export async function presentersOf(server: ClientOptions): Promise<CharacterCard[]> {
  const { data } = await openClient(server).GET('/api/v1/presenters');
  return (data?.items ?? []) as CharacterCard[];
}

type Piece = { name: string } & (typeof musicCatalog)[MusicTrack];

export async function musicOf(server: ClientOptions): Promise<Piece[]> {
  const { data } = await openClient(server).GET('/api/v1/music');
  return (data?.items ?? []) as unknown as Piece[];
}

export async function templatesOf(server: ClientOptions): Promise<Template[]> {
  const { data } = await openClient(server).GET('/api/v1/shipped-templates');
  return (data?.items ?? []).map((item) => item.data as Template);
}

/** @throws ClipoError with every fault of the template */
export async function checkTemplateThere(
  server: ClientOptions,
  template: unknown,
): Promise<{ name: string; arrangements: number; slots: string[]; palettes: number }> {
  const { data } = await openClient(server).POST('/api/v1/templates/check', { body: { data: template } as never });
  return data as NonNullable<typeof data>;
}

/** The JSON Schema of a document, or the whole API's as `api`. */
export async function schemaOf(server: ClientOptions, name: string): Promise<unknown> {
  const client = openClient(server);
  const { data } =
    name === 'api'
      ? await client.GET('/api/v1/openapi.json' as never)
      : await client.GET('/api/v1/schemas/{name}', { params: { path: { name } } });
  return data;
}

export async function scoreThere(server: ClientOptions, text: string, options: ScoreOptions): Promise<CopyScore> {
  const { data } = await openClient(server).POST('/api/v1/scripts/score', { body: { text, ...options } as never });
  return data as unknown as CopyScore;
}

export async function improveThere(server: ClientOptions, text: string, options: ScoreOptions): Promise<ImprovedCopy> {
  const { data } = await openClient(server).POST('/api/v1/scripts/improve', { body: { text, ...options } as never });
  return data as unknown as ImprovedCopy;
}

export async function hooksThere(
  server: ClientOptions,
  { brand, mustSay, mustNotSay, seed }: Pick<Brief, 'brand' | 'mustSay' | 'mustNotSay' | 'seed'>,
  product: Product,
  wanted: { language: Language; count: number },
): Promise<HookIdea[]> {
  const body = { product, ...wanted, ...(brand === undefined ? {} : { brand }), mustSay, mustNotSay, seed };
  const { data } = await openClient(server).POST('/api/v1/scripts/hooks', { body: body as never });
  return (data?.items ?? []) as unknown as HookIdea[];
}
