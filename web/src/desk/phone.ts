import { Refused } from './hub'
import type { Media, Microphone } from './view'

/** How the phone reaches the exchange: an SDP offer in, the answer out. */
export interface PhoneLine {
  open(sdp: string): Promise<string>
  renew(sdp: string): Promise<string>
}

export interface PhoneEars {
  media(media: Media): void
  microphone(microphone: Microphone): void
}

/** A short loss heals by itself; after this the path is built anew. */
const disconnectedMs = 2_000
/** Host candidates are there at once; a stuck interface must not hold up the phone. */
const gatherMs = 1_500
const renewals = 3

/**
 * The browser as the agent's phone: one long-lived connection, so that a call is joined to audio that already flows.
 * The microphone's track is taken off the sender between calls; the exchange is ICE-lite, so offers always come from
 * here.
 */
export class DeskPhone {
  readonly audio = new Audio()
  private peer: RTCPeerConnection | null = null
  private stream: MediaStream | null = null
  private sender: RTCRtpSender | null = null
  private sending = false
  private speaking = false
  private timer: number | undefined
  private failures = 0
  private busy: Promise<void> = Promise.resolve()

  constructor(
    private readonly line: PhoneLine,
    private readonly ears: PhoneEars,
  ) {
    this.audio.autoplay = true
  }

  get connection() {
    return this.peer
  }

  get heard(): MediaStream | null {
    return this.audio.srcObject instanceof MediaStream ? this.audio.srcObject : null
  }

  get spoken() {
    return this.stream
  }

  get isUp() {
    return this.peer?.connectionState === 'connected'
  }

  /** Opens the phone anew; one at a time. */
  open(): Promise<void> {
    return this.queue(() => this.openNow())
  }

  /** Keeps the connection and its keys, and looks for a new path (ICE restart, RFC 8445 §9). */
  renew(): Promise<void> {
    return this.queue(() => this.renewNow())
  }

  close() {
    window.clearTimeout(this.timer)
    this.drop()
    this.stream?.getTracks().forEach((track) => track.stop())
    this.stream = null
    this.ears.media('closed')
  }

  /**
   * @param sending Packets flow: from the offer on, so that the exchange hears a living line when the customer is
   * joined to it.
   * @param speaking The microphone is in them, else silence: the exchange mutes too, but what is not sent cannot be
   * heard.
   */
  talk(sending: boolean, speaking: boolean) {
    this.speaking = speaking
    const track = this.stream?.getAudioTracks()[0] ?? null
    if (track) track.enabled = speaking
    if (sending === this.sending) return
    this.sending = sending
    void this.sender?.replaceTrack(sending ? track : null).catch(() => undefined)
    if (sending) void this.audio.play().catch(() => undefined)
  }

  private queue(work: () => Promise<void>): Promise<void> {
    this.busy = this.busy.then(work, work)
    return this.busy
  }

  private async openNow() {
    this.ears.media('opening')
    this.drop()
    const stream = await this.listenIn()
    if (!stream) {
      this.ears.media('closed')
      return
    }
    const track = stream.getAudioTracks()[0]!
    const peer = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' })
    this.peer = peer
    const transceiver = peer.addTransceiver(track, { direction: 'sendrecv', streams: [stream] })
    transceiver.setCodecPreferences(telephoneCodecs())
    this.sender = transceiver.sender
    peer.ontrack = (event) => {
      this.audio.srcObject = event.streams[0] ?? new MediaStream([event.track])
      void this.audio.play().catch(() => undefined)
    }
    peer.onconnectionstatechange = () => this.stateChanged(peer)
    try {
      await peer.setLocalDescription(await peer.createOffer())
      await gathered(peer)
      await peer.setRemoteDescription({ type: 'answer', sdp: await this.line.open(peer.localDescription!.sdp) })
    } catch (error) {
      if (this.peer === peer) {
        this.drop()
        this.ears.media('lost')
      }
      throw error
    }
    track.enabled = this.speaking
    if (!this.sending) await this.sender.replaceTrack(null)
  }

  private async renewNow() {
    const peer = this.peer
    if (!peer) return this.openNow()
    this.ears.media('lost')
    this.failures += 1
    if (this.failures > renewals) {
      this.failures = 0
      return this.openNow()
    }
    // What broke off half-way is taken back first, or the next offer cannot be set.
    if (peer.signalingState === 'have-local-offer') await peer.setLocalDescription({ type: 'rollback' })
    await peer.setLocalDescription(await peer.createOffer({ iceRestart: true }))
    await gathered(peer)
    let answer: string
    try {
      answer = await this.line.renew(peer.localDescription!.sdp)
    } catch (error) {
      // The exchange no longer has this line: another is opened at once, for a customer may be listening to music.
      if (error instanceof Refused && error.code !== 'unreachable') return this.openNow()
      throw error
    }
    await peer.setRemoteDescription({ type: 'answer', sdp: answer })
    this.watch(peer)
  }

  private stateChanged(peer: RTCPeerConnection) {
    if (peer !== this.peer) return
    window.clearTimeout(this.timer)
    switch (peer.connectionState) {
      case 'connected':
        this.failures = 0
        this.ears.media('up')
        break
      case 'disconnected':
        this.watch(peer)
        break
      case 'failed':
        this.ears.media('lost')
        void this.renew().catch(() => this.watch(peer))
        break
    }
  }

  private watch(peer: RTCPeerConnection) {
    window.clearTimeout(this.timer)
    this.timer = window.setTimeout(() => {
      if (peer !== this.peer || this.isUp) return
      void this.renew().catch(() => this.watch(peer))
    }, disconnectedMs)
  }

  private drop() {
    window.clearTimeout(this.timer)
    const peer = this.peer
    this.peer = null
    this.sender = null
    if (!peer) return
    peer.onconnectionstatechange = null
    peer.ontrack = null
    peer.close()
  }

  private async listenIn(): Promise<MediaStream | null> {
    if (this.stream?.getAudioTracks()[0]?.readyState === 'live') return this.stream
    if (!navigator.mediaDevices) {
      this.ears.microphone('insecure')
      return null
    }
    this.ears.microphone('asking')
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      })
      this.stream = stream
      const track = stream.getAudioTracks()[0]!
      // The headset was pulled out: take the next one.
      track.onended = () => void this.open().catch(() => undefined)
      this.ears.microphone('granted')
      return stream
    } catch (error) {
      const name = error instanceof DOMException ? error.name : ''
      this.ears.microphone(name === 'NotFoundError' || name === 'NotReadableError' ? 'missing' : 'denied')
      return null
    }
  }
}

/** G.711 and keys only (RFC 7874 has every browser offer them): nothing else could be passed through unconverted. */
export function telephoneCodecs(): RTCRtpCodec[] {
  const wanted = ['audio/pcma', 'audio/pcmu', 'audio/telephone-event']
  const all = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? []
  return wanted.flatMap((name) =>
    all.filter((codec) => codec.mimeType.toLowerCase() === name && codec.clockRate === 8000),
  )
}

function gathered(peer: RTCPeerConnection): Promise<void> {
  if (peer.iceGatheringState === 'complete') return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      if (peer.iceGatheringState !== 'complete') return
      peer.removeEventListener('icegatheringstatechange', done)
      resolve()
    }
    peer.addEventListener('icegatheringstatechange', done)
    window.setTimeout(resolve, gatherMs)
  })
}
