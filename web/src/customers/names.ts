import i18next from 'i18next'
import { coded } from '../i18n/coded'

interface Called {
  customerName: string | null
  title: string | null
}

const compound = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '夏侯',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '独孤',
  '南宫',
  '端木',
  '百里',
  '呼延',
  '长孙',
  '宇文',
  '轩辕',
])

/** 张伟 → 张, 欧阳娜 → 欧阳. A name with a middle dot or in Latin letters is not parted. */
export function surname(name: string): string {
  const letters = Array.from(name)
  if (letters.length < 2 || letters.length > 4 || !/^[\p{Script=Han}*]+$/u.test(name)) return name
  const two = letters.slice(0, 2).join('')
  return compound.has(two) ? two : letters[0]!
}

/** How a customer is addressed: 张先生 / Mr 张. A company has no title; who is not known is an unknown caller. */
export function customerName(who: Called): string {
  const { customerName: name, title } = who
  if (!name) return i18next.t('customer.unknown')
  if (!title) return name
  if (name.endsWith(title))
    return i18next.language === 'en' ? `${coded('titles', title)} ${name.slice(0, -title.length)}`.trim() : name
  const family = surname(name)
  if (i18next.language === 'en') return `${coded('titles', title)} ${family}`
  return /^\p{Script=Han}/u.test(family) ? `${family}${title}` : `${family} ${title}`
}

export const pathWords = (path: readonly string[]): string => path.map((node) => coded('nodes', node)).join(' › ')
