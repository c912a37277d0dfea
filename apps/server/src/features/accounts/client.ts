/** From where somebody asks. */
export interface Client {
  address: string;
  userAgent: string;
  /** Hash of the browser's device cookie. */
  device: string;
  language: 'zh-CN' | 'en';
}
