import type { HealthCheck } from '../api/types'
import { count } from '../i18n/format'

const sizes = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** 1.5 GB: a thousand and twenty-four of each make the next. */
export function bytes(n: number | null | undefined): string {
  if (n === null || n === undefined || !Number.isFinite(n)) return '–'
  let [left, unit] = [Math.abs(n), 0]
  while (left >= 1024 && unit < sizes.length - 1) [left, unit] = [left / 1024, unit + 1]
  const text = unit === 0 || left >= 100 ? Math.round(left).toString() : left.toFixed(1)
  return `${n < 0 ? '-' : ''}${text} ${sizes[unit]}`
}

/** A check's value or bound in its unit; `days` is the word for them. */
export function measured(n: number | null, unit: HealthCheck['unit'], days: (n: number) => string): string {
  if (n === null) return '–'
  switch (unit) {
    case 'bytes':
      return bytes(n)
    case 'ms':
      return `${n < 10 ? n : count(n)} ms`
    case 'days':
      return days(n)
    default:
      return count(n)
  }
}

/** How long ago, to be read at a glance: 45 s, 12 min, 3 h 05 min, 2 d 4 h. */
export function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
