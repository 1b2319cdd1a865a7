import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query'
import { get, Problem } from './http'
import type {
  Centre,
  Colleague,
  ContactAgent,
  ContactDetail,
  ContactRow,
  QueueChoice,
  DirectoryEntry,
  GuidanceBeginning,
  FiguresToday,
  Me,
  NotReadyReason,
  PauseReason,
  Peaks,
  Reason,
} from './types'

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // The session ended: who is signed in is asked anew, and the frame leads to sign-in.
    onError: (error, query) => {
      if (error instanceof Problem && error.status === 401 && query.queryKey[0] !== 'me')
        void queries.invalidateQueries({ queryKey: ['me'] })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
})

export const useCentre = () =>
  useQuery({ queryKey: ['centre'], queryFn: ({ signal }) => get<Centre>('/api/centre', signal), staleTime: Infinity })

/** Who is signed in: `null` when nobody is. */
export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      try {
        return await get<Me>('/api/session', signal)
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null
        throw error
      }
    },
  })

export const useReasons = () =>
  useQuery({
    queryKey: ['reasons'],
    queryFn: ({ signal }) => get<Reason[]>('/api/reasons', signal),
    // A list that the bank has changed is there for the next wrap-up.
    staleTime: 30_000,
  })

/** What a recording may be paused for. */
export const usePauseReasons = () =>
  useQuery({
    queryKey: ['pauseReasons'],
    queryFn: ({ signal }) => get<PauseReason[]>('/api/pause-reasons', signal),
    staleTime: 30_000,
  })

/** An agent's page is open all day: what the bank has changed is there a minute later. */
export const useNotReadyReasons = () =>
  useQuery({
    queryKey: ['notReadyReasons'],
    queryFn: ({ signal }) => get<NotReadyReason[]>('/api/not-ready-reasons', signal),
    refetchInterval: 60_000,
  })

/** Whom an agent may consult: asked anew while the choice is open. */
export const useColleagues = () =>
  useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => get<Colleague[]>('/api/desk/colleagues', signal),
    staleTime: 0,
    refetchInterval: 2_000,
  })

/** Branches and experts; their hours come and go. */
/** The queues a customer may be sent to, as they are now. */
export const useDeskQueues = () =>
  useQuery({
    queryKey: ['deskQueues'],
    queryFn: ({ signal }) => get<QueueChoice[]>('/api/desk/queues', signal),
    refetchInterval: 5_000,
  })

export const useDirectory = () =>
  useQuery({
    queryKey: ['directory'],
    queryFn: ({ signal }) => get<DirectoryEntry[]>('/api/desk/directory', signal),
    staleTime: 60_000,
  })

/** Where a customer may be guided from: the menu in force. */
export const useGuidance = (wanted = true) =>
  useQuery({
    queryKey: ['guidance'],
    enabled: wanted,
    queryFn: ({ signal }) => get<GuidanceBeginning[]>('/api/desk/guidance', signal),
    staleTime: 60_000,
  })

/**
 * The newest contacts of what is asked for: days, agent, outcome, size.
 *
 * @param everyMs How often it is asked again.
 */
export const useContacts = (asked: Record<string, string>, everyMs: number) =>
  useQuery({
    queryKey: ['contacts', asked],
    queryFn: ({ signal }) => get<{ rows: ContactRow[] }>(`/api/contacts?${new URLSearchParams(asked)}`, signal),
    placeholderData: (before) => before,
    refetchInterval: everyMs,
  })

/** The agents within one's reach. */
export const useContactAgents = () =>
  useQuery({
    queryKey: ['contactAgents'],
    queryFn: ({ signal }) => get<ContactAgent[]>('/api/contacts/agents', signal),
    staleTime: 60_000,
  })

export const useContact = (id: string) =>
  useQuery({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => get<ContactDetail>(`/api/contacts/${encodeURIComponent(id)}`, signal),
    // A contact that goes on is followed; a closed one no longer changes, but for who played its recording.
    refetchInterval: (query) => (query.state.data && !query.state.data.endedAt ? 2_000 : false),
  })

export const usePeaks = (id: string, points: number, grows: boolean) =>
  useQuery({
    queryKey: ['peaks', id, points],
    queryFn: ({ signal }) => get<Peaks>(`/api/recordings/${encodeURIComponent(id)}/peaks?points=${points}`, signal),
    refetchInterval: grows ? 5_000 : false,
  })

export const useFigures = () =>
  useQuery({
    queryKey: ['figures'],
    queryFn: ({ signal }) => get<FiguresToday>('/api/figures/today', signal),
    refetchInterval: 5_000,
    refetchIntervalInBackground: true,
  })
