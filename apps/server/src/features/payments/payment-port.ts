import type { PaymentWay } from '../../db/schema/index.ts';

/** An order as a provider is told of it. */
export interface OrderToPay {
  /** Our number; the provider refuses to take money twice for the same. */
  id: string;
  amountFen: number;
  subject: string;
  expiresAt: Date;
  /** Where the provider tells of the payment. */
  notifyUrl: string;
  /** Where the buyer's browser comes back to. */
  returnUrl: string;
}

/** What a provider says of an order. `amountFen` is what was really paid. */
export type PaymentState =
  | { status: 'pending' }
  | { status: 'closed' }
  | { status: 'paid'; payment: string; amountFen: number; paidAt: Date };

/** What a provider tells by itself, with its signature checked. `orderId` is what it says: whether that is ours is not known. */
export interface PaymentNotice {
  /** The provider's own id of the notice. */
  id: string;
  orderId: string;
  state: PaymentState;
}

/** How a notice arrives. */
export interface NoticeRequest {
  /** Lower-case names. */
  header(name: string): string | undefined;
  /** The body as it came, to the byte: its signature is about that. */
  body: string;
}

/** Through whom orders are paid. Everything that it answers has its signature checked. */
export interface PaymentProvider {
  way: Exclude<PaymentWay, 'operator'>;
  /**
   * Begins a payment. @returns where the buyer pays: a page to open (Alipay), or what a QR code holds (WeChat Pay)
   * @throws ClipoError unavailable where it passes, fetch_failed where the settings are wrong
   */
  begin(order: OrderToPay): Promise<string>;
  /** What became of an order; one that the provider does not know is pending. */
  ask(orderId: string): Promise<PaymentState>;
  /** Lets nobody pay an order any more. An order that was paid meanwhile stays paid: `ask` tells. */
  close(orderId: string): Promise<void>;
  /** Sends money back the way it came; the same `refundId` does so once. @returns whether it has arrived at the provider's */
  refund(wish: RefundToSend): Promise<'done' | 'sending'>;
  /** What became of a refund that was being sent. */
  askRefund(wish: Pick<RefundToSend, 'refundId' | 'orderId'>): Promise<'done' | 'sending' | 'failed'>;
  /** Reads a notice. @throws ClipoError forbidden where the signature, its time or the receiver is not right */
  readNotice(request: NoticeRequest): Promise<PaymentNotice>;
  /** What the provider wants to hear when a notice was taken, and when it was not. */
  answerTo(isTaken: boolean): { status: number; type: string; body: string };
}

export interface RefundToSend {
  refundId: string;
  orderId: string;
  amountFen: number;
  /** Of the whole order. */
  totalFen: number;
  reason: string;
}
