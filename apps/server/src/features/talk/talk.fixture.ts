import type { BriefChange, TalkBrief, TalkCard, TalkPiece } from '@clipo/contract';
import type { TestApi } from '../../testing/api.fixture.ts';

/** A piece whose parts a test may ask for without telling them apart first. */
type LoosePiece = {
  kind: TalkPiece['kind'];
  id?: string;
  text?: string;
  code?: string;
  tool?: string;
  status?: string;
  result?: string;
  change?: Partial<Record<keyof BriefChange, unknown>> & { values?: TalkBrief };
  card?: { kind: TalkCard['kind']; items?: { part: string; text: string }[]; batchId?: string | null };
};

/** An answer as a client has heard it. */
export interface Heard {
  status: number;
  text: string;
  pieces: LoosePiece[];
  steps: { tool: string; status: string; result: string }[];
  events: string[];
}

interface Whole {
  brief: TalkBrief;
  messages: {
    id: string;
    role: string;
    writer: string;
    status: string;
    pieces: LoosePiece[];
    tokens: { in: number; out: number };
  }[];
}

/** A conversation of a test with the API's own person. */
export async function talkWith(api: TestApi, language: 'zh-CN' | 'en') {
  const made = await api.ask('POST', '/api/v1/conversations', { language }, { 'accept-language': language });
  const { id } = (await made.json()) as { id: string };
  const path = `/api/v1/conversations/${id}`;
  const hear = async (answer: Response): Promise<Heard> => {
    const pieces: LoosePiece[] = [];
    const events: string[] = [];
    for (const message of (await answer.text()).split('\n\n')) {
      const event = /^event: (.*)$/m.exec(message)?.[1];
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (event === undefined || data === undefined) {
        continue;
      }
      events.push(event);
      const told = JSON.parse(data) as { at: number; text?: string; piece?: LoosePiece };
      const piece = pieces[told.at];
      if (event === 'piece-set' && told.piece !== undefined) {
        pieces[told.at] = told.piece;
      } else if (event === 'text-delta' && piece !== undefined) {
        pieces[told.at] = { ...piece, text: `${piece.text}${told.text}` };
      }
    }
    return {
      status: answer.status,
      pieces,
      events,
      text: pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('\n'),
      steps: pieces.flatMap(({ kind, tool = '', status = '', result = '' }) =>
        kind === 'step' ? [{ tool, status, result }] : [],
      ),
    };
  };
  const whole = async () => (await (await api.ask('GET', path)).json()) as Whole;
  return {
    id,
    whole,
    say: async (text: string, materialIds: string[] = []) =>
      hear(await api.ask('POST', `${path}/messages`, { text, materialIds })),
    retry: async () => hear(await api.ask('POST', `${path}/retry`)),
    brief: async () => (await whole()).brief,
    start: async (card: string | undefined) =>
      (await (await api.ask('POST', `${path}/start`, { card })).json()) as object,
    setChange: async (change: string, isUndone: boolean) =>
      ((await (await api.ask('PUT', `${path}/changes/${change}`, { isUndone })).json()) as Whole).brief,
  };
}
