import type { BriefChange, Language, TalkBrief, TalkPart } from '@clipo/contract';
import { type Need, nextNeed } from '../brief/brief-from-talk.ts';
import { readTurn, type TalkAct } from '../turn/read-turn.ts';
import { changeInWords, talkWords } from '../words/talk-words.ts';
import { bounds, changesOf } from './changes-of.ts';
import { explain } from './explain.ts';
import { rewrite } from './rewrite.ts';

/** What was planned last: what "hook 3" means, and what a "why" is about. */
export interface Proposal {
  parts: TalkPart[];
  angles: { part: string; angle: string; text: string; score: number }[];
  hooks: number;
  bodies: number;
  ctas: number;
  creatives: number;
  videos: number;
  seconds: number;
  quote: { videos: number; each: number; total: number; isFree: boolean };
  /** Choices whose own line no longer may stand, or fit: the planner has written others. */
  lost: string[];
}

/** Where a conversation stands. */
export interface TalkState {
  brief: TalkBrief;
  /** What was asked last. */
  asked: Need | null;
  /** What the person chose to leave out. */
  passed: Need[];
  proposal: Proposal | null;
  /** Whether the planner has said what it is. */
  isIntroduced: boolean;
}

/** A failure that a person can be told. */
export interface TalkFault {
  problem: string;
  /** More creatives were asked for than the points give. */
  most?: number;
}

/** What the planner can do: the same verbs that a model is given as tools. Nothing here spends, deletes or publishes. */
export interface TalkHands {
  state(): TalkState;
  say(text: string): void;
  change(change: BriefChange): void;
  ask(need: Need | null): void;
  pass(need: Need): void;
  introduce(): void;
  /** Takes back the last change that stands; undefined where there is none. */
  undo(): BriefChange | undefined;
  /** How many materials the team has. */
  countMaterials(): Promise<number>;
  /** Ids of the team's newest materials that can be seen. */
  listMaterials(): Promise<string[]>;
  /** Plans the batch without making it, and shows it as cards. */
  plan(): Promise<TalkFault | undefined>;
  /** Another line for a place, of a kind, or the person's own. */
  rewriteLine(wish: {
    part: string;
    line: number;
    angle?: string;
    text?: string;
  }): Promise<
    | { text: string }
    | { fault: 'none' | 'place' }
    | { fault: 'words'; problem: string }
    | { fault: 'time'; slotMs: number }
  >;
  /** Id of the presenter that stands for "with a presenter". */
  presenter: string;
}

/**
 * The built-in planner's answer to a message: it notes what was said, makes what was asked for, and asks for what is
 * missing, one thing at a time, until there is a plan to start.
 * @param given ids of materials that came with the message
 */
export async function leadTalk(
  hands: TalkHands,
  { text, language, given }: { text: string; language: Language; given: readonly string[] },
): Promise<void> {
  const words = talkWords(language);
  const before = hands.state();
  // Lines last: they are written with what the rest of the message has changed.
  const read = readTurn(text, before.asked ?? undefined);
  const acts = [...read.filter(({ kind }) => kind !== 'rewrite'), ...read.filter(({ kind }) => kind === 'rewrite')];
  if (!before.isIntroduced) {
    hands.say(acts.length === 1 && acts[0]?.kind === 'greet' ? words.hello : words.introduction);
    hands.introduce();
  } else if (acts.some(({ kind }) => kind === 'greet')) {
    hands.say(words.hello);
  }
  let isChanged = false;
  if (given.length > 0) {
    hands.change({ kind: 'add', materialIds: [...given] });
    isChanged = true;
  }
  let isAnswered = given.length > 0;
  let wantsPlan = false;
  for (const act of acts) {
    const did = await perform(act, hands, language);
    isChanged ||= did.isChanged;
    isAnswered ||= did.isAnswered;
    wantsPlan ||= act.kind === 'show' || act.kind === 'go';
  }
  const { brief, passed, proposal } = hands.state();
  const need = nextNeed(brief, passed);
  if (need !== undefined) {
    if (acts.some(({ kind }) => kind === 'go' || kind === 'show')) {
      hands.say(words.nothingYet);
    } else if (!isAnswered && text.trim() !== '') {
      hands.say(words.notUnderstood);
    }
    await askFor(need, hands, language);
    return;
  }
  hands.ask(null);
  if (acts.some(({ kind }) => kind === 'why')) {
    return;
  }
  if (!isChanged && !wantsPlan && proposal !== null) {
    if (!isAnswered) {
      hands.say(words.notUnderstood);
    }
    return;
  }
  await propose(hands, language, proposal !== null);
  if (acts.some(({ kind }) => kind === 'go') && proposal !== null) {
    hands.say(words.confirmByCard);
  }
}

async function perform(
  act: TalkAct,
  hands: TalkHands,
  language: Language,
): Promise<{ isChanged: boolean; isAnswered: boolean }> {
  const words = talkWords(language);
  const answered = { isChanged: false, isAnswered: true };
  const changed = { isChanged: true, isAnswered: true };
  const { brief, proposal } = hands.state();
  switch (act.kind) {
    case 'greet':
    case 'go':
    case 'show':
      return answered;
    case 'tell': {
      const changes = changesOf(act.read, brief, { adds: act.adds, presenter: hands.presenter });
      for (const change of changes) {
        hands.change(change);
        hands.say(words.noted({ what: changeInWords(change, language) }));
      }
      tellBounds(act.read, hands, language);
      if (act.read.original !== undefined && changes.length > 0) {
        hands.say(words.originalNote);
      }
      return changes.length > 0 ? changed : answered;
    }
    case 'drop': {
      const change = { kind: 'drop', fields: act.fields } as const;
      hands.change(change);
      if (act.fields.includes('price')) {
        hands.pass('price');
      }
      hands.say(words.dropped({ what: changeInWords(change, language) }));
      return changed;
    }
    case 'drop-point': {
      const point = brief.points?.[act.at - 1];
      if (point === undefined) {
        hands.say(words.noSuchPoint({ at: act.at, count: brief.points?.length ?? 0 }));
        return answered;
      }
      hands.change({ kind: 'take', points: [point] });
      hands.say(words.dropped({ what: point }));
      return changed;
    }
    case 'rewrite':
      return { isChanged: await rewrite(act, hands, language), isAnswered: true };
    case 'use-materials': {
      const materialIds = await hands.listMaterials();
      if (materialIds.length === 0) {
        hands.say(words.noMaterials);
        return answered;
      }
      hands.change({ kind: 'add', materialIds });
      return changed;
    }
    case 'skip':
      hands.pass('price');
      return answered;
    case 'undo': {
      const undone = hands.undo();
      hands.say(undone === undefined ? words.nothingToUndo : words.undone({ what: changeInWords(undone, language) }));
      return undone === undefined ? answered : changed;
    }
    case 'why':
      hands.say(explain(act.about, proposal, language));
      return answered;
  }
}

function tellBounds(read: { count?: number; seconds?: number }, hands: TalkHands, language: Language): void {
  const words = talkWords(language);
  if (read.count !== undefined && read.count > bounds.count) {
    hands.say(words.limited({ field: words.fields.count, most: words.manyCount({ count: bounds.count }) }));
  }
  if (read.seconds !== undefined && read.seconds > bounds.most) {
    hands.say(words.limited({ field: words.fields.seconds, most: words.manySeconds({ seconds: bounds.most }) }));
  }
}

async function askFor(need: Need, hands: TalkHands, language: Language): Promise<void> {
  const words = talkWords(language);
  hands.ask(need);
  hands.say(words.ask[need]);
  if (need === 'materials') {
    const count = await hands.countMaterials();
    if (count > 0) {
      hands.say(words.useMaterials({ count }));
    }
  }
}

async function propose(hands: TalkHands, language: Language, isAgain: boolean): Promise<void> {
  const words = talkWords(language);
  hands.say(isAgain ? words.replanning : words.planning);
  const fault = await hands.plan();
  if (fault !== undefined) {
    hands.say(fault.most === undefined ? words.planFailed(fault) : words.mostCount({ most: fault.most }));
    return;
  }
  const { proposal } = hands.state();
  if (proposal !== null) {
    if (proposal.lost.length > 0) {
      hands.say(words.lost({ parts: proposal.lost.join(words.list) }));
    }
    hands.say(words.proposed(proposal));
  }
}
