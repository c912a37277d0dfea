import type { Place } from '../../http/place-of.ts';

/** From where somebody asks. */
export interface Client {
  address: string;
  /** Roughly where that is, where the service is told places. */
  place?: Place | undefined;
  userAgent: string;
  /** Hash of the browser's device cookie. */
  device: string;
  language: 'zh-CN' | 'en';
}
