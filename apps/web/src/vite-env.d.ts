/// <reference types="vite/client" />

// Their own types are read as CommonJS under Node's rules, which the bundler does not follow.
declare module 'antd/es/locale/en_US.js' {
  import type { ConfigProviderProps } from 'antd';

  const locale: NonNullable<ConfigProviderProps['locale']>;
  // biome-ignore lint/style/noDefaultExport: the module's own shape
  export default locale;
}

declare module 'antd/es/locale/zh_CN.js' {
  import type { ConfigProviderProps } from 'antd';

  const locale: NonNullable<ConfigProviderProps['locale']>;
  // biome-ignore lint/style/noDefaultExport: the module's own shape
  export default locale;
}
