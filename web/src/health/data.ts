import { useQuery } from '@tanstack/react-query'
import { call, get } from '../api/http'
import { queries } from '../api/queries'
import type { Alarm, AlarmHistory, Health, ProjectionState, RetryOutcome } from '../api/types'

const base = '/api/health'

/** As it is now, asked again while it is looked at. */
export const useHealth = () =>
  useQuery({
    queryKey: ['health', 'now'],
    queryFn: ({ signal }) => get<Health>(base, signal),
    refetchInterval: 5_000,
    retry: false,
  })

export const useAlarmHistory = (before: string) =>
  useQuery({
    queryKey: ['health', 'history', before],
    queryFn: ({ signal }) =>
      get<AlarmHistory>(`${base}/alarms?size=20${before ? `&before=${encodeURIComponent(before)}` : ''}`, signal),
    placeholderData: (shown) => shown,
    refetchInterval: before ? false : 15_000,
  })

export const useProjections = (enabled: boolean) =>
  useQuery({
    queryKey: ['health', 'projections'],
    queryFn: ({ signal }) => get<ProjectionState[]>(`${base}/projections`, signal),
    refetchInterval: 15_000,
    enabled,
  })

const refresh = () => queries.invalidateQueries({ queryKey: ['health'] })

export async function acknowledge(id: string, reason: string): Promise<Alarm> {
  try {
    return await call<Alarm>('POST', `${base}/alarms/${encodeURIComponent(id)}/acknowledgement`, { reason })
  } finally {
    await refresh()
  }
}

export async function retry(name: string): Promise<RetryOutcome> {
  try {
    return await call<RetryOutcome>('POST', `${base}/projections/${encodeURIComponent(name)}/retry`)
  } finally {
    await refresh()
  }
}
