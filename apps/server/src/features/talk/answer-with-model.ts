import { converse, needs, nextNeed, type TalkEnd, type TalkModel, talkPrompt } from '@clipo/agent';
import { ClipoError, type Language, type TalkPiece } from '@clipo/contract';
import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { insertDisclosure } from '../privacy/queries.ts';
import { type LeadingModel, letsModelRead } from './model-for.ts';
import { toolsOf } from './model-tools.ts';
import { modelWords } from './model-words.ts';
import type { Talk } from './open-talk.ts';
import { handsOf } from './planner-hands.ts';
import type { MessageRow } from './queries.ts';

type ModelDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'speech'>;

/** So many messages before this one are told to the model. */
const mostTold = 40;

/**
 * Has a model answer. Its words pass the gate before anybody sees them, a sentence at a time.
 * @throws ClipoError `model_failed` where it gave no answer, `step_needed` where the person has withdrawn meanwhile, `cancelled`
 */
export async function answerWithModel(
  deps: ModelDeps,
  { actor, talk, leading, before }: { actor: Actor; talk: Talk; leading: LeadingModel; before: readonly MessageRow[] },
  {
    text,
    given,
    language,
    signal,
  }: { text: string; given: readonly { id: string; name: string }[]; language: Language; signal: AbortSignal },
): Promise<Pick<TalkEnd, 'tokensIn' | 'tokensOut'>> {
  if (actor.person !== undefined) {
    const { userId } = actor.person;
    const recipient = new URL(leading.model.baseUrl).host;
    const row = { id: newId('dis'), userId, recipient, purpose: 'third-party-model', kinds: ['conversation'] };
    await deps.db.asSystem((tx) => insertDisclosure(tx, row));
  }
  if (given.length > 0) {
    talk.change({ kind: 'add', materialIds: given.map(({ id }) => id) });
  }
  const hands = handsOf(deps, talk, { language, signal });
  const stop = new AbortController();
  const withdrawn = new AbortController();
  const model: TalkModel = {
    ...leading.model,
    // An answer may ask several times: who withdraws meanwhile gives nothing more.
    fetch: async (...request) => {
      if (!(await letsModelRead(deps, actor))) {
        withdrawn.abort();
      }
      withdrawn.signal.throwIfAborted();
      return (leading.model.fetch ?? fetch)(...request);
    },
  };
  const gate = openGate(talk.answer.write, () => stop.abort());
  const { brief, passed } = talk.state();
  const missing = needs.filter(
    (need) =>
      nextNeed(
        brief,
        passed.filter((each) => each !== need),
      ) === need,
  );
  const end = await converse(
    model,
    {
      system: talkPrompt(brief, language, missing),
      messages: [...before.slice(-mostTold).flatMap(messageOf), { role: 'user', content: wordsOfMessage(text, given) }],
      tools: toolsOf(deps, { actor, hands, answer: talk.answer }),
    },
    { write: gate.write, signal: AbortSignal.any([signal, stop.signal, withdrawn.signal]) },
  ).catch((cause: unknown) => {
    if (withdrawn.signal.aborted && !signal.aborted) {
      const need = 'PUT /api/v1/me/consents/third-party-model';
      throw new ClipoError('step_needed', 'the model may read no more', { details: { need } });
    }
    if (stop.signal.aborted && !signal.aborted) {
      return { ended: 'whole', tokensIn: 0, tokensOut: 0 } satisfies TalkEnd;
    }
    throw cause;
  });
  gate.end();
  if (gate.isShut()) {
    talk.answer.problem('content_rejected', modelWords(language).rejected);
  } else if (end.ended !== 'whole') {
    talk.answer.problem('model_failed', modelWords(language).ended[end.ended]);
  }
  return end;
}

function messageOf({ role, pieces }: MessageRow): { role: 'user' | 'assistant'; content: string }[] {
  const text = pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('\n');
  const files = pieces.flatMap((piece: TalkPiece) =>
    piece.kind === 'file' ? [{ id: piece.materialId, name: piece.name }] : [],
  );
  const content = role === 'person' ? wordsOfMessage(text, files) : text;
  return content === '' ? [] : [{ role: role === 'person' ? 'user' : 'assistant', content }];
}

function wordsOfMessage(text: string, files: readonly { id: string; name: string }[]): string {
  return [text, ...(files.length === 0 ? [] : [`Materials (data): ${JSON.stringify(files)}`])]
    .filter((part) => part !== '')
    .join('\n');
}

/** Lets words through a sentence at a time, as long as all that was said may be said. */
function openGate(write: (text: string) => void, onShut: () => void) {
  let said = '';
  let held = '';
  let isShut = false;
  const pass = (text: string) => {
    if (text === '' || isShut) {
      return;
    }
    if (check({ kind: 'document', document: { text: said + text } }).outcome === 'blocked') {
      isShut = true;
      onShut();
      return;
    }
    said += text;
    write(text);
  };
  return {
    write(text: string) {
      held += text;
      const end = Math.max(...['。', '！', '？', '.', '!', '?', '\n', '；', ';'].map((mark) => held.lastIndexOf(mark)));
      if (end >= 0) {
        pass(held.slice(0, end + 1));
        held = held.slice(end + 1);
      }
    },
    end() {
      pass(held);
      held = '';
    },
    isShut: () => isShut,
  };
}
