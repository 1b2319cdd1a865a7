import { useSyncExternalStore } from 'react'
import { queries } from '../api/queries'
import type { DeskState, Draft, PhoneKind } from '../api/types'
import { beforeLeaving } from '../access/leaving'
import { setAtWork } from './atWork'
import { deskIdOfThisTab } from './deskId'
import { connectHub, refusalOf, type DeskHub } from './hub'
import { DeskPhone } from './phone'
import { Ringer } from './ringer'
import { asksBeforeLeaving, opening, reduce, shouldSend, shouldSpeak, type DeskView, type Happening } from './view'

const nextDeskMs = 1_000

/**
 * One agent's desk in this tab: the hub, the phone and what is seen. It outlives the page at /desk, so that looking up
 * a contact does not hang up a call.
 */
export class DeskSession {
  private view: DeskView = opening
  private readonly listeners = new Set<() => void>()
  private hub: DeskHub | null = null
  private agent = ''
  private deskId = ''
  private stopped = true
  private keeping = false
  readonly phone: DeskPhone
  readonly ringer = new Ringer()

  constructor() {
    this.phone = new DeskPhone(
      { open: (sdp) => this.need().openPhone(sdp), renew: (sdp) => this.need().renewPhone(sdp) },
      {
        media: (media) => this.happen({ kind: 'media', media }),
        microphone: (microphone) => this.happen({ kind: 'microphone', microphone }),
      },
    )
  }

  readonly look = () => this.view

  readonly listen = (tell: () => void) => {
    this.listeners.add(tell)
    return () => void this.listeners.delete(tell)
  }

  /** @param agent Whose desk: a page left open may meet another user after the session ended. */
  async start(agent: string) {
    if (!this.stopped && agent === this.agent) return
    await this.stop()
    this.agent = agent
    this.stopped = false
    this.view = opening
    this.deskId = await deskIdOfThisTab()
    const hub = connectHub({
      desk: (desk) => this.onDesk(desk),
      takenOver: () => this.onTakenOver(),
      reconnecting: () => this.happen({ kind: 'link', link: 'down' }),
      reconnected: () => void this.back(),
      closed: () => this.happen({ kind: 'link', link: 'down' }),
    })
    this.hub = hub
    await this.connect(hub)
  }

  async stop() {
    if (this.stopped) return
    this.stopped = true
    const hub = this.hub
    this.hub = null
    this.ringer.stop()
    this.phone.close()
    this.view = opening
    this.listeners.forEach((tell) => tell())
    await hub?.stop()
  }

  /** Takes the desk from another tab, or takes it back. */
  async takeOver() {
    if (this.stopped || !this.hub) await this.start(this.agent)
    await this.claim(true)
  }

  async restart() {
    await this.stop()
    await this.start(this.agent)
    if (this.view.lease === 'held') await this.claim(true)
  }

  /** Does what was asked; a refusal is shown, not thrown. */
  async ask(work: (hub: DeskHub) => Promise<void>): Promise<boolean> {
    try {
      await work(this.need())
      return true
    } catch (error) {
      const { code, detail } = refusalOf(error)
      this.happen({ kind: 'fault', code, detail })
      return false
    }
  }

  end() {
    const call = this.view.desk?.call
    if (!call) return
    this.happen({ kind: 'endAsked', contactId: call.contactId })
    void this.ask((hub) => hub.end())
  }

  async usePhone(kind: PhoneKind) {
    if (await this.ask((hub) => hub.setPhone(kind))) {
      if (kind === 'browser') await this.openPhone()
      else this.phone.close()
    }
  }

  /** @returns `away` when it could not be delivered, and is to be sent again; `refused` when sending it again is of no use. */
  async saveDraft(contactId: string, draft: Draft): Promise<'saved' | 'away' | 'refused'> {
    try {
      await this.need().saveWrapup(contactId, draft, false, false)
      return 'saved'
    } catch (error) {
      const { code } = refusalOf(error)
      return code === 'unreachable' || code === 'unknown' || code === 'notYourDesk' ? 'away' : 'refused'
    }
  }

  finishWrapup = (contactId: string, draft: Draft, thenReady: boolean) =>
    this.ask((hub) => hub.saveWrapup(contactId, draft, true, thenReady))

  /** A notice was read. */
  dismiss = (noticeId: string) => void this.ask((hub) => hub.dismiss(noticeId))

  seen = () => this.happen({ kind: 'faultSeen' })

  /** @returns false when the exchange did not take it; why is shown. */
  openPhone = async (): Promise<boolean> => {
    try {
      await this.phone.open()
      if (this.view.fault?.code === 'phone' || this.view.fault?.code === 'badSdp') this.seen()
      return true
    } catch (error) {
      const { code, detail } = refusalOf(error)
      this.happen({ kind: 'fault', code: code === 'unknown' ? 'phone' : code, detail })
      return false
    }
  }

  private need(): DeskHub {
    if (!this.hub) throw new Error('connection closed')
    return this.hub
  }

  private async connect(hub: DeskHub) {
    for (let attempt = 0; this.hub === hub && !this.stopped; attempt += 1) {
      try {
        await hub.start()
        this.happen({ kind: 'link', link: 'up' })
        await this.claim(false)
        return
      } catch {
        this.happen({ kind: 'link', link: 'down' })
        // The session may have ended: then the page leads to sign-in.
        await queries.invalidateQueries({ queryKey: ['me'] })
        await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 500 * 2 ** attempt)))
      }
    }
  }

  private async claim(takeOver: boolean) {
    const before = this.view.lease
    if (takeOver) this.happen({ kind: 'asking' })
    try {
      const claimed = await this.need().claim(this.deskId, takeOver)
      this.happen({ kind: 'claimed', claimed })
      if (claimed.ok && before !== 'ours') {
        if (!this.view.desk) await this.nextDesk()
        await this.keepPhone()
      }
    } catch (error) {
      const { code, detail } = refusalOf(error)
      this.happen({ kind: 'fault', code, detail })
    }
  }

  /**
   * Opens the browser's phone until the exchange has it: after a claim, and whenever the exchange lost it (its media
   * process began anew). A microphone that was refused waits for the agent.
   */
  private async keepPhone() {
    if (this.keeping) return
    this.keeping = true
    try {
      for (let attempt = 0; this.wantsPhone(); attempt += 1) {
        if (await this.openPhone()) return
        await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, 300 * 2 ** attempt)))
      }
    } finally {
      this.keeping = false
    }
  }

  private wantsPhone(): boolean {
    const { lease, link, desk, microphone } = this.view
    const refused = microphone === 'denied' || microphone === 'missing' || microphone === 'insecure'
    return lease === 'ours' && link === 'up' && !refused && desk?.phone.kind !== 'sip' && desk?.state !== 'signedOut'
  }

  /** How the desk stands may come a moment after the claim's answer, or before it. */
  private nextDesk(): Promise<void> {
    const known = this.view.desk
    return new Promise((resolve) => {
      const done = () => {
        this.listeners.delete(look)
        resolve()
      }
      const look = () => {
        if (this.view.desk !== known) done()
      }
      this.listeners.add(look)
      window.setTimeout(done, nextDeskMs)
    })
  }

  /**
   * The hub is back: the desk is claimed again, and the phone looked after. What is shown is from before until the desk
   * has said how it stands now: so long the link is down, and nothing can be asked of it.
   */
  private async back() {
    const told = this.nextDesk()
    await this.claim(false)
    if (this.view.lease === 'ours') await told
    this.happen({ kind: 'link', link: 'up' })
    if (!this.wantsPhone()) return
    if (this.phone.isUp && this.view.desk?.phone.up) return this.need().keptPhone().catch(() => undefined)
    // The exchange still has the line: only its path is looked for anew. A refusal opens another.
    if (this.phone.connection && this.view.desk?.phone.up) await this.phone.renew().catch(() => this.keepPhone())
    else await this.keepPhone()
  }

  private onDesk(desk: DeskState) {
    const before = this.view.desk
    this.happen({ kind: 'desk', desk, atMs: Date.now() })
    const begins = before?.state === 'signedOut' && desk.state !== 'signedOut'
    if (desk.phone.kind === 'browser' && !desk.phone.up && (before?.phone.up || begins)) void this.keepPhone()
  }

  private onTakenOver() {
    this.happen({ kind: 'takenOver' })
    this.phone.close()
    const hub = this.hub
    this.hub = null
    this.stopped = true
    void hub?.stop()
  }

  private happen(happening: Happening) {
    this.view = reduce(this.view, happening)
    const { desk, lease } = this.view
    this.phone.talk(shouldSend(desk), shouldSpeak(desk))
    this.ringer.ring(lease === 'ours' ? (desk?.offer ?? null) : null)
    this.listeners.forEach((tell) => tell())
  }
}

export const desk = new DeskSession()

beforeLeaving(async () => {
  const view = desk.look()
  if (view.lease === 'ours' && !(await desk.ask((hub) => hub.signOut())) && view.desk?.call) return false
  await desk.stop()
  setAtWork(null)
  return true
})

// The browser asks in its own words. What is lost all the same is told on return (Notices).
window.addEventListener('beforeunload', (event) => {
  if (asksBeforeLeaving(desk.look())) event.preventDefault()
})

// Others measure what was heard here (web/README.md); nothing in the product reads it.
Object.defineProperty(window, '__tellerline', {
  configurable: true,
  get: () => ({ peer: desk.phone.connection, remoteStream: desk.phone.heard }),
})

export const useDesk = (): DeskView => useSyncExternalStore(desk.listen, desk.look)
