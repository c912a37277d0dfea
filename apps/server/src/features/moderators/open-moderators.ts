import type { Settings } from '../../env.ts';
import { openAliyunText } from './aliyun-text.ts';
import type { Moderator } from './moderator.ts';
import { openTencentText } from './tencent-text.ts';
import { withBreaker } from './with-breaker.ts';

/** The outside engines of the settings; none where nobody has an account with one. */
export function openModerators(settings: Settings): Moderator[] {
  const {
    CLIPO_GREEN_KEY_ID: keyId,
    CLIPO_GREEN_SECRET: secret = '',
    CLIPO_TMS_SECRET_ID: secretId,
    CLIPO_TMS_SECRET_KEY: secretKey = '',
  } = settings;
  const engines = [
    ...(keyId === undefined
      ? []
      : [openAliyunText({ keyId, secret, service: settings.CLIPO_GREEN_SERVICE, url: settings.CLIPO_GREEN_URL })]),
    ...(secretId === undefined
      ? []
      : [
          openTencentText({
            secretId,
            secretKey,
            region: settings.CLIPO_TMS_REGION,
            bizType: settings.CLIPO_TMS_BIZ_TYPE,
            url: settings.CLIPO_TMS_URL,
          }),
        ]),
  ];
  return engines.map((engine) => withBreaker(engine, { timeoutMs: settings.CLIPO_MODERATION_TIMEOUT_MS }));
}
