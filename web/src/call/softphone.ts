import { UA, WebSocketInterface } from 'jssip'
import type { Centre } from '../api/types'

type Session = ReturnType<UA['call']>

export type CallState = 'idle' | 'dialling' | 'ringing' | 'talking'
/** Why a call is over, in words the page has. */
export type Over = 'byMe' | 'byCentre' | 'busy' | 'notFound' | 'unreachable' | 'failed'

export interface SoftphoneView {
  state: CallState
  since: number | null
  muted: boolean
  over: { why: Over; cause: string } | null
}

export const silentView: SoftphoneView = { state: 'idle', since: null, muted: false, over: null }

/** 160 ms is what a finger does; shorter keys are missed by some exchanges (RFC 4733 §2.5). */
const keyMs = 160
const gapMs = 70

/** Offers wait for host candidates only: there is no relay to wait for. */
const gatherMs = 300

/** A customer's telephone in the page: SIP over WebSocket (RFC 7118), one call at a time. */
export class Softphone {
  readonly audio = new Audio()
  private ua: UA | null = null
  private session: Session | null = null
  private view: SoftphoneView = silentView
  private readonly listeners = new Set<() => void>()

  constructor() {
    this.audio.autoplay = true
  }

  readonly look = () => this.view

  readonly listen = (tell: () => void) => {
    this.listeners.add(tell)
    return () => void this.listeners.delete(tell)
  }

  get connection(): RTCPeerConnection | null {
    return (this.session?.connection as RTCPeerConnection | undefined) ?? null
  }

  get heard(): MediaStream | null {
    return this.audio.srcObject instanceof MediaStream ? this.audio.srcObject : null
  }

  /** @param caller The number the centre sees, or null to withhold it. */
  dial(centre: Centre, caller: string | null, voice: MediaStream) {
    this.release()
    this.show({ state: 'dialling', since: null, muted: false, over: null })
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
    const ua = new UA({
      sockets: [new WebSocketInterface(`${scheme}://${window.location.host}${centre.wsSipPath}`)],
      uri: `sip:${caller ?? 'anonymous'}@${centre.sipDomain}`,
      register: false,
      session_timers: false,
      connection_recovery_max_interval: 5,
    })
    this.ua = ua
    // Once: a connection that comes back does not dial again.
    ua.once('connected', () => this.invite(ua, centre, caller, voice))
    ua.once('disconnected', () => {
      if (this.ua === ua && !this.session) this.finish('unreachable', '')
    })
    ua.start()
  }

  hangUp() {
    if (this.session && !this.session.isEnded()) this.session.terminate()
    else this.finish('byMe', '')
  }

  leave() {
    if (this.session && !this.session.isEnded()) this.session.terminate()
  }

  mute(on: boolean) {
    if (!this.session) return
    if (on) this.session.mute({ audio: true })
    else this.session.unmute({ audio: true })
    this.show({ ...this.view, muted: on })
  }

  /** A key as a telephone event; as SIP INFO where the far end took no events. */
  key(tone: string) {
    const session = this.session
    if (!session || this.view.state !== 'talking') return
    const sender = this.connection?.getSenders().find((one) => one.track?.kind === 'audio' || one.dtmf)
    const events = sender?.dtmf?.canInsertDTMF ?? false
    if (events) sender!.dtmf!.insertDTMF(sender!.dtmf!.toneBuffer + tone, keyMs, gapMs)
    else session.sendDTMF(tone, { duration: keyMs, interToneGap: 500 })
  }

  release() {
    const ua = this.ua
    this.ua = null
    this.session = null
    this.audio.srcObject = null
    ua?.stop()
  }

  private invite(ua: UA, centre: Centre, caller: string | null, voice: MediaStream) {
    const session = ua.call(`sip:${centre.hotline}@${centre.sipDomain}`, {
      mediaStream: voice,
      pcConfig: { iceServers: [] },
      anonymous: caller === null,
    })
    this.session = session
    const ears = () => {
      const peer = session.connection as RTCPeerConnection | undefined
      peer?.addEventListener('track', (event) => {
        this.audio.srcObject = event.streams[0] ?? new MediaStream([event.track])
        void this.audio.play().catch(() => undefined)
      })
    }
    if (session.connection) ears()
    else session.on('peerconnection', ears)
    let gathering: number | undefined
    session.on('icecandidate', ({ ready }: { ready: () => void }) => {
      gathering ??= window.setTimeout(ready, gatherMs)
    })
    session.on('progress', () => this.show({ ...this.view, state: 'ringing' }))
    session.on('accepted', () => this.show({ ...this.view, state: 'talking', since: Date.now() }))
    session.on('ended', (event: { originator: string; cause: string }) => this.finish(event.originator === 'local' ? 'byMe' : 'byCentre', event.cause))
    session.on('failed', (event: { originator: string; cause: string }) => this.finish(whyOf(event), event.cause))
  }

  private finish(why: Over, cause: string) {
    this.release()
    this.show({ state: 'idle', since: null, muted: false, over: { why, cause } })
  }

  private show(view: SoftphoneView) {
    this.view = view
    this.listeners.forEach((tell) => tell())
  }
}

/** JsSIP's causes as what a customer understands. */
export function whyOf({ originator, cause }: { originator: string; cause: string }): Over {
  if (cause === 'Canceled' && originator === 'local') return 'byMe'
  if (cause === 'Busy') return 'busy'
  if (cause === 'Not Found') return 'notFound'
  if (/Connection Error|Request Timeout|Unavailable|Address Incomplete/.test(cause)) return 'unreachable'
  return 'failed'
}
