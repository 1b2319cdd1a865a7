/** What a telephone knows of its connection during a call: the signalling's WebSocket and the media's path are two. */
export interface Line {
  link: 'up' | 'cut'
  /** Since when no path carries sound; null while one does. */
  mediaLostAt: number | null
}

export const goodLine: Line = { link: 'up', mediaLostAt: null }

/** A path that heals does so in this time; after it there is nobody on the other side any more. */
export const lostForGoodMs = 10_000

export type Standing = 'fine' | 'reconnecting' | 'silent' | 'over'

/**
 * @param connection The media path's state, as the browser says it (consent to send is asked for every 5 s, RFC 7675).
 */
export function afterLook(line: Line, connection: RTCPeerConnectionState | null, now: number): Line {
  const lost = connection === 'disconnected' || connection === 'failed' || connection === 'closed'
  return { ...line, mediaLostAt: lost ? (line.mediaLostAt ?? now) : null }
}

/** Sound flows: the call goes on whatever its signalling does. No sound for long: it is over, whoever was to say so. */
export function standingOf(line: Line, now: number): Standing {
  if (line.mediaLostAt !== null) return now - line.mediaLostAt >= lostForGoodMs ? 'over' : 'silent'
  return line.link === 'cut' ? 'reconnecting' : 'fine'
}
