import { theme as antd, type ThemeConfig } from 'antd'

export const bankBlue = '#1D5FA8'

export const fonts =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", -apple-system, "Segoe UI", system-ui, sans-serif'

/** The one theme. `compact` for the desk and the floor, where many things stand beside each other for eight hours. */
export function themeOf(dark: boolean, compact: boolean): ThemeConfig {
  return {
    cssVar: { key: 'tl' },
    hashed: false,
    algorithm: [dark ? antd.darkAlgorithm : antd.defaultAlgorithm, ...(compact ? [antd.compactAlgorithm] : [])],
    token: {
      colorPrimary: bankBlue,
      colorInfo: bankBlue,
      colorLink: dark ? '#7FB2EA' : bankBlue,
      colorSuccess: dark ? '#3E9E5C' : '#1F7A3A',
      colorWarning: dark ? '#D98A1F' : '#A85A00',
      colorError: dark ? '#E0574D' : '#B3261E',
      colorTextDescription: dark ? '#A7B0BD' : '#566070',
      colorTextPlaceholder: dark ? '#9AA3B0' : '#646E7B',
      borderRadius: 6,
      fontFamily: fonts,
      fontSize: 14,
      colorBgLayout: dark ? '#14171B' : '#F2F4F7',
      colorBgContainer: dark ? '#1C2026' : '#FFFFFF',
      controlHeight: compact ? 30 : 34,
      motion: false,
    },
    components: {
      Table: { headerBg: dark ? '#1C2026' : '#F7F9FB' },
      Card: { paddingLG: 20 },
      // The bank's blue is too dark for words on a dark ground.
      Tabs: dark ? { itemSelectedColor: '#7FB2EA', itemHoverColor: '#7FB2EA', inkBarColor: '#7FB2EA' } : {},
    },
  }
}
