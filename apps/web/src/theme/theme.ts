import { type ThemeConfig, theme } from 'antd';

/**
 * The look of every page, in one place: a light table on which films lie. Paper and ink are neutral so that video is
 * the only colour; the red of a grease pencil marks what is chosen, and nothing else. The contact sheet that `make`
 * writes has the same colours.
 */
export const palette = {
  light: {
    paper: '#e9ebea',
    surface: '#f6f7f6',
    raised: '#ffffff',
    ink: '#16181a',
    soft: '#565c61',
    line: '#c9cdcd',
    faint: '#dcdfde',
    pencil: '#c9301a',
    pencilText: '#b52a16',
    done: '#1d6b45',
    warn: '#8a5a00',
    info: '#245c86',
    warnGround: '#f4ead2',
    warnLine: '#d9c08a',
  },
  dark: {
    paper: '#141617',
    surface: '#1c1f21',
    raised: '#242829',
    ink: '#eceeed',
    soft: '#a3aaae',
    line: '#3a4043',
    faint: '#2a2e30',
    pencil: '#e0452b',
    pencilText: '#ff7a5f',
    done: '#6cc79a',
    warn: '#e2b25a',
    info: '#82b6dc',
    warnGround: '#2c2516',
    warnLine: '#5c4a22',
  },
} as const;
export type Scheme = keyof typeof palette;

const fonts =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
export const monoFonts = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace';

/** Ant Design's tokens of a scheme. */
export function antTheme(scheme: Scheme): ThemeConfig {
  const color = palette[scheme];
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: color.ink,
      colorTextLightSolid: scheme === 'dark' ? '#16181a' : '#ffffff',
      colorLink: color.ink,
      colorLinkHover: color.pencilText,
      colorLinkActive: color.pencilText,
      colorError: color.pencil,
      colorErrorText: color.pencilText,
      colorSuccess: color.done,
      colorWarning: color.warn,
      // What is mixed of paper and brown is mud.
      colorWarningBg: color.warnGround,
      colorWarningBorder: color.warnLine,
      colorInfo: color.info,
      colorText: color.ink,
      colorTextSecondary: color.soft,
      colorTextTertiary: color.soft,
      colorTextDescription: color.soft,
      colorTextPlaceholder: scheme === 'dark' ? '#8d9498' : '#6a7075',
      colorBorder: color.line,
      colorBorderSecondary: color.faint,
      colorBgLayout: color.paper,
      colorBgContainer: color.surface,
      colorBgElevated: color.raised,
      // What is chosen in a list; made of the ink by itself, it would hide its own words.
      controlItemBgActive: color.faint,
      controlItemBgActiveHover: color.line,
      fontFamily: fonts,
      fontFamilyCode: monoFonts,
      fontSize: 15,
      fontSizeSM: 13,
      fontSizeLG: 17,
      fontSizeHeading1: 40,
      fontSizeHeading2: 28,
      fontSizeHeading3: 21,
      fontSizeHeading4: 17,
      fontWeightStrong: 650,
      borderRadius: 4,
      borderRadiusLG: 6,
      borderRadiusSM: 3,
      controlHeight: 38,
      controlHeightLG: 46,
      controlHeightSM: 30,
      lineHeight: 1.6,
      motionDurationMid: '0.16s',
      motionDurationSlow: '0.24s',
      boxShadow: '0 1px 2px rgb(0 0 0 / .08), 0 8px 28px rgb(0 0 0 / .12)',
      boxShadowSecondary: '0 1px 2px rgb(0 0 0 / .08), 0 12px 40px rgb(0 0 0 / .16)',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 550,
        colorError: color.pencilText,
        // A lighter red, as is made of it by itself, can't be read on paper.
        colorErrorHover: color.pencilText,
      },
      Layout: { headerBg: color.paper, siderBg: color.paper, bodyBg: color.paper },
      Tabs: { inkBarColor: color.pencil, itemSelectedColor: color.ink, itemHoverColor: color.ink },
      Progress: { defaultColor: color.pencil, remainingColor: color.faint },
      Table: { headerBg: 'transparent', headerSplitColor: 'transparent', rowHoverBg: color.raised },
      // What a field lacks is read: the dark algorithm makes the pencil's own red too dark for that.
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 20, colorError: color.pencilText },
      Segmented: { trackBg: color.faint, itemSelectedBg: color.raised },
    },
  };
}
