import { BroadcastChannel, getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** A program that has ended: when it began and ended (milliseconds since 1970), and how. */
export interface ProgramEnd {
  program: string;
  startMs: number;
  endMs: number;
  /** Exit code; −1 where it was ended from outside. */
  code: number;
  /** Number of arguments. */
  args: number;
}

/** Threads that draw start programs too: they hear of a listener by this, and tell it through a channel. */
const key = 'clipo-program-ends';
let own: ((end: ProgramEnd) => void) | undefined;
let channel: BroadcastChannel | undefined;

/** Tells `listener` of every program that ends in this process, in its threads as well. @returns ends it */
export function onProgramEnd(listener: (end: ProgramEnd) => void): () => void {
  own = listener;
  setEnvironmentData(key, true);
  const heard = new BroadcastChannel(key);
  heard.onmessage = (message) => listener((message as { data: ProgramEnd }).data);
  heard.unref();
  return () => {
    own = undefined;
    setEnvironmentData(key, undefined);
    heard.close();
  };
}

/** Says that a program has ended, where somebody listens. */
export function tellProgramEnd(end: ProgramEnd): void {
  if (own !== undefined) {
    own(end);
  } else if (getEnvironmentData(key) === true) {
    if (channel === undefined) {
      channel = new BroadcastChannel(key);
      channel.unref();
    }
    channel.postMessage(end);
  }
}
