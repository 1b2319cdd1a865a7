import { UA, WebSocketInterface } from 'jssip'
import type { Centre } from '../api/types'
import { afterLook, goodLine, standingOf, type Line, type Standing } from './line'

type Session = ReturnType<UA['call']>

export type CallState = 'idle' | 'dialling' | 'ringing' | 'talking'
/** Why a call is over, in words the page has. */
export type Over = 'byMe' | 'byCentre' | 'busy' | 'notFound' | 'unreachable' | 'cut' | 'failed'

export interface SoftphoneView {
  state: CallState
  since: number | null
  muted: boolean
  /** How the connection of a running call stands. */
  line: Standing
  over: { why: Over; cause: string } | null
}

export const silentView: SoftphoneView = { state: 'idle', since: null, muted: false, line: 'fine', over: null }

/** 160 ms is what a finger does; shorter keys are missed by some exchanges (RFC 4733 §2.5). */
const keyMs = 160
const gapMs = 70

/** Offers wait for host candidates only: there is no relay to wait for. */
const gatherMs = 300

/** How often a running call's media path is looked at. */
const lookMs = 1_000

/** A customer's telephone in the page: SIP over WebSocket (RFC 7118), one call at a time. */
export class Softphone {
  readonly audio = new Audio()
  private ua: UA | null = null
  private line: Line = goodLine
  private watch: number | undefined
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
    this.line = goodLine
    this.show({ ...silentView, state: 'dialling' })
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
    // JsSIP connects again by itself; the call goes on as long as its sound does.
    ua.on('disconnected', () => this.onLink(ua, 'cut'))
    ua.on('connected', () => this.onLink(ua, 'up'))
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
    window.clearInterval(this.watch)
    ua?.stop()
  }

  private onLink(ua: UA, link: Line['link']) {
    if (this.ua !== ua) return
    this.line = { ...this.line, link }
    this.judge()
  }

  private judge() {
    if (this.view.state !== 'talking') return
    const now = Date.now()
    this.line = afterLook(this.line, this.connection?.connectionState ?? null, now)
    const line = standingOf(this.line, now)
    if (line === 'over') return this.finish('cut', '')
    if (line !== this.view.line) this.show({ ...this.view, line })
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
    session.on('accepted', () => {
      this.show({ ...this.view, state: 'talking', since: Date.now() })
      this.watch = window.setInterval(() => this.judge(), lookMs)
    })
    session.on('ended', (event: { originator: string; cause: string }) => this.finish(whyEnded(event), event.cause))
    session.on('failed', (event: { originator: string; cause: string }) => this.finish(whyOf(event), event.cause))
  }

  private finish(why: Over, cause: string) {
    this.release()
    this.show({ ...silentView, over: { why, cause } })
  }

  private show(view: SoftphoneView) {
    this.view = view
    this.listeners.forEach((tell) => tell())
  }
}

/** JsSIP ends a call itself when its media path failed: that was nobody's wish. */
export function whyEnded({ originator, cause }: { originator: string; cause: string }): Over {
  if (/RTP Timeout|Connection Error|Dialog Error/.test(cause)) return 'cut'
  return originator === 'local' ? 'byMe' : 'byCentre'
}

/** JsSIP's causes as what a customer understands. */
export function whyOf({ originator, cause }: { originator: string; cause: string }): Over {
  if (cause === 'Canceled' && originator === 'local') return 'byMe'
  if (cause === 'Busy') return 'busy'
  if (cause === 'Not Found') return 'notFound'
  if (/Connection Error|Request Timeout|Unavailable|Address Incomplete/.test(cause)) return 'unreachable'
  return 'failed'
}
