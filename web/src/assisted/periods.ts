/** Days as the bank counts them, both included: `2026-03-01`. */
export interface Days {
  from: string
  to: string
}

const dayMs = 86_400_000

/** Today is the last of the seven. */
export function periodsOf(today: string): Readonly<Record<'today' | 'seven' | 'month', Days>> {
  const sixBefore = new Date(Date.parse(`${today}T00:00:00Z`) - 6 * dayMs).toISOString().slice(0, 10)
  return {
    today: { from: today, to: today },
    seven: { from: sixBefore, to: today },
    month: { from: `${today.slice(0, 8)}01`, to: today },
  }
}

/** Of the present month the days so far; null: no month. */
export function monthOf(month: string, today: string): Days | null {
  const [, year, number] = /^(\d{4})-(\d{2})$/.exec(month) ?? []
  if (!year || !number) return null
  const last = new Date(Date.UTC(Number(year), Number(number), 0)).toISOString().slice(0, 10)
  return { from: `${month}-01`, to: last > today ? today : last }
}
