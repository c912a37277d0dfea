import { readFileSync } from 'node:fs';
import { ClipoError } from '@clipo/contract';
import type { PaymentWay } from '../../db/schema/index.ts';
import type { Settings } from '../../env.ts';
import { openAlipay } from './alipay.ts';
import type { PaymentProvider } from './payment-port.ts';
import { openWechatPay } from './wechat-pay.ts';

/** The ways to pay here, by name. A transfer that an operator confirms is always there. */
export type Payments = ReadonlyMap<PaymentWay, PaymentProvider>;

/**
 * Opens the providers whose settings are filled in. Keys are settings themselves or files that they name.
 * @throws ClipoError invalid_input naming the setting where one is missing or no key
 */
export function openPayments(settings: Settings): Payments {
  const found = new Map<PaymentWay, PaymentProvider>();
  const needed = (names: readonly (keyof Settings)[]) => {
    for (const field of names) {
      if (settings[field] === undefined) {
        const problem = `is missing: ${names.join(', ')} belong together`;
        throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
      }
    }
    if (settings.CLIPO_URL === undefined) {
      const problem = 'is missing: the payment provider sends its notices there';
      throw new ClipoError('invalid_input', `CLIPO_URL: ${problem}`, { details: { field: 'CLIPO_URL', problem } });
    }
  };
  if (settings.CLIPO_ALIPAY_APP_ID !== undefined) {
    needed(['CLIPO_ALIPAY_APP_ID', 'CLIPO_ALIPAY_PRIVATE_KEY', 'CLIPO_ALIPAY_PUBLIC_KEY']);
    found.set(
      'alipay',
      opened('CLIPO_ALIPAY_PRIVATE_KEY', () =>
        openAlipay({
          appId: settings.CLIPO_ALIPAY_APP_ID ?? '',
          privateKey: keyOf(settings.CLIPO_ALIPAY_PRIVATE_KEY),
          publicKey: keyOf(settings.CLIPO_ALIPAY_PUBLIC_KEY),
          gateway: settings.CLIPO_ALIPAY_URL,
        }),
      ),
    );
  }
  if (settings.CLIPO_WECHATPAY_MERCHANT_ID !== undefined) {
    needed([
      'CLIPO_WECHATPAY_MERCHANT_ID',
      'CLIPO_WECHATPAY_APP_ID',
      'CLIPO_WECHATPAY_SERIAL',
      'CLIPO_WECHATPAY_PRIVATE_KEY',
      'CLIPO_WECHATPAY_API_V3_KEY',
    ]);
    const { CLIPO_WECHATPAY_PUBLIC_KEY_ID: id, CLIPO_WECHATPAY_PUBLIC_KEY: pem } = settings;
    found.set(
      'wechat',
      opened('CLIPO_WECHATPAY_PRIVATE_KEY', () =>
        openWechatPay({
          appId: settings.CLIPO_WECHATPAY_APP_ID ?? '',
          merchantId: settings.CLIPO_WECHATPAY_MERCHANT_ID ?? '',
          merchantSerial: settings.CLIPO_WECHATPAY_SERIAL ?? '',
          privateKey: keyOf(settings.CLIPO_WECHATPAY_PRIVATE_KEY),
          apiV3Key: settings.CLIPO_WECHATPAY_API_V3_KEY ?? '',
          publicKey: id === undefined || pem === undefined ? undefined : { id, pem: keyOf(pem) },
          url: settings.CLIPO_WECHATPAY_URL,
        }),
      ),
    );
  }
  return found;
}

/** A key as text, or what the file holds that is named. */
function keyOf(value = ''): string {
  const isText = value.includes('-----') || /^[A-Za-z0-9+/=\s]{200,}$/.test(value);
  return isText ? value.replaceAll('\\n', '\n') : readFileSync(value, 'utf8');
}

function opened<T>(field: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    const problem = 'is no key (PEM or base64), and no file that holds one';
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem }, cause });
  }
}
