import type { Language } from '@clipo/contract';
import type { OperatorWatch } from '../features/audit/watch-operators.ts';
import type { PartWatch } from '../features/parts/watch-parts.ts';
import type { Log } from '../log.ts';
import type { Actor } from './actor.ts';

/** What the layers of a request hand to one another. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Of messages: what `Accept-Language` asks for, English otherwise. */
    language: Language;
    log: Log;
    actor: Actor;
    /** The parsed JSON body, once it was read. */
    body: unknown;
    /** The route's pattern, for measurements. */
    route: string;
    /** What is closed for everybody. */
    parts: PartWatch;
    /** Writes down what operators do. */
    operators: OperatorWatch;
  };
}
