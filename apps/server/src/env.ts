import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ClipoError, InputProblems, nearestOf } from '@clipo/contract';
import { z } from 'zod';
import { factorAudiences } from './db/schema/teams.ts';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/**
 * Every setting of the service, by the name of its environment variable. The table in docs/operate.md is made of it:
 * `describe` is what stands there.
 */
export const settingsSchema = z.strictObject({
  CLIPO_HOME: z.string().optional().describe('Data folder. Default: `.clipo` in the home folder of the user'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; `0.0.0.0` for all'),
  PORT: whole(0, 65_535).default(4870).describe('Port to listen on; 0 takes a free one'),
  CLIPO_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address under which people reach the service, such as https://clipo.example.com: links in messages begin so. Engines that fetch voices (Tencent Cloud) need it to be public',
    ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/ })
    .optional()
    .describe(
      'Your PostgreSQL (16 or later), with a role that is no superuser. Left out: a database in the data folder',
    ),
  CLIPO_WORKERS: whole(0, 256)
    .optional()
    .describe('Pieces that this machine draws at the same time. Default: one a core; 0 makes an API without workers'),
  CLIPO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').describe('Log level'),
  CLIPO_CACHE_GIB: z.coerce.number().min(0).default(20).describe('Most that rendered pieces may take up on the disk'),
  CLIPO_AUDIT_MONTHS: z.coerce
    .number()
    .int()
    .min(6, 'must be at least 6: the law asks for six months')
    .max(240)
    .default(36)
    .describe('How many calendar months the record of acts is kept; six at least'),
  CLIPO_ENCODER: z.string().optional().describe('Name of an FFmpeg video encoder. Default: software'),
  CLIPO_PROVIDER_CODE: z
    .string()
    .optional()
    .describe(
      'Code of the content provider in the implicit label. Left out: the development code, with which nothing starts where CLIPO_URL is public',
    ),
  CLIPO_LABEL_KEY: z
    .string()
    .optional()
    .describe('File of the key that signs the labels of videos, made by `clipo label-key`. Left out: unsigned'),
  CLIPO_CREDENTIALS: z
    .enum(['on', 'off'])
    .default('off')
    .describe('Whether videos and covers are signed with content credentials (C2PA)'),
  CLIPO_CREDENTIALS_CERT: z
    .string()
    .optional()
    .describe("PEM file of the signer's certificates. Left out: a development certificate that nobody trusts"),
  CLIPO_CREDENTIALS_KEY: z.string().optional().describe('PEM file of the private key that belongs to them'),
  CLIPO_CREDENTIALS_TSA: z
    .string()
    .optional()
    .describe('Address of a time stamp service (RFC 3161) for them. Left out: nothing is asked of anybody'),
  CLIPO_CREDENTIALS_TRUST: z
    .string()
    .optional()
    .describe('PEM file of those whose content credentials a check calls trusted'),
  CLIPO_WATERMARK_KEY: z
    .string()
    .min(16)
    .optional()
    .describe(
      'Secret key of the watermark in every picture, the same on all machines; keep it for as long as videos shall be known again. Left out: an open key that everybody knows',
    ),
  CLIPO_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Secret that links and sealed rows rest on, the same on all machines. Left out: one in the data folder'),
  CLIPO_SECRET_BEFORE: z
    .string()
    .min(32)
    .optional()
    .describe(
      'The secret before CLIPO_SECRET was changed: what it sealed is still read, its links still work; see Changing the secret',
    ),
  CLIPO_SECOND_FACTOR: z
    .enum(factorAudiences)
    .default('nobody')
    .describe(
      'Of whom every team asks a second factor, whatever its owner chose: `nobody`, `spenders` (owners and editors, who may spend and delete), `everybody`. Operators always give one',
    ),
  CLIPO_GRANT_ALONE: whole(0, 1_000_000_000)
    .default(100_000)
    .describe('Credits that one operator may give a team; for more, another operator has to agree'),
  CLIPO_TEAM_QUOTA_GIB: z.coerce.number().min(0).default(100).describe('Room for the files of one team'),
  CLIPO_RATE_LIMIT: whole(0, 1_000_000)
    .default(1200)
    .describe('Requests that one key may make in a minute; an address without a key a quarter of it. 0: no limit'),
  CLIPO_TLS_CERT: z
    .string()
    .optional()
    .describe('File with the certificate chain (PEM); with CLIPO_TLS_KEY, HTTPS is spoken'),
  CLIPO_TLS_KEY: z.string().optional().describe('File with the private key of the certificate (PEM)'),
  CLIPO_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token for Prometheus at `/metrics`. Left out: there is no such address'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Collector of traces (OTLP over HTTP), such as `http://127.0.0.1:4318`: requests, jobs and runs of FFmpeg. Left out: no traces',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .optional()
    .describe('Headers that the collector wants, as `name=value`, with commas between'),
  CLIPO_TRUSTED_PROXIES: whole(0, 10)
    .default(0)
    .describe('How many proxies of yours stand before the service and write `X-Forwarded-For`'),
  CLIPO_PLACE_HEADERS: z
    .string()
    .regex(/^[\w-]+\s*,\s*[\w-]+$/, 'must be two names of headers with a comma between')
    .optional()
    .describe(
      'Headers in which a proxy of yours writes latitude and longitude of callers, such as `cf-iplatitude,cf-iplongitude`; with CLIPO_TRUSTED_PROXIES. Sign-ins from places too far apart are then asked for a second proof',
    ),
  CLIPO_PLACES: z
    .string()
    .optional()
    .describe('Or a table of networks for the same: CSV with the columns `network`, `latitude`, `longitude`'),
  CLIPO_S3_BUCKET: z
    .string()
    .optional()
    .describe('Bucket of S3, or of a service that speaks like it, for media. Left out: a folder in the data folder'),
  CLIPO_S3_REGION: z.string().default('us-east-1').describe('Region of the bucket'),
  CLIPO_S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of the service. Left out: AWS'),
  CLIPO_S3_KEY_ID: z.string().optional().describe("Key id for the bucket. Left out: where AWS's own programs look"),
  CLIPO_S3_SECRET: z.string().optional().describe('Secret that belongs to the key id'),
  CLIPO_MODEL_URLS: z
    .string()
    .optional()
    .describe(
      'Addresses of language models that briefs may name, with commas between. Keys: CLIPO_MODEL_KEY and the like',
    ),
  CLIPO_AGENT_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address of a language model (OpenAI-compatible, such as `https://api.deepseek.com/v1`) that leads conversations. Left out: the built-in planner does',
    ),
  CLIPO_AGENT_MODEL: z.string().max(200).optional().describe('Name of that model'),
  CLIPO_AGENT_KEY: z.string().max(500).optional().describe('Key for it'),
  CLIPO_ENGINE_HOSTS: z
    .string()
    .optional()
    .describe(
      'Hosts in your own network where teams may have presenters animated, such as `gpu-1.lan:8500`, with commas between. All other engines must be at public addresses',
    ),
  CLIPO_DUIX_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of a Duix.Avatar (HeyGem) of yours that teams may use. Left out: they can not'),
  CLIPO_DUIX_FOLDER: z.string().optional().describe('The folder that it and the workers see, as the workers see it'),
  CLIPO_DUIX_FOLDER_THERE: z.string().default('/code/data').describe('The same folder as Duix.Avatar sees it'),
  CLIPO_CREDITS: z.enum(['off', 'on']).default('off').describe('`on`: batches and single files cost credits'),
  CLIPO_BATCH_CREDITS_MOST: whole(1, 1_000_000_000).default(100_000).describe('Most credits that one batch may cost'),
  CLIPO_COMPANY: z.string().max(100).default('').describe('Who runs the service, as the agreement names them'),
  CLIPO_CONTACT: z
    .string()
    .max(200)
    .default('')
    .describe('How people reach who runs the service, as the agreement and the privacy policy name it'),
  CLIPO_CERTIFICATES: z
    .string()
    .max(500)
    .default('')
    .describe(
      'Filings and licences of who runs the service, shown at the foot of the agreement and of the sign-in page, such as `ICP备12345678号`; with `;` between. Left out: none is claimed',
    ),
  CLIPO_TEXTS: z
    .string()
    .optional()
    .describe('Folder with an agreement and a privacy policy of your own. Left out: those that ship'),
  CLIPO_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, such as smtps://name:password@mail.example.com. Left out: mails are kept for the operator'),
  CLIPO_MAIL_FROM: z.string().default('Clipo <no-reply@localhost>').describe('Sender of mails'),
  CLIPO_MAIL_IN_ADDRESS: z
    .email()
    .optional()
    .describe(
      'Address to which people mail complaints and requests, such as report@example.com; `report+privacy@` asks for that. Your mail server hands its mails on to CLIPO_MAIL_IN_PORT. Left out: none are taken',
    ),
  CLIPO_MAIL_IN_PORT: whole(0, 65_535)
    .default(2525)
    .describe('Port for them (SMTP, with STARTTLS where CLIPO_TLS_CERT is set)'),
  CLIPO_ALIYUN_KEY_ID: z.string().optional().describe('Key id for Aliyun SMS. Left out: SMS are kept for the operator'),
  CLIPO_ALIYUN_SECRET: z.string().optional().describe('Secret that belongs to the key id'),
  CLIPO_ALIYUN_SMS_SIGN: z.string().optional().describe('Approved signature of SMS'),
  CLIPO_ALIYUN_SMS_TEMPLATES: z
    .string()
    .optional()
    .describe('Approved templates of SMS by our names, as JSON: `{"code": "SMS_1", "new-device": "SMS_2"}`'),
  CLIPO_ALIYUN_SMS_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://dysmsapi.aliyuncs.com')
    .describe('Address of the SMS service'),
  CLIPO_GREEN_KEY_ID: z
    .string()
    .optional()
    .describe('Key id for Aliyun content safety (Green). Left out: Aliyun is not asked about texts'),
  CLIPO_GREEN_SECRET: z.string().optional().describe('Secret that belongs to it'),
  CLIPO_GREEN_SERVICE: z
    .string()
    .default('ad_compliance_detection_pro')
    .describe('Which of its services judges texts, as its console names it'),
  CLIPO_GREEN_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://green-cip.cn-shanghai.aliyuncs.com')
    .describe('Address of the service'),
  CLIPO_TMS_SECRET_ID: z
    .string()
    .optional()
    .describe('Secret id for Tencent Cloud text moderation (TMS). Left out: Tencent is not asked about texts'),
  CLIPO_TMS_SECRET_KEY: z.string().optional().describe('Secret key that belongs to it'),
  CLIPO_TMS_REGION: z.string().default('ap-guangzhou').describe('Its region'),
  CLIPO_TMS_BIZ_TYPE: z.string().optional().describe('Its policy (BizType). Left out: the default one'),
  CLIPO_TMS_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://tms.tencentcloudapi.com')
    .describe('Address of the service'),
  CLIPO_JUDGE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address of a language model (OpenAI-compatible, such as `https://api.deepseek.com/v1`) that judges texts before a batch is planned. Left out: none is asked',
    ),
  CLIPO_JUDGE_MODEL: z.string().max(200).default('').describe('Name of that model'),
  CLIPO_JUDGE_KEY: z.string().max(500).optional().describe('Key for it'),
  CLIPO_ASR_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'Address of an engine that writes down what is said (OpenAI-compatible, such as `http://whisper.lan:8000/v1`): the speech of clips and sounds is checked as words are. Left out: it is not heard',
    ),
  CLIPO_ASR_MODEL: z.string().max(200).default('whisper-1').describe('Name of its model'),
  CLIPO_ASR_KEY: z.string().max(500).optional().describe('Key for it'),
  CLIPO_RIGHTS: z
    .enum(['ask', 'need'])
    .default('ask')
    .describe('`need`: a material whose rights nobody told is in no new video; `ask`: the studio marks it'),
  CLIPO_LOOK_AT_FILMS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether finished videos and their covers are looked at, as materials always are'),
  CLIPO_READ_PICTURES: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('Whether words on pictures and clips are read and checked: where tesseract with `chi_sim` is installed'),
  CLIPO_MODERATION_TIMEOUT_MS: whole(100, 60_000)
    .default(5000)
    .describe('How long an outside engine that judges texts is given for an answer'),
  CLIPO_MODERATION_DOWN: z
    .enum(['hold', 'pass'])
    .default('hold')
    .describe('What happens when such an engine does not answer: a person decides, or the other checks alone'),
  CLIPO_CAPTCHA: z
    .enum(['picture', 'off'])
    .default('picture')
    .describe('What stands before sending a code: letters in a picture, or nothing'),
  CLIPO_WECHAT_APP_ID: z
    .string()
    .optional()
    .describe('App id of a WeChat website application. Left out: there is no signing in by WeChat'),
  CLIPO_WECHAT_SECRET: z.string().optional().describe('Secret of the WeChat application'),
  CLIPO_WECHAT_PAGE_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://open.weixin.qq.com')
    .describe("Address of WeChat's pages"),
  CLIPO_WECHAT_API_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://api.weixin.qq.com')
    .describe("Address of WeChat's API"),
  CLIPO_ALIPAY_APP_ID: z.string().optional().describe('App id at Alipay. Left out: nobody pays by Alipay'),
  CLIPO_ALIPAY_PRIVATE_KEY: z.string().optional().describe("The app's private key (PKCS#8), or a file with it"),
  CLIPO_ALIPAY_PUBLIC_KEY: z.string().optional().describe("Alipay's public key for the app, or a file with it"),
  CLIPO_ALIPAY_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://openapi.alipay.com')
    .describe("Address of Alipay's gateway"),
  CLIPO_WECHATPAY_MERCHANT_ID: z
    .string()
    .optional()
    .describe("Merchant's number at WeChat Pay. Left out: nobody pays by WeChat"),
  CLIPO_WECHATPAY_APP_ID: z.string().optional().describe('App id that belongs to the merchant'),
  CLIPO_WECHATPAY_SERIAL: z.string().optional().describe("Serial of the merchant's certificate"),
  CLIPO_WECHATPAY_PRIVATE_KEY: z.string().optional().describe("The merchant's private key (PEM), or a file with it"),
  CLIPO_WECHATPAY_API_V3_KEY: z.string().length(32).optional().describe("The merchant's APIv3 key"),
  CLIPO_WECHATPAY_PUBLIC_KEY_ID: z
    .string()
    .optional()
    .describe("Id of WeChat Pay's public key (`PUB_KEY_ID_…`). Left out: its platform certificates are fetched"),
  CLIPO_WECHATPAY_PUBLIC_KEY: z.string().optional().describe("WeChat Pay's public key (PEM), or a file with it"),
  CLIPO_WECHATPAY_URL: z
    .url({ protocol: /^https?$/ })
    .default('https://api.mch.weixin.qq.com')
    .describe("Address of WeChat Pay's API"),
  CLIPO_MINOR_REMINDER_MINUTES: whole(1, 1440)
    .default(60)
    .describe('After so many minutes of a day, and each time so many more, minors are reminded of the time they spent'),
  CLIPO_MINOR_ORDER_YUAN: whole(0, 100_000)
    .default(100)
    .describe('Most that somebody of 14 to 17 may pay at once, with their guardian’s consent; 0: nothing'),
  CLIPO_MINOR_MONTH_YUAN: whole(0, 1_000_000).default(400).describe('And most in a calendar month'),
  CLIPO_LANG: z.string().optional().describe('Language of messages: `zh-CN` or `en`'),
  CLIPO_DEBUG: flag.default(false).describe('`1` shows stack traces'),
});
export type SettingsInput = z.infer<typeof settingsSchema>;

/** The settings of this process. Only this file reads environment variables. */
export interface Settings extends Omit<SettingsInput, 'CLIPO_HOME'> {
  /** Absolute. */
  home: string;
  /** The value of any other variable: a model's key is named by the brief. */
  variable(name: string): string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Names that other parts of Clipo read: the tests' switch, and keys of models, which a brief may name. */
const isForeign = (name: string) =>
  name === 'CLIPO_TEST_ALL' || name === 'CLIPO_API_KEY' || name.startsWith('CLIPO_MODEL_');

/**
 * Reads and checks all settings at once. Empty variables count as unset.
 * @throws InputProblems naming every wrong setting, and every unknown one that begins with CLIPO_
 */
export function readSettings(variables: Variables): Settings {
  const variable = (name: string) => variables[name] || undefined;
  const known = Object.keys(settingsSchema.shape);
  const problems = Object.keys(variables)
    .filter((name) => name.startsWith('CLIPO_') && !known.includes(name) && !isForeign(name))
    .map((name) => faultOf(name, 'is no setting of Clipo', nearestOf(name, known)));
  const given = Object.fromEntries(
    known.flatMap((name) => (variable(name) === undefined ? [] : [[name, variable(name)]])),
  );
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => faultOf(String(issue.path[0]), issue.message)));
  }
  if (problems.length > 0 || !parsed.success) {
    throw new InputProblems(problems);
  }
  const { CLIPO_HOME, ...settings } = parsed.data;
  return { ...settings, home: resolve(CLIPO_HOME ?? join(variable('HOME') ?? homedir(), '.clipo')), variable };
}

function faultOf(field: string, problem: string, nearest?: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, {
    details: { field, problem, ...(nearest === undefined ? {} : { nearest }) },
  });
}
