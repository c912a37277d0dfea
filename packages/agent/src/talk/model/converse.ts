import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ClipoError } from '@clipo/contract';
import { isStepCount, type ModelMessage, streamText, type ToolSet, tool } from 'ai';
import type { z } from 'zod';
import { failure, pause, waitFor } from '../../model/ask-model.ts';

/** The language model of a conversation: any that speaks OpenAI's chat completions. */
export interface TalkModel {
  baseUrl: string;
  name: string;
  key: string | undefined;
  /** How its address is fetched: one that a team gave goes through the guard. */
  fetch?: typeof fetch;
}

/** Something that a model may do. It runs with the rights of the person whom it talks to. */
export interface TalkTool {
  description: string;
  input: z.ZodType;
  run(input: never): Promise<unknown>;
}

/** Bounds of one answer: a model is untrusted, slow and sometimes down. */
export interface TalkLimits {
  /** From asking to the last word, all tools included. */
  answerMs: number;
  waitMs: number;
  retries: number;
  /** How often it may use tools and go on. */
  steps: number;
  characters: number;
  /** Longest result of a tool that it is given. */
  resultCharacters: number;
}

export const talkLimits: TalkLimits = {
  answerMs: 180_000,
  waitMs: 20_000,
  retries: 2,
  steps: 8,
  characters: 20_000,
  resultCharacters: 12_000,
};

/** How an answer ended, and what it took. */
export interface TalkEnd {
  ended: 'whole' | 'cut' | 'too-long' | 'too-slow' | 'too-many-steps' | 'refused';
  tokensIn: number;
  tokensOut: number;
}

/**
 * Has a model answer, with tools, and tells its words as they come. Calls that are malformed or name no tool are told to
 * the model, which may mend them; a server that is busy is asked again while nothing was said.
 * @throws ClipoError `model_failed` where there is no answer, `cancelled`
 */
export async function converse(
  model: TalkModel,
  { system, messages, tools }: { system: string; messages: ModelMessage[]; tools: Readonly<Record<string, TalkTool>> },
  { write, signal, limits = talkLimits }: { write(text: string): void; signal: AbortSignal; limits?: TalkLimits },
): Promise<TalkEnd> {
  const deadline = Date.now() + limits.answerMs;
  let isBegun = false;
  const begun = (text: string) => {
    isBegun = true;
    write(text);
  };
  const wrapped = toolSet(tools, limits, () => {
    isBegun = true;
  });
  for (let attempt = 0; ; attempt++) {
    try {
      return await answerOnce(model, { system, messages, tools: wrapped }, { write: begun, signal, limits, deadline });
    } catch (error) {
      if (signal.aborted) {
        throw new ClipoError('cancelled', 'cancelled while the model was answering', { cause: error });
      }
      const waitMs = waitFor(error, attempt);
      if (isBegun || waitMs === undefined || attempt >= limits.retries || waitMs > limits.waitMs) {
        throw failure(error, model.key);
      }
      await pause(waitMs, signal);
    }
  }
}

interface Running {
  write(text: string): void;
  signal: AbortSignal;
  limits: TalkLimits;
  deadline: number;
}

async function answerOnce(
  model: TalkModel,
  { system, messages, tools }: { system: string; messages: ModelMessage[]; tools: ToolSet },
  { write, signal, limits, deadline }: Running,
): Promise<TalkEnd> {
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: model.baseUrl,
    includeUsage: true,
    ...(model.key === undefined ? {} : { apiKey: model.key }),
    ...(model.fetch === undefined ? {} : { fetch: model.fetch }),
  });
  const late = AbortSignal.timeout(Math.max(1, deadline - Date.now()));
  const full = new AbortController();
  const { fullStream } = streamText({
    model: provider(model.name),
    system,
    messages,
    tools,
    stopWhen: isStepCount(limits.steps),
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, late, full.signal]),
    // Errors come through the stream; without this the SDK prints them, and they may hold the person's words.
    onError: () => undefined,
  });
  const end: TalkEnd = { ended: 'cut', tokensIn: 0, tokensOut: 0 };
  let letters = 0;
  let isSaid = false;
  for await (const part of fullStream) {
    switch (part.type) {
      case 'text-delta':
        letters += part.text.length;
        if (letters <= limits.characters) {
          isSaid ||= part.text !== '';
          write(part.text);
        } else {
          end.ended = 'too-long';
          full.abort();
        }
        break;
      case 'tool-call':
        isSaid = true;
        break;
      case 'finish':
        end.tokensIn = part.totalUsage.inputTokens ?? 0;
        end.tokensOut = part.totalUsage.outputTokens ?? 0;
        end.ended = endOf(part.finishReason);
        break;
      case 'error':
        if (!isSaid) {
          throw part.error;
        }
        break;
      default:
    }
  }
  signal.throwIfAborted();
  if (late.aborted && end.ended === 'cut') {
    end.ended = 'too-slow';
  }
  return end;
}

function endOf(reason: string): TalkEnd['ended'] {
  switch (reason) {
    case 'stop':
      return 'whole';
    case 'content-filter':
      return 'refused';
    case 'length':
      return 'too-long';
    case 'tool-calls':
      return 'too-many-steps';
    default:
      return 'cut';
  }
}

/** Tools as the SDK takes them. What fails is told to the model in a sentence; it is no reason to end the answer. */
function toolSet(tools: Readonly<Record<string, TalkTool>>, limits: TalkLimits, onUse: () => void): ToolSet {
  return Object.fromEntries(
    Object.entries(tools).map(([name, { description, input, run }]) => [
      name,
      tool({
        description,
        inputSchema: input,
        execute: async (given: unknown) => {
          onUse();
          try {
            return JSON.stringify((await run(given as never)) ?? 'done').slice(0, limits.resultCharacters);
          } catch (cause) {
            return JSON.stringify({ error: cause instanceof Error ? cause.message.slice(0, 500) : 'it failed' });
          }
        },
      }),
    ]),
  );
}
