import { HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr'
import type { Claimed, DeskState, Draft, PhoneKind } from '../api/types'

/** What the server can be asked for; a refusal is a {@link Refused} with the server's code. */
export interface DeskHub {
  start(): Promise<void>
  stop(): Promise<void>
  claim(deskId: string, takeOver: boolean): Promise<Claimed>
  openPhone(sdp: string): Promise<string>
  renewPhone(sdp: string): Promise<string>
  keptPhone(): Promise<void>
  setPhone(kind: PhoneKind): Promise<void>
  ready(): Promise<void>
  notReady(reason: string): Promise<void>
  accept(offerId: string): Promise<void>
  decline(offerId: string): Promise<void>
  mute(on: boolean): Promise<void>
  hold(on: boolean): Promise<void>
  dial(number: string): Promise<void>
  callBack(contactId: string): Promise<void>
  dialSeen(): Promise<void>
  end(): Promise<void>
  consult(kind: 'agent' | 'number' | 'entry', whom: string, thenTransfer: boolean): Promise<void>
  dropConsult(): Promise<void>
  conference(): Promise<void>
  transfer(): Promise<void>
  sendToQueue(): Promise<void>
  sendTo(queue: string): Promise<void>
  sendToMenu(): Promise<void>
  park(): Promise<void>
  pickUp(contactId: string): Promise<void>
  askSecret(secret: 'enquiryPin' | 'transactionPin'): Promise<void>
  stopSecret(): Promise<void>
  guide(from: string | null): Promise<void>
  stopGuide(): Promise<void>
  pinSpoken(on: boolean): Promise<void>
  pauseRecording(reason: string): Promise<void>
  resumeRecording(): Promise<void>
  saveWrapup(contactId: string, draft: Draft, done: boolean, thenReady: boolean): Promise<void>
  dismiss(noticeId: string): Promise<void>
  signOut(): Promise<void>
}

export interface DeskEars {
  desk(state: DeskState): void
  takenOver(): void
  reconnecting(): void
  reconnected(): void
  closed(): void
}

export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly detail: string,
  ) {
    super(code)
  }
}

/** `…HubException: code` in SignalR's own message; everything else is a lost connection or a fault of ours. */
export function refusalOf(error: unknown): Refused {
  if (error instanceof Refused) return error
  const text = error instanceof Error ? error.message : String(error)
  const found = /HubException:\s*([A-Za-z][\w.-]*)/.exec(text)
  if (found) return new Refused(found[1]!, text)
  const unreached = /connection|not in the 'Connected'|WebSocket|network|fetch/i.test(text)
  return new Refused(unreached ? 'unreachable' : 'unknown', text)
}

const afterMs = [0, 300, 700]

/**
 * A centre that starts again has the desk's call in hand at once, and the desk is to show it again within 3 s: asked
 * every second or so, not by all desks in the same instant.
 */
export function reconnectAfter(attempts: number, chance = Math.random()): number {
  return afterMs[attempts] ?? 800 + 700 * chance
}

export function connectHub(ears: DeskEars, path = '/hub/desk'): DeskHub {
  const connection = new HubConnectionBuilder()
    .withUrl(path)
    // Never gives up: an agent's desk comes back by itself, however long the network was gone.
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: (context) => reconnectAfter(context.previousRetryCount) })
    .configureLogging(LogLevel.None)
    .build()
  connection.serverTimeoutInMilliseconds = 12_000
  connection.keepAliveIntervalInMilliseconds = 4_000

  connection.on('Desk', (state: DeskState) => ears.desk(state))
  connection.on('TakenOver', () => ears.takenOver())
  connection.onreconnecting(() => ears.reconnecting())
  connection.onreconnected(() => ears.reconnected())
  connection.onclose(() => ears.closed())

  const ask = async <T>(method: string, ...args: unknown[]): Promise<T> => {
    try {
      return await connection.invoke<T>(method, ...args)
    } catch (error) {
      throw refusalOf(error)
    }
  }

  return {
    start: () => connection.start(),
    stop: async () => {
      if (connection.state !== HubConnectionState.Disconnected) await connection.stop()
    },
    claim: (deskId, takeOver) => ask('Claim', deskId, takeOver),
    openPhone: (sdp) => ask('OpenPhone', sdp),
    renewPhone: (sdp) => ask('RenewPhone', sdp),
    keptPhone: () => ask('KeptPhone'),
    setPhone: (kind) => ask('SetPhone', kind),
    ready: () => ask('Ready'),
    notReady: (reason) => ask('NotReady', reason),
    accept: (offerId) => ask('Accept', offerId),
    decline: (offerId) => ask('Decline', offerId),
    mute: (on) => ask('Mute', on),
    hold: (on) => ask('Hold', on),
    dial: (number) => ask('Dial', number),
    callBack: (contactId) => ask('CallBack', contactId),
    dialSeen: () => ask('DialSeen'),
    end: () => ask('End'),
    consult: (kind, whom, thenTransfer) => ask('Consult', kind, whom, thenTransfer),
    dropConsult: () => ask('DropConsult'),
    conference: () => ask('Conference'),
    transfer: () => ask('Transfer'),
    sendToQueue: () => ask('SendToQueue'),
    sendTo: (queue) => ask('SendTo', queue),
    sendToMenu: () => ask('SendToMenu'),
    park: () => ask('Park'),
    pickUp: (contactId) => ask('PickUp', contactId),
    askSecret: (secret) => ask('AskSecret', secret),
    stopSecret: () => ask('StopSecret'),
    guide: (from) => ask('Guide', from),
    stopGuide: () => ask('StopGuide'),
    pinSpoken: (on) => ask('PinSpoken', on),
    pauseRecording: (reason) => ask('PauseRecording', reason),
    resumeRecording: () => ask('ResumeRecording'),
    saveWrapup: (contactId, draft, done, thenReady) => ask('SaveWrapup', contactId, draft, done, thenReady),
    dismiss: (noticeId) => ask('Dismiss', noticeId),
    signOut: () => ask('SignOut'),
  }
}
