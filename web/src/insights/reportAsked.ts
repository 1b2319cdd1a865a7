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

/** What the address does not say, or says wrongly, is today by interval. */
export function askedOf(search: URLSearchParams, today: string): Asked {
  const given = (name: string) => search.get(name) ?? ''
  const dayOr = (name: string) => (day.test(given(name)) ? given(name) : today)
  const by = bys.find((one) => one === given('by')) ?? (search.has('from') ? 'day' : 'interval')
  return {
    from: dayOr('from'),
    to: dayOr('to') < dayOr('from') ? dayOr('from') : dayOr('to'),
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

/** The same as a query: of the server, and of this page's address. */
export function queryOf(asked: Asked): string {
  const query = new URLSearchParams({ from: asked.from, to: asked.to, by: asked.by })
  if (asked.kpis.length > 0) query.set('kpis', asked.kpis.join(','))
  for (const name of [...filters, 'version'] as const) if (asked[name]) query.set(name, asked[name])
  return query.toString()
}
