import { useQuery } from '@tanstack/react-query'
import { call, get, Problem } from '../api/http'
import { queries } from '../api/queries'
import type {
  DefinitionDetail,
  DefinitionFault,
  DefinitionKind,
  DefinitionSaved,
  DefinitionText,
  DefinitionVersion,
} from '../api/types'
import { coded } from '../i18n'

const base = '/api/definitions'

export const addressOf = (kind: string, key: string) =>
  `${base}/${encodeURIComponent(kind)}/${encodeURIComponent(key)}`

/** What is to come is looked at again until it has come into force. */
const soon = (versions: readonly DefinitionVersion[]) =>
  versions.some((one) => one.status === 'scheduled') ? 5_000 : false

export const useDefinitions = () =>
  useQuery({ queryKey: ['definitions'], queryFn: ({ signal }) => get<DefinitionKind[]>(base, signal) })

export const useDefinition = (kind: string, key: string) =>
  useQuery({
    queryKey: ['definitions', kind, key],
    queryFn: ({ signal }) => get<DefinitionDetail>(addressOf(kind, key), signal),
    refetchInterval: ({ state }) => soon(state.data?.versions ?? []),
  })

const versionOf = (kind: string, key: string, version: number) => ({
  queryKey: ['definitions', kind, key, version],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<DefinitionText>(`${addressOf(kind, key)}/versions/${version}`, signal),
})

/** As it is on the server now. */
export const readVersion = (kind: string, key: string, version: number) =>
  queries.fetchQuery({ ...versionOf(kind, key, version), staleTime: 0 })

export const useVersion = (kind: string, key: string, version: number) =>
  useQuery({
    ...versionOf(kind, key, version),
    enabled: version > 0,
    refetchInterval: ({ state }) => soon(state.data ? [state.data.version] : []),
  })

export const refresh = () => queries.invalidateQueries({ queryKey: ['definitions'] })

export const create = (kind: string, body: { key: string; name: { zh: string; en: string } }) =>
  call<DefinitionVersion>('POST', `${base}/${encodeURIComponent(kind)}`, body)

export const begin = (kind: string, key: string, body: { basedOn?: number; why?: string }) =>
  call<DefinitionVersion>('POST', `${addressOf(kind, key)}/versions`, body)

export const check = (kind: string, yaml: string, signal?: AbortSignal) =>
  call<DefinitionFault[]>('POST', `${base}/${encodeURIComponent(kind)}/check`, { yaml }, signal)

export interface Written {
  rowVersion: number
  yaml: string
  why: string
  wantedAt: string | null
}

export const write = (kind: string, key: string, version: number, written: Written) =>
  call<DefinitionSaved>('PUT', `${addressOf(kind, key)}/versions/${version}`, written)

export type Verb = 'submit' | 'takeBack' | 'refuse' | 'withdraw'

export const command = (kind: string, key: string, version: DefinitionVersion, verb: Verb, reason?: string) =>
  call<DefinitionVersion>('POST', `${addressOf(kind, key)}/versions/${version.version}/${verb}`, {
    rowVersion: version.rowVersion,
    reason,
  })

/** Who approves signs. */
export const approve = (kind: string, key: string, version: DefinitionVersion, secret: string) =>
  call<DefinitionVersion>('POST', `${addressOf(kind, key)}/versions/${version.version}/approve`, {
    rowVersion: version.rowVersion,
    secret,
  })

/** A refusal in the reader's language. */
export function refusal(error: unknown): string {
  if (!(error instanceof Problem)) return String(error)
  const known = coded('definitions.refusals', error.code)
  if (known !== error.code) return known
  const fault = coded('faults', error.code)
  return fault === error.code ? error.title || coded('faults', 'unknown') : fault
}
