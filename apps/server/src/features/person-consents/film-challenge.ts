import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { ClipoError, ConsentChallenge } from '@clipo/contract';
import { didGestures, type Gesture, gestures } from '@clipo/presenter/consent';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { personFile } from './check-face.ts';
import { lookInThread } from './look-in-thread.ts';

const purpose = 'film challenges';
const gesturesAsked = 3;
/** A task must be done within so long; what was done holds until a consent is filled in. */
const taskMs = 10 * 60_000;
const answerMs = 2 * 3_600_000;

const Signed = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('task'),
    team: z.string(),
    asked: z.array(z.enum(gestures)),
    until: z.number(),
  }),
  z.strictObject({ is: z.literal('answer'), team: z.string(), challenge: ConsentChallenge, until: z.number() }),
]);

/** A task for somebody who is about to be filmed, drawn by lot. Nothing is kept: the token holds it, signed. */
export function drawChallenge(
  { secrets }: Pick<Deps, 'secrets'>,
  team: string,
  now = Date.now(),
): { token: string; gestures: Gesture[]; until: string } {
  const asked: Gesture[] = [];
  while (asked.length < gesturesAsked) {
    const drawn = gestures[randomInt(gestures.length)] as Gesture;
    if (drawn !== asked.at(-1)) {
      asked.push(drawn);
    }
  }
  const until = now + taskMs;
  return {
    token: sign(secrets, { is: 'task', team, asked, until }),
    gestures: asked,
    until: new Date(until).toISOString(),
  };
}

/**
 * Looks whether a film answers a task, and gives what a consent then carries. That the film shows the same person as the footage
 * is not compared: who fills in the consent stands for it.
 * @throws ClipoError `link_expired` for a task that is over or not ours, `unfit_face` (`challenge_unmet`), `program_failed`
 */
export async function answerChallenge(
  deps: Pick<Deps, 'db' | 'media' | 'secrets'>,
  teamId: string,
  { token, materialId }: { token: string; materialId: string },
): Promise<{ proof: string }> {
  const task = read(deps.secrets, token, teamId);
  if (task?.is !== 'task') {
    throw new ClipoError('link_expired', 'the task is over: ask for another one');
  }
  const { kind, name, sha256 } = await personFile(deps, teamId, materialId);
  if (kind === 'portrait') {
    const problem = `${materialId} is a picture: a film answers`;
    throw new ClipoError('invalid_input', `materialId: ${problem}`, { details: { field: 'materialId', problem } });
  }
  const path = await deps.media.localFile(sha256);
  const { faults, seen } = await lookInThread({ kind: 'gestures', path, name });
  const [fault] = faults;
  if (fault !== undefined) {
    throw new ClipoError(fault.code, fault.message, { details: fault.details });
  }
  if (!didGestures(task.asked, seen)) {
    const problem = `asked for ${task.asked.join(', ')}, saw ${seen.join(', ') || 'none'}`;
    throw new ClipoError('unfit_face', `${name}: ${problem}`, {
      details: { file: name, rule: 'challenge_unmet', problem },
    });
  }
  const challenge: ConsentChallenge = {
    kind: 'gesture',
    task: task.asked.join(', '),
    answeredAt: new Date().toISOString(),
    answerSha256: sha256,
  };
  return { proof: sign(deps.secrets, { is: 'answer', team: teamId, challenge, until: Date.now() + answerMs }) };
}

/** What a proof stands for. @throws ClipoError `link_expired` for one that is over, changed or another team's */
export function readProof({ secrets }: Pick<Deps, 'secrets'>, teamId: string, proof: string): ConsentChallenge {
  const answer = read(secrets, proof, teamId);
  if (answer?.is !== 'answer') {
    throw new ClipoError('link_expired', 'the proof is over: film the answer again');
  }
  return answer.challenge;
}

function sign(secrets: Deps['secrets'], said: z.infer<typeof Signed>): string {
  const text = Buffer.from(JSON.stringify(said)).toString('base64url');
  return `${text}.${macOf(text, secrets.keyFor(purpose))}`;
}

function read(secrets: Deps['secrets'], token: string, team: string): z.infer<typeof Signed> | undefined {
  const [text = '', mac = ''] = token.split('.');
  const isRight = secrets.keysFor(purpose).some((key) => {
    const right = macOf(text, key);
    return mac.length === right.length && timingSafeEqual(Buffer.from(mac), Buffer.from(right));
  });
  if (!isRight) {
    return undefined;
  }
  const said = Signed.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  return said.team === team && said.until > Date.now() ? said : undefined;
}

function macOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}
