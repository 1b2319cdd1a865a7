export type Language = 'zh-CN' | 'en'

export const languages: Language[] = ['zh-CN', 'en']
