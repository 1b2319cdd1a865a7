import { useQuery } from '@tanstack/react-query'
import { get } from '../api/http'
import { queries } from '../api/queries'
import type { OrgPost, OrgUnit, RightsProposal, SecondStep, SessionRow, UserRecord } from '../api/types'

export const useUnits = () =>
  useQuery({ queryKey: ['units'], queryFn: ({ signal }) => get<OrgUnit[]>('/api/organisation/units', signal) })

export const usePosts = () =>
  useQuery({ queryKey: ['posts'], queryFn: ({ signal }) => get<OrgPost[]>('/api/organisation/posts', signal) })

export const useUser = (number: string) =>
  useQuery({
    queryKey: ['user', number],
    queryFn: ({ signal }) => get<UserRecord>(`/api/users/${encodeURIComponent(number)}`, signal),
  })

export const useProposals = (number = '') =>
  useQuery({
    queryKey: ['proposals', number],
    queryFn: ({ signal }) =>
      get<RightsProposal[]>(`/api/rights-proposals${number && `?number=${encodeURIComponent(number)}`}`, signal),
    refetchInterval: 15_000,
  })

/** @param of A user's number; empty: one's own. */
export const sessionsAt = (of: string) =>
  of ? `/api/users/${encodeURIComponent(of)}/sessions` : '/api/session/all'

export const useSessions = (of: string) =>
  useQuery({
    queryKey: ['sessions', of],
    queryFn: ({ signal }) => get<SessionRow[]>(sessionsAt(of), signal),
  })

/** One's own one-time codes. */
export const useSecondStep = () =>
  useQuery({
    queryKey: ['secondStep'],
    queryFn: ({ signal }) => get<SecondStep>('/api/session/second-step', signal),
  })

/** Where the list of users is served. */
export const usersAddress = '/api/users'

/** After a change of a user or a unit: all that shows one. */
export const changed = () =>
  Promise.all(
    [
      ['units'],
      ['posts'],
      ['list', usersAddress],
      ['listCount', usersAddress],
      ['user'],
      ['proposals'],
      ['sessions'],
      ['secondStep'],
    ].map((queryKey) => queries.invalidateQueries({ queryKey })),
  )
