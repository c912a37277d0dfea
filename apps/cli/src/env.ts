import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CredentialSettings } from '@clipo/batch';
import type { Language } from '@clipo/contract';

/** The settings of this process. Only this file reads environment variables. */
export interface Environment {
  /** CLIPO_HOME: cache and state, made when first needed. Default: `.clipo` in the user's home folder. */
  home: string;
  /** CLIPO_LANG, else LC_ALL, LC_MESSAGES, LANG: the language of messages. */
  language: Language;
  /** CLIPO_DEBUG=1: stack traces are shown. */
  isDebug: boolean;
  /** NO_COLOR is not set and TERM is not `dumb`. */
  hasColor: boolean;
  /** CLIPO_PROVIDER_CODE: code of the content provider in the implicit label; undefined means the development code. */
  providerCode: string | undefined;
  /** CLIPO_LABEL_KEY: file of the key that signs labels (made by `clipo label-key`); undefined means unsigned. */
  labelKeyFile: string | undefined;
  /** CLIPO_CREDENTIALS and its certificate, key and time stamps: whether videos and covers are signed, and by whom. */
  credentials: CredentialSettings;
  /** CLIPO_CREDENTIALS_TRUST: PEM file of those whose content credentials are trusted. */
  credentialTrustFile: string | undefined;
  /** CLIPO_WATERMARK_KEY: secret key of the watermark; undefined means the open one that everybody knows. */
  watermarkKey: string | undefined;
  /** CLIPO_CACHE_GIB: most that rendered pieces may take up on the disk; 20 GiB unless told. */
  cacheGiB: number;
  /** CLIPO_ENCODER: name of an FFmpeg video encoder; undefined means software. */
  encoder: string | undefined;
  /** The value of any other variable: a model's key is named by the brief. */
  variable(name: string): string | undefined;
  /** All of them, for the service, which has a schema of its own. */
  variables: Readonly<Record<string, string | undefined>>;
}

/** Reads the settings. Empty variables count as unset. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const variable = (name: string) => variables[name] || undefined;
  return {
    home: resolve(variable('CLIPO_HOME') ?? join(variable('HOME') ?? homedir(), '.clipo')),
    language: languageOf(
      variable('CLIPO_LANG') ?? variable('LC_ALL') ?? variable('LC_MESSAGES') ?? variable('LANG') ?? '',
    ),
    isDebug: variable('CLIPO_DEBUG') === '1',
    hasColor: variable('NO_COLOR') === undefined && variable('TERM') !== 'dumb',
    providerCode: variable('CLIPO_PROVIDER_CODE'),
    labelKeyFile: variable('CLIPO_LABEL_KEY'),
    credentials: {
      mode: variable('CLIPO_CREDENTIALS'),
      chain: variable('CLIPO_CREDENTIALS_CERT'),
      key: variable('CLIPO_CREDENTIALS_KEY'),
      timeStampUrl: variable('CLIPO_CREDENTIALS_TSA'),
    },
    credentialTrustFile: variable('CLIPO_CREDENTIALS_TRUST'),
    watermarkKey: variable('CLIPO_WATERMARK_KEY'),
    cacheGiB: sizeOf(variable('CLIPO_CACHE_GIB')) ?? 20,
    encoder: variable('CLIPO_ENCODER'),
    variable,
    variables,
  };
}

/** `zh`, `zh_CN.UTF-8`, `zh-TW` … are Chinese; everything else reads English. */
function languageOf(locale: string): Language {
  return /^zh(?:[-_.@]|$)/i.test(locale) ? 'zh-CN' : 'en';
}

/** A size in GiB, or undefined where the text is no such thing: a wrong setting must not throw a cache away. */
function sizeOf(text: string | undefined): number | undefined {
  const size = Number(text);
  return text !== undefined && Number.isFinite(size) && size >= 0 ? size : undefined;
}
