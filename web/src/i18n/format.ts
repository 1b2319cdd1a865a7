/** 3:05, 1:02:09. Below zero it is zero: a clock that runs a little behind shows no minus. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return '–'
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const s = String(seconds % 60).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${s}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(iso: string | number | Date, timeZone: string): Record<string, string> | null {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return null
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(timeZone, format)
  }
  return Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
}

/** 2026-03-02 14:05:09 in the bank's time zone, the same in both languages. */
export function dateTime(iso: string | null | undefined, timeZone: string): string {
  const p = iso ? parts(iso, timeZone) : null
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}` : '–'
}

export function time(iso: string | null | undefined, timeZone: string): string {
  const p = iso ? parts(iso, timeZone) : null
  return p ? `${p.hour}:${p.minute}:${p.second}` : '–'
}

export function hourMinute(iso: string | null | undefined, timeZone: string): string {
  const p = iso ? parts(iso, timeZone) : null
  return p ? `${p.hour}:${p.minute}` : '–'
}

/** The day it is at the bank, as the API takes it. */
export function dayOf(at: Date | number, timeZone: string): string {
  const p = parts(at, timeZone)
  return p ? `${p.year}-${p.month}-${p.day}` : ''
}

/** 92.6 %: one decimal, as everywhere. */
export const percent = (ratio: number | null | undefined, decimals = 1): string =>
  ratio === null || ratio === undefined || !Number.isFinite(ratio) ? '–' : `${(ratio * 100).toFixed(decimals)}%`

/** 12,345 */
export const count = (n: number | null | undefined): string =>
  n === null || n === undefined ? '–' : n.toLocaleString('en-US', { maximumFractionDigits: 0 })

/** 1,234,567.80 from "1234567.80"; anything else unchanged (the server may already have formatted it). */
export function amount(text: string | null | undefined): string {
  if (!text) return '–'
  const found = /^(-?)(\d+)(\.\d+)?$/.exec(text)
  if (!found) return text
  return `${found[1]}${found[2]!.replace(/\B(?=(\d{3})+$)/g, ',')}${found[3] ?? ''}`
}

/** Minor units as 12,345.67. */
export const money = (minor: number): string => amount((minor / 100).toFixed(2))

/**
 * A number as it may be shown: 138****0001. The server masks; this is the second lock for what a journal entry may
 * carry in full.
 */
export function maskNumber(text: string | null | undefined): string {
  if (!text) return ''
  if (text.includes('*')) return text
  const digits = text.replace(/^\+?86(?=1\d{10}$)/, '')
  return /^\+?\d{7,}$/.test(digits) ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : text
}

/** The moment at which the bank's clocks show this. */
export function atBank(local: string, zone: string): string {
  let at = new Date(`${local}Z`).getTime()
  for (let i = 0; i < 2; i++) {
    const shown = new Date(`${dateTime(new Date(at).toISOString(), zone).replace(' ', 'T')}Z`).getTime()
    at += new Date(`${local}Z`).getTime() - shown
  }
  return new Date(at).toISOString()
}
