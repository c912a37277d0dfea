import { faultOfOwnLine, nextNeed, rewriteLine, type TalkHands } from '@clipo/agent';
import type { Language } from '@clipo/contract';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import type { Deps } from '../../deps.ts';
import { selectMaterials } from '../materials/queries.ts';
import type { Talk } from './open-talk.ts';
import { batchOfTalk, planTalk } from './plan-talk.ts';
import { countMaterials } from './queries.ts';

const axisOf = { H: 'hook', B: 'body', C: 'cta' } as const;

/** How many of the team's newest materials "those in the library" are. */
const mostTaken = 40;

/** What the planner and a model's tools do, on the service: the same verbs as the API's. */
export function handsOf(
  deps: Pick<Deps, 'db' | 'media' | 'settings' | 'speech'>,
  talk: Talk,
  { language, signal }: { language: Language; signal: AbortSignal },
): TalkHands {
  const { teamId, answer } = talk;
  const toPlan = () => ({ teamId, talk: talk.state().brief, language: talk.language, seed: talk.seed });
  return {
    state: talk.state,
    say: answer.say,
    change: talk.change,
    ask: (asked) => talk.set({ asked }),
    pass: (need) => talk.set({ passed: [...new Set([...talk.state().passed, need])] }),
    introduce: () => talk.set({ isIntroduced: true }),
    undo: talk.undo,
    presenter: 'mei',
    countMaterials: () => deps.db.asTeam(teamId, countMaterials),
    listMaterials: () =>
      answer
        .step(
          'list_materials',
          {},
          async () => {
            const rows = await deps.db.asTeam(teamId, (tx) =>
              selectMaterials(tx, { limit: mostTaken, after: undefined, sha256: undefined }),
            );
            return rows.slice(0, mostTaken).filter(({ mediaType }) => /^(?:image|video)\//.test(mediaType));
          },
          (rows) => JSON.stringify(rows.map(({ id, name }) => ({ id, name }))),
        )
        .then((rows) => rows.map(({ id }) => id)),
    async plan() {
      try {
        const plan = await answer.step(
          'plan_batch',
          { product: talk.state().brief.product ?? '' },
          () => planTalk(deps, toPlan(), signal),
          ({ proposal: { parts: _parts, angles: _angles, ...figures }, warnings }) =>
            JSON.stringify({ ...figures, warnings }),
        );
        talk.set({ proposal: plan.proposal });
        for (const card of plan.cards) {
          answer.card(card);
        }
        return undefined;
      } catch (cause) {
        signal.throwIfAborted();
        const error = knownError(cause, deps.settings.home);
        if (error.code === 'internal') {
          throw cause;
        }
        const most = Number(error.details.most);
        return {
          problem: lineOf(error, sayErrorIn(language)),
          ...(error.code === 'count_beyond_axes' && most > 0 && { most }),
        };
      }
    },
    async rewriteLine({ part, line, angle, text }) {
      const state = talk.state();
      if (nextNeed(state.brief, ['price']) !== undefined) {
        return { fault: 'place' };
      }
      const { brief } = await batchOfTalk(deps, toPlan());
      const first = brief.languages[0] ?? talk.language;
      const wish = {
        brief,
        product: brief.product as NonNullable<typeof brief.product>,
        language: first,
        axis: axisOf[part[0] as keyof typeof axisOf] ?? 'hook',
        line,
      };
      const voice = {
        speak: deps.speech.speak,
        voice: typeof brief.voice === 'string' ? brief.voice : 'default',
        signal,
      };
      return answer.step(
        'rewrite_line',
        { part, line, ...(angle !== undefined && { angle }), ...(text !== undefined && { text }) },
        async () => {
          if (text !== undefined) {
            const fault = await faultOfOwnLine(voice, { ...wish, text });
            if (fault !== undefined) {
              const { kind, ...rest } = fault;
              return { fault: kind, ...rest } as never;
            }
            talk.change({ kind: 'say', line: { language: first, part, line, text } });
            return { text };
          }
          const avoid = (state.proposal?.parts ?? []).flatMap(({ lines }) => lines.map((one) => one.text));
          const other = await rewriteLine(voice, { ...wish, angle: angle as never, avoid });
          if (other === undefined) {
            return { fault: 'none' as const };
          }
          talk.change({ kind: 'say', line: { language: first, part, line, text: other.text } });
          return { text: other.text };
        },
        (outcome) => JSON.stringify(outcome),
      );
    },
  };
}
