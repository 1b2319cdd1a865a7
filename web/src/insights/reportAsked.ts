export const bys = ['interval', 'day', 'week', 'month', 'queue', 'type', 'channel', 'site', 'agent'] as const

export type By = (typeof bys)[number]

export const filters = ['queue', 'channel', 'type', 'site', 'agent'] as const

export type Filter = (typeof filters)[number]

/** A report as its address says it; empty: not said. */
export interface Asked extends Record<Filter, string> {
  from: string
  to: string
  by: By
  kpis: string[]
  version: string
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** What the address does not say, or says wrongly: the last seven days, day by day; of a period that is said, today. */
export function askedOf(search: URLSearchParams, today: string): Asked {
  const given = (name: string) => search.get(name) ?? ''
  const dayOr = (name: string, other: string) => (day.test(given(name)) ? given(name) : other)
  const by = bys.find((one) => one === given('by')) ?? 'day'
  const from = dayOr('from', search.has('from') ? today : daysBefore(today, 6))
  const to = dayOr('to', today)
  return {
    from,
    to: to < from ? from : to,
    by,
    kpis: given('kpis').split(',').filter(Boolean),
    version: given('version'),
    queue: given('queue'),
    channel: given('channel'),
    type: given('type'),
    site: given('site'),
    agent: given('agent'),
  }
}

const daysBefore = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

/** The same as a query: of the server, and of this page's address. */
export function queryOf(asked: Asked): string {
  const query = new URLSearchParams({ from: asked.from, to: asked.to, by: asked.by })
  if (asked.kpis.length > 0) query.set('kpis', asked.kpis.join(','))
  for (const name of [...filters, 'version'] as const) if (asked[name]) query.set(name, asked[name])
  return query.toString()
}
