import { answered } from './reach'

/** An answer other than 2xx: RFC 9457 problem details where the server gave them. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** When it may be tried again, ISO 8601, where the server says so. */
    readonly until: string | null = null,
    /** What was wrong with what was entered, place by place, where the server says so. */
    readonly faults: readonly { field: string; code: string }[] = [],
    /** All that the server says of it. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${status} ${code} ${title}`)
  }
}

/** No answer at all: the network or the server is gone. */
export const UNREACHABLE = 'unreachable'

export const call = <T>(method: string, path: string, body?: unknown, signal?: AbortSignal) =>
  body === undefined
    ? ask<T>(path, { method, signal })
    : ask<T>(path, { method, signal, body: JSON.stringify(body) }, 'application/json')

/** Bytes as they are; `upload` where one wants to see how far they have come. */
export const send = <T>(path: string, bytes: BodyInit, type: string) =>
  ask<T>(path, { method: 'POST', body: bytes }, type)

async function ask<T>(path: string, request: RequestInit, type?: string): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, {
      ...request,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(type ? { 'content-type': type } : {}) },
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    answered(0)
    throw new Problem(0, UNREACHABLE, '', String(error))
  }
  answered(response.status)
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined as T
  const answer = response.headers.get('content-type') ?? ''
  return (answer.includes('json') ? await response.json() : undefined) as T
}

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal)

export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => '')
  try {
    const given = JSON.parse(text) as {
      title?: string
      detail?: string
      code?: string
      until?: string
      faults?: { field: string; code: string }[]
    }
    return new Problem(
      response.status,
      given.code ?? `http${response.status}`,
      given.title ?? '',
      given.detail ?? '',
      given.until ?? null,
      Array.isArray(given.faults) ? given.faults : [],
      given as Record<string, unknown>,
    )
  } catch {
    return new Problem(response.status, `http${response.status}`, response.statusText, text.slice(0, 200))
  }
}
