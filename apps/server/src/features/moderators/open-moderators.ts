import type { Settings } from '../../env.ts';
import { openAliyunText } from './aliyun-text.ts';
import { openModelJudge } from './model-judge.ts';
import type { Moderator } from './moderator.ts';
import { openTencentText } from './tencent-text.ts';
import { withBreaker } from './with-breaker.ts';

/** A language model thinks for seconds. */
const thinkingMs = 30_000;

/** The outside engines of the settings; none where nobody has an account with one. */
export function openModerators(settings: Settings): Moderator[] {
  const {
    CLIPO_GREEN_KEY_ID: keyId,
    CLIPO_GREEN_SECRET: secret = '',
    CLIPO_TMS_SECRET_ID: secretId,
    CLIPO_TMS_SECRET_KEY: secretKey = '',
    CLIPO_JUDGE_URL: judgeUrl,
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
  const models =
    judgeUrl === undefined
      ? []
      : [openModelJudge({ url: judgeUrl, model: settings.CLIPO_JUDGE_MODEL, key: settings.CLIPO_JUDGE_KEY })];
  return [...engines, ...models].map((engine) =>
    withBreaker(engine, {
      timeoutMs: Math.max(settings.CLIPO_MODERATION_TIMEOUT_MS, models.includes(engine) ? thinkingMs : 0),
    }),
  );
}
