import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ClipoError, type ModelChoice } from '@clipo/contract';
import { APICallError, type ModelMessage, streamText } from 'ai';
import type { ModelLimits } from './limits.ts';

/** A model's answer, whole or as far as it came. `ended` tells why it stopped. */
export interface ModelAnswer {
  text: string;
  ended: 'whole' | 'cut' | 'too-long' | 'too-slow' | 'refused';
}

/**
 * Asks a model once and streams its answer. Rate limits and failing servers are asked again after the time they name
 * (bounded); what has been said when a stream is cut, runs too long or takes too long is given back as it is.
 * @throws ClipoError `model_failed` (details problem, isRetryable) where there is no answer, `cancelled`
 */
export async function askModel(
  model: ModelChoice,
  key: string | undefined,
  messages: ModelMessage[],
  limits: ModelLimits,
  signal: AbortSignal | undefined,
): Promise<ModelAnswer> {
  const deadline = Date.now() + limits.answerMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await answerOnce(model, key, messages, limits, deadline, signal);
    } catch (error) {
      if (signal?.aborted === true) {
        throw new ClipoError('cancelled', 'cancelled while the model was writing', { cause: error });
      }
      const waitMs = waitFor(error, attempt);
      if (
        waitMs === undefined ||
        attempt >= limits.retries ||
        waitMs > limits.waitMs ||
        Date.now() + waitMs > deadline
      ) {
        throw failure(error, key);
      }
      await pause(waitMs, signal);
    }
  }
}

async function answerOnce(
  model: ModelChoice,
  key: string | undefined,
  messages: ModelMessage[],
  limits: ModelLimits,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<ModelAnswer> {
  const provider = createOpenAICompatible({
    name: 'model',
    baseURL: model.baseUrl,
    ...(key === undefined ? {} : { apiKey: key }),
  });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), Math.max(1, deadline - Date.now()));
  const abort = () => stop.abort();
  signal?.addEventListener('abort', abort, { once: true });
  let text = '';
  try {
    signal?.throwIfAborted();
    const { fullStream } = streamText({
      model: provider(model.name),
      messages,
      allowSystemInMessages: true,
      maxRetries: 0,
      abortSignal: stop.signal,
      // Errors come through the stream; without this the SDK prints them, and they may hold the user's texts.
      onError: () => undefined,
    });
    let ended: ModelAnswer['ended'] = 'cut';
    for await (const part of fullStream) {
      switch (part.type) {
        case 'text-delta':
          text += part.text;
          break;
        case 'finish':
          ended = part.finishReason === 'content-filter' ? 'refused' : part.finishReason === 'stop' ? 'whole' : 'cut';
          break;
        case 'error':
          if (text === '') {
            throw part.error;
          }
          break;
        default:
      }
      if (text.length > limits.characters) {
        stop.abort();
        return { text: text.slice(0, limits.characters), ended: 'too-long' };
      }
    }
    signal?.throwIfAborted();
    return stop.signal.aborted ? { text, ended: 'too-slow' } : { text, ended };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Milliseconds to wait before asking again, or undefined where asking again is no use. */
export function waitFor(error: unknown, attempt: number): number | undefined {
  if (!APICallError.isInstance(error) || !error.isRetryable) {
    return undefined;
  }
  const named = error.responseHeaders?.['retry-after'];
  if (named === undefined) {
    return 500 * 2 ** attempt;
  }
  const seconds = Number(named);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(named) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : 500 * 2 ** attempt;
}

export function failure(error: unknown, key: string | undefined): ClipoError {
  const status = APICallError.isInstance(error) ? error.statusCode : undefined;
  const said = error instanceof Error ? error.message : String(error);
  // A server may echo what it was sent: the key never reaches a message.
  const message = (key === undefined || key === '' ? said : said.replaceAll(key, '***')).slice(0, 300);
  const problem = status === undefined ? message : `${status} ${message}`;
  return new ClipoError('model_failed', `the model gave no answer: ${problem}`, {
    details: { problem },
    isRetryable: APICallError.isInstance(error) && error.isRetryable,
  });
}

export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(new ClipoError('cancelled', 'cancelled while waiting for the model'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    signal?.addEventListener('abort', cancel, { once: true });
  });
}
