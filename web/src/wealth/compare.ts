import type { WealthSheet } from '../api/types'

/** A column of the comparison: the bank's own product, or another bank's. */
export interface Compared {
  key: string
  bank: { zh: string; en: string } | null
  zh: string
  en: string
  risk: string
  termDays: number
  currency: string
  minYuan: number
  stepYuan: number | null
  leftMinor: number | null
  benchmark: string | null
  sale: string | null
  effective: string
  source: { zh: string; en: string }
  inForce: boolean
  onSale: boolean
}

const span = (days: { from: string; to: string }) => `${days.from} – ${days.to}`

/** One figure where the two ends are one. */
export const percent = (of: { low: string; high: string } | null | undefined): string | null =>
  !of ? null : of.low === of.high ? `${of.low}%` : `${of.low}% – ${of.high}%`

/** The bank's own first; a key for each that stays the same while the list does. */
export function columns(sheet: WealthSheet): Compared[] {
  const own = sheet.products.map(
    ({ product, onSale, inForce, leftMinor }): Compared => ({
      key: product.code,
      bank: null,
      zh: product.zh,
      en: product.en,
      risk: product.risk,
      termDays: product.termDays,
      currency: product.currency,
      minYuan: product.minYuan,
      stepYuan: product.stepYuan,
      leftMinor,
      benchmark: percent(product.benchmark),
      sale: span(product.sale),
      effective: span(product.effective),
      source: product.source,
      inForce,
      onSale,
    }),
  )
  const others = sheet.peers.map(
    ({ product, inForce }, place): Compared => ({
      key: `peer-${place}`,
      bank: product.bank,
      zh: product.zh,
      en: product.en,
      risk: product.risk,
      termDays: product.termDays,
      currency: product.currency,
      minYuan: product.minYuan,
      stepYuan: null,
      leftMinor: null,
      benchmark: percent(product.benchmark),
      sale: null,
      effective: span(product.effective),
      source: product.source,
      inForce,
      onSale: false,
    }),
  )
  return [...own, ...others]
}

/** Others' of the same risk, beside the bank's own. */
export const peersOf = (all: readonly Compared[], key: string): string[] => {
  const own = all.find((one) => one.key === key)
  return own ? [key, ...all.filter((one) => one.bank && one.risk === own.risk).map((one) => one.key)] : []
}
